"""People: two who add the same login at once, and a name that only who is there can get."""

import threading
from pathlib import Path
from typing import Any

import pytest

from stadsbeeld.domain.errors import ConflictError
from stadsbeeld.store.addresses import Addresses
from stadsbeeld.store.people import Person
from stadsbeeld.store.store import Store
from store.conftest import Server


class Both:
    """Two threads that both see that a login is free before either takes it."""

    def __init__(self, store: Store) -> None:
        self._records, self._barrier = store.records, threading.Barrier(2)
        self._seen = threading.local()
        self._see = self._records.person_by_login

    def _person_by_login(self, login: str) -> Person | None:
        found = self._see(login)
        if not getattr(self._seen, "once", False):
            self._seen.once = True
            self._barrier.wait(20)
        return found

    def put(self, *authors: str) -> list[Any]:
        self._records.person_by_login = self._person_by_login  # type: ignore[method-assign]
        told: list[Any] = []

        def run(author: str) -> None:
            try:
                self._records.put_person(author, "els", "Els")
                told.append(author)
            except ConflictError as error:
                told.append(error)

        threads = [threading.Thread(target=run, args=(author,)) for author in authors]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return told


class PeopleContract:
    @pytest.fixture
    def addresses(self) -> Addresses:
        raise NotImplementedError

    def test_a_login_that_two_take_at_once_is_one_s(self, store: Store) -> None:
        told = Both(store).put("p-1", "p-2")
        assert sorted(type(one).__name__ for one in told) == ["ConflictError", "str"]
        (author,) = (one for one in told if isinstance(one, str))
        assert store.records.people() == [Person(author=author, login="els", name="Els")]

    def test_the_same_person_put_twice_at_once_is_no_collision(self, store: Store) -> None:
        assert Both(store).put("p-1", "p-1") == ["p-1", "p-1"]
        assert store.records.people() == [Person(author="p-1", login="els", name="Els")]

    def test_only_who_is_there_gets_another_name(self, store: Store) -> None:
        store.records.put_person("p-1", "els", "Els")
        assert store.records.rename_person("p-1", "Els Jansen")
        assert store.records.person("p-1") == Person(author="p-1", login="els", name="Els Jansen")
        store.records.erase_person("p-1")
        assert not store.records.rename_person("p-1", "Els Jansen")
        assert store.records.people() == []


class TestEmbeddedPeople(PeopleContract):
    @pytest.fixture
    def addresses(self) -> Addresses:
        return Addresses(facts=":memory:", records=":memory:", raw="memory://store-people")


@pytest.mark.shared
class TestSharedPeople(PeopleContract):
    @pytest.fixture
    def addresses(self, postgres: Server, tmp_path: Path) -> Addresses:
        words = postgres.database()
        return Addresses(
            facts=f"ducklake:postgres:{words}",
            records=f"postgres:{words}",
            raw=str(tmp_path / "raw"),
            data_path=str(tmp_path / "lake"),
        )
