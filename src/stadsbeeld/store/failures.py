"""What an engine or a file system says, as a leaf of the error tree that says what to do."""

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from stadsbeeld.domain.errors import (
    StoreDamagedError,
    StoreError,
    StoreFullError,
    StoreLockedError,
    StoreReadOnlyError,
    StoreUnreachableError,
)

FULL = ("no space left on device", "disk quota exceeded", "file too large", "out of disk space")
READ_ONLY = ("read-only file system", "permission denied", "operation not permitted", "read-only mode")
LOCKED = ("could not set lock on file", "unique file handle conflict", "already attached by database")
UNREACHABLE = (
    "could not connect",
    "unable to connect",
    "connection refused",
    "connection reset",
    "server closed the connection",
    "no connection to the server",
    "terminating connection",
    "timeout expired",
    "could not translate host name",
    "password authentication failed",
    "ssl syscall error",
    "the database system is",
)
DAMAGED = (
    "not a valid duckdb database",
    "corrupt",
    "could not read enough bytes",
    "checksum",
    "failed to deserialize",
    "serialization error",
    "failed to load metadata pointer",
    "invalid parquet",
    "no magic bytes",
    "is a directory",
    "failure while replaying wal",
)
INVALIDATED = ("database has been invalidated", "must be restarted", "already closed")
OTHER_VERSION = ("database file with version number",)
MISSING = ("no such file or directory",)


def _holder(text: str) -> str:
    """Which process holds the lock, in the words of the engine; empty where it does not say."""
    found = re.search(r"PID (\d+)", text)
    return f" (process {found[1]})" if found else ""


def engine_failure(error: Exception, where: str) -> StoreError:
    """The leaf for what DuckDB, DuckLake or PostgreSQL said about `where` (a file or an address)."""
    text = str(error)
    low = text.lower()

    def says(words: tuple[str, ...]) -> bool:
        return any(word in low for word in words)

    failure: StoreError
    if says(FULL):
        failure = StoreFullError(
            f"no space left for {where}: make space, then try again; what was acknowledged is kept", where=where
        )
    elif says(LOCKED):
        failure = StoreLockedError(
            f"{where} is in use by another process{_holder(text)}: stop it first, or ask the running server",
            where=where,
            holder=_holder(text).strip(" ()"),
        )
    elif says(READ_ONLY):
        failure = StoreReadOnlyError(
            f"{where} cannot be written: give the user of this process the right to write there", where=where
        )
    elif says(UNREACHABLE):
        failure = StoreUnreachableError(
            f"{where} does not answer: start the database and check the address and password", where=where
        )
    elif says(MISSING) and ".parquet" not in low:
        failure = StoreUnreachableError(f"{where} is not there: check the address", where=where)
    elif says(OTHER_VERSION):
        failure = StoreDamagedError(f"{where} was written by another version of DuckDB: {text}", where=where)
    elif says(DAMAGED) or says(MISSING):
        failure = StoreDamagedError(
            f"{where} is damaged: keep it aside, put back the last copy, and read the raw files again", where=where
        )
    elif says(INVALIDATED):
        failure = StoreError(f"{where} stopped after an earlier error: start the process again", where=where)
    else:
        failure = StoreError(f"{where}: {text}", where=where)
    return failure


def file_failure(error: OSError, where: str) -> StoreError:
    """The leaf for what a file system or bucket said about `where`."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return StoreFullError(f"no space left for {where}: make space, then try again", where=where)
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return StoreReadOnlyError(
            f"{where} cannot be written: give the user of this process the right to write there", where=where
        )
    if error.errno in (errno.ENOTDIR, errno.EISDIR, errno.EIO):
        return StoreDamagedError(f"{where} is not what it should be: {error}", where=where)
    return StoreUnreachableError(f"{where} does not answer: {error}", where=where)


@contextmanager
def engine_errors(where: str) -> Iterator[None]:
    """Turn what the engine raises inside into a StoreError leaf about `where`."""
    try:
        yield
    except duckdb.Error as error:
        raise engine_failure(error, where) from error


@contextmanager
def file_errors(where: str) -> Iterator[None]:
    """Turn an OSError raised inside into a StoreError leaf about `where`."""
    try:
        yield
    except OSError as error:
        raise file_failure(error, where) from error
