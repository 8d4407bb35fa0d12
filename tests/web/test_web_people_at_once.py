"""Two who change accounts at the same moment, in one process and in two; and a start that was cut off halfway."""

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import SimpleNamespace
from typing import Any, cast

import pytest

from stadsbeeld.domain.errors import ConflictError, InputError, NotFoundError, StadsbeeldError
from stadsbeeld.store.store import Addresses, Store
from stadsbeeld.web.passwords import Passwords
from stadsbeeld.web.people import People, ensure_administrator, ensure_demo
from stadsbeeld.web.roles import Role
from web.town import QUICK, WALL_NOW

LONGEST_WAIT_S = 0.5
PASSWORDS = Passwords(QUICK)


class Meeting:
    """The records of a store, where whoever calls `name` first waits until another has come as far: or, where the
    other is held off, goes on alone after a while."""

    def __init__(self, records: Any, name: str) -> None:
        self._records, self._name = records, name
        self._barrier = threading.Barrier(2)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._records, name)
        if name != self._name:
            return found

        def met(*args: Any, **more: Any) -> Any:
            with suppress(threading.BrokenBarrierError):
                self._barrier.wait(LONGEST_WAIT_S)
            return found(*args, **more)

        return met


class Killed(BaseException):
    """The process ends here."""


class CutOff:
    """The records of a store, in a process that is killed when it calls `name`."""

    def __init__(self, records: Any, name: str) -> None:
        self._records, self._name = records, name

    def __getattr__(self, name: str) -> Any:
        if name == self._name:
            raise Killed
        return getattr(self._records, name)


def over(records: Any) -> Store:
    return cast(Store, SimpleNamespace(records=records))


def at_once(*does: Callable[[], Any]) -> list[Any]:
    """What each gave, or the error that it raised."""
    found: list[Any] = [None] * len(does)

    def run(number: int) -> None:
        try:
            found[number] = does[number]()
        except StadsbeeldError as error:
            found[number] = error

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(does))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.fixture
def store() -> Iterator[Store]:
    with Store(Addresses(facts=":memory:", records=":memory:", raw="memory://people-at-once")) as opened:
        yield opened


def administrator(people: People, login: str) -> str:
    return people.create(login=login, name=login, role=Role.BEHEERDER, by="system", now=WALL_NOW)[0]


def who_can_manage(people: People) -> list[str | None]:
    return [one.login for one in people.everybody() if one.active and one.role is Role.BEHEERDER and one.login]


def taking_away(people: People, author: str, by: str, how: dict[str, Any] | None) -> Callable[[], None]:
    account = people.find(author)
    assert account is not None
    if how is None:
        return lambda: people.erase(account, by=by, now=WALL_NOW)
    return lambda: people.change(account, by=by, now=WALL_NOW, **how)


@pytest.mark.parametrize("how", [{"active": False}, {"role": Role.KIJKER}, None])
@pytest.mark.parametrize("processes", [1, 2])
def test_two_administrators_who_take_each_other_away_leave_one(
    store: Store, how: dict[str, Any] | None, processes: int
) -> None:
    people = People(store, PASSWORDS)
    one, two = administrator(people, "een"), administrator(people, "twee")
    meeting = over(Meeting(store.records, "put"))
    first = People(meeting, PASSWORDS)
    second = first if processes == 1 else People(meeting, PASSWORDS)
    told = at_once(taking_away(first, two, one, how), taking_away(second, one, two, how))
    left = who_can_manage(people)
    assert left
    refused = [error for error in told if error is not None]
    assert all(isinstance(error, InputError) for error in refused)
    # Who was told that it went well, for them it did.
    assert len(left) == len(refused)


def test_who_was_refused_the_last_place_keeps_all_that_was(store: Store) -> None:
    people = People(store, PASSWORDS)
    one, two = administrator(people, "een"), administrator(people, "twee")
    before = {author: people.find(author) for author in (one, two)}
    meeting = over(Meeting(store.records, "put"))
    at_once(
        taking_away(People(meeting, PASSWORDS), two, one, None), taking_away(People(meeting, PASSWORDS), one, two, None)
    )
    for login in who_can_manage(people):
        account = people.by_login(login or "")
        assert account is not None
        was = before[account.author]
        assert was is not None
        assert (account.password_hash, account.role, account.name) == (was.password_hash, was.role, was.name)


def test_a_change_based_on_no_version_at_all_collides(store: Store) -> None:
    people = People(store, PASSWORDS)
    account = people.find(administrator(people, "een"))
    assert account is not None
    with pytest.raises(ConflictError):
        people.change(account, by="system", now=WALL_NOW, after=0, must_change=False)


