"""Who stands behind an opaque author: the one table of the store from which something can be erased."""

from dataclasses import dataclass

from stadsbeeld.domain.errors import ConflictError, StoreError
from stadsbeeld.store.connection import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """`author` is the opaque id that stands in records; `login` is unique."""

    author: str
    login: str
    name: str


class People:
    """Personal data of the store, all of it."""

    _connection: Connection

    def put_person(self, author: str, login: str, name: str) -> None:
        """Add or change a person. Raises ConflictError where another author has this login."""
        self._refuse_taken(author, login)
        try:
            with self._connection.writing("records") as cursor:
                if cursor.execute("SELECT 1 FROM records.people WHERE author = ?", [author]).fetchone():
                    cursor.execute(
                        "UPDATE records.people SET login = ?, name = ? WHERE author = ?", [login, name, author]
                    )
                else:
                    cursor.execute("INSERT INTO records.people VALUES (?, ?, ?)", [author, login, name])
        except StoreError:
            # The engines word a collision differently: whether it was one, the next reading tells.
            self._refuse_taken(author, login)
            if self.person(author) != Person(author=author, login=login, name=name):
                raise

    def rename_person(self, author: str, name: str) -> bool:
        """Give a person another name; False, and nothing is written, where there is no such person (any more)."""
        with self._connection.writing("records") as cursor:
            known = cursor.execute("SELECT 1 FROM records.people WHERE author = ?", [author]).fetchone()
            if known is not None:
                cursor.execute("UPDATE records.people SET name = ? WHERE author = ?", [name, author])
        return known is not None

    def _refuse_taken(self, author: str, login: str) -> None:
        other = self.person_by_login(login)
        if other is not None and other.author != author:
            raise ConflictError("person", login, 1)

    def person(self, author: str) -> Person | None:
        return self._one("author = ?", author)

    def person_by_login(self, login: str) -> Person | None:
        return self._one("login = ?", login)

    def people(self) -> list[Person]:
        """Everybody, by login."""
        rows = self._connection.rows("records", "SELECT author, login, name FROM records.people ORDER BY login")
        return [Person(author=author, login=login, name=name) for author, login, name in rows]

    def erase_person(self, author: str) -> None:
        """Name and login go; what the author did stays, under an id that says nothing."""
        with self._connection.writing("records") as cursor:
            cursor.execute("DELETE FROM records.people WHERE author = ?", [author])
        # A deleted row stays readable in the file until its place is written anew.
        if self._connection.addresses.records_are_in_postgres:
            vacuum = "CALL postgres_execute('records', 'VACUUM FULL people', use_transaction => false)"
            self._connection.run("records", vacuum)
        else:
            self._connection.rewrite("records")

    def _one(self, condition: str, value: str) -> Person | None:
        sql = f"SELECT author, login, name FROM records.people WHERE {condition}"
        rows = self._connection.rows("records", sql, [value])
        return Person(author=rows[0][0], login=rows[0][1], name=rows[0][2]) if rows else None
