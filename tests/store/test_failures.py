"""What an engine says is told without what it may repeat: addresses, passwords, rows."""

import traceback

import duckdb
import pytest

from stadsbeeld.domain.errors import StoreDamagedError, StoreError, StoreUnreachableError
from stadsbeeld.store.failures import engine_errors, engine_failure, file_errors, file_failure

SAYINGS = [
    'IO Error: odd answer at "host=inside user=u password=geheim": no',
    "IO Error: odd answer at postgresql://u:geheim@inside:5432/d",
    "IO Error: odd answer of host=inside password=geheim",
    "IO Error: odd answer of host = inside password = geheim",
    "IO Error: odd answer: password geheim",
    "Binder Error: odd answer\npassword 'geheim' inside",
    "Trying to read a database file with version number 7 at /srv/inside/geheim.duckdb",
]


@pytest.mark.parametrize("said", SAYINGS)
def test_no_text_of_the_engine_goes_on(said: str) -> None:
    told = str(engine_failure(duckdb.IOException(said), "postgres: dbname=d"))
    assert not [word for word in ("geheim", "inside", "u:", "5432") if word in told]
    assert told.startswith("postgres: dbname=d")


@pytest.mark.parametrize("said", SAYINGS)
def test_nor_does_a_trace_of_it(said: str) -> None:
    def failing() -> None:
        with engine_errors("postgres: dbname=d"):
            raise duckdb.IOException(said)

    with pytest.raises(StoreError) as caught:
        failing()
    told = "".join(traceback.format_exception(caught.value))
    assert "geheim" not in told
    assert isinstance(caught.value.__cause__, duckdb.IOException)


def test_it_still_says_what_kind_of_thing_went_wrong() -> None:
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE t (a INTEGER PRIMARY KEY)")
        connection.execute("INSERT INTO t VALUES (1)")
        with pytest.raises(StoreError) as caught, engine_errors("/data/records"):
            connection.execute("INSERT INTO t VALUES (1)")
    assert str(caught.value) == "/data/records: ConstraintException: Constraint Error: Duplicate key"


def test_another_version_is_still_told_as_that() -> None:
    said = "Trying to read a database file with version number 7, but we can only read version 64"
    error = engine_failure(duckdb.IOException(said), "/data/facts")
    assert isinstance(error, StoreDamagedError)
    assert "another version of DuckDB" in str(error)


def test_what_a_bucket_says_goes_on_without_its_text() -> None:
    error = file_failure(OSError("no answer of https://key:geheim@bucket.inside"), "s3://bucket")
    assert isinstance(error, StoreUnreachableError)
    assert str(error) == "s3://bucket does not answer: OSError"


def test_what_a_file_system_says_goes_on_without_its_name() -> None:
    name = "/elsewhere/geheim"
    with pytest.raises(StoreDamagedError, match="Is a directory") as caught, file_errors("/data"):
        raise IsADirectoryError(21, "Is a directory", name)
    assert name not in "".join(traceback.format_exception(caught.value))