def test_an_account_that_was_read_long_ago_overwrites_nothing(store: Store) -> None:
    people = People(store, PASSWORDS)
    author, _ = people.create(login="els", name="Els", role=Role.KIJKER, by="system", now=WALL_NOW)
    old = people.find(author)
    assert old is not None
    people.change(old, by="system", now=WALL_NOW, role=Role.PLANNER)
    with pytest.raises(ConflictError):
        people.change(old, by="system", now=WALL_NOW, must_change=False)
    people.change(old, by="system", now=WALL_NOW, after=2, must_change=False)
    now = people.find(author)
    assert now is not None
    assert (now.role, now.must_change, now.version) == (Role.PLANNER, False, 3)


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("where", ["put", "put_person"])
def test_two_accounts_of_one_login_made_at_once_are_one(store: Store, where: str, processes: int) -> None:
    meeting = over(Meeting(store.records, where))
    first = People(meeting, PASSWORDS)
    second = first if processes == 1 else People(meeting, PASSWORDS)
    told = at_once(lambda: administrator(first, "els"), lambda: administrator(second, "els"))
    refused = [one for one in told if isinstance(one, InputError)]
    assert len(refused) == 1
    assert refused[0].data["errors"] == [{"field": "login", "reason": "taken"}]
    (made,) = (one for one in told if isinstance(one, str))
    people = People(store, PASSWORDS)
    assert [(one.author, one.login) for one in people.everybody()] == [(made, "els")]
    assert [person.author for person in store.records.people()] == [made]


@pytest.mark.parametrize("at", ["put", "put_person"])
def test_a_first_start_that_was_killed_halfway_can_be_done_again(store: Store, at: str) -> None:
    with pytest.raises(Killed):
        ensure_administrator(over(CutOff(store.records, at)), WALL_NOW, PASSWORDS)
    password = ensure_administrator(store, WALL_NOW, PASSWORDS)
    assert password is not None
    account = People(store, PASSWORDS).by_login("beheerder")
    assert account is not None
    assert PASSWORDS.verify(account.password_hash, password)
    assert ensure_administrator(store, WALL_NOW, PASSWORDS) is None


def orphan(store: Store, people: People) -> None:
    """An administrator without login, as a start that was killed once left behind."""
    author = administrator(people, "weg")
    store.records.erase_person(author)


def test_an_administrator_without_login_is_nobody_who_can_come_in(store: Store) -> None:
    people = People(store, PASSWORDS)
    orphan(store, people)
    assert ensure_administrator(store, WALL_NOW, PASSWORDS) is not None
    account = people.by_login("beheerder")
    assert account is not None
    with pytest.raises(InputError, match="last active administrator"):
        people.change(account, by="system", now=WALL_NOW, active=False)


def test_two_first_starts_at_once_make_one_administrator(store: Store) -> None:
    meeting = over(Meeting(store.records, "put_person"))
    told = at_once(*[lambda: ensure_administrator(meeting, WALL_NOW, PASSWORDS)] * 2)
    assert sorted(type(one).__name__ for one in told) == ["NoneType", "str"]
    assert who_can_manage(People(store, PASSWORDS)) == ["beheerder"]


@pytest.mark.parametrize("at", ["put", "put_person"])
def test_a_demonstration_that_was_killed_halfway_starts_again(store: Store, at: str) -> None:
    with pytest.raises(Killed):
        ensure_demo(over(CutOff(store.records, at)), WALL_NOW)
    ensure_demo(store, WALL_NOW)
    account = People(store, PASSWORDS).find("demo")
    assert account is not None
    assert account.name == "Demonstratie"


def test_a_demonstration_starts_where_somebody_took_its_login(store: Store) -> None:
    People(store, PASSWORDS).create(login="demo", name="Dé Mo", role=Role.KIJKER, by="system", now=WALL_NOW)
    ensure_demo(store, WALL_NOW)
    ensure_demo(store, WALL_NOW)
    assert People(store, PASSWORDS).find("demo") is not None


def test_a_new_name_does_not_bring_back_who_was_erased(store: Store) -> None:
    people = People(store, PASSWORDS)
    administrator(people, "een")
    account = people.find(administrator(people, "twee"))
    assert account is not None
    people.erase(account, by="system", now=WALL_NOW)
    with pytest.raises(NotFoundError):
        people.rename(account, "Toch Nog")
    assert [person.login for person in store.records.people()] == ["een"]
