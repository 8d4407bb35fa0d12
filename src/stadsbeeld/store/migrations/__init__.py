"""Numbered steps from an empty database to today's tables.

`<database>_<number>.sql` is the text for every engine; `<database>_<number>.<engine>.sql` takes its place on
`ducklake` or `postgres`. A step that has shipped is never edited: a change is a new number.
"""

from importlib import resources

from stadsbeeld.store.addresses import Name
from stadsbeeld.store.connection import Connection, quoted


def migrate(connection: Connection) -> None:
    """Take the steps that were not taken yet. Two processes that start at once on a shared pair take turns."""
    with connection.alone_on_facts():
        for name, engine in (
            ("records", "postgres" if connection.addresses.records_are_in_postgres else "duckdb"),
            ("facts", "ducklake" if connection.addresses.facts_are_a_lake else "duckdb"),
        ):
            _migrate(connection, "records" if name == "records" else "facts", engine)


def steps(name: Name, engine: str) -> list[tuple[int, str]]:
    """(number, SQL) in order, for one database on one engine."""
    texts = {file.name: file.read_text("utf-8") for file in resources.files(__name__).iterdir() if file.is_file()}
    numbers = sorted({int(file[len(name) + 1 :][:4]) for file in texts if file.startswith(f"{name}_")})
    return [
        (number, texts.get(f"{name}_{number:04}.{engine}.sql", texts.get(f"{name}_{number:04}.sql", "")))
        for number in numbers
    ]


def _migrate(connection: Connection, name: Name, engine: str) -> None:
    with connection.writing(name) as cursor:
        cursor.execute(f"CREATE TABLE IF NOT EXISTS {name}.migrations (number INTEGER NOT NULL)")
    taken = {number for (number,) in connection.rows(name, f"SELECT number FROM {name}.migrations")}
    for number, sql in steps(name, engine):
        if number in taken:
            continue
        with connection.writing(name) as cursor:
            if engine == "postgres":
                cursor.execute(f"CALL postgres_execute('records', {quoted(sql)})")
            else:
                cursor.execute(sql)
            cursor.execute(f"INSERT INTO {name}.migrations VALUES (?)", [number])
