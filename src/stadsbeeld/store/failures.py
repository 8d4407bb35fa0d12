"""What an engine or a file system says, as a leaf of the error tree that says what to do."""

import errno
import os
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
# Behind one of these even a plain word may be a secret.
TELLING = {"password", "passwd", "pwd", "user", "username", "role", "host", "hostaddr", "dbname", "secret", "token"}
MOST_WORDS = 12


def _holder(text: str) -> str:
    """Which process holds the lock, in the words of the engine; empty where it does not say."""
    found = re.search(r"PID (\d+)", text)
    return f" (process {found[1]})" if found else ""


def _said(error: Exception) -> str:
    """The kind of an error and the first plain words of its text: an engine repeats addresses with their passwords,
    and rows, further on."""
    words: list[str] = []
    for word in str(error).partition("\n")[0].split()[:MOST_WORDS]:
        if not re.fullmatch(r"[A-Za-z]+[:,.]?", word) or word.lower().rstrip(":,.") in TELLING:
            break
        words.append(word)
    return ": ".join([type(error).__name__, *([" ".join(words)] if words else [])])


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
        failure = StoreDamagedError(f"{where} was written by another version of DuckDB: {_said(error)}", where=where)
    elif says(DAMAGED) or says(MISSING):
        failure = StoreDamagedError(
            f"{where} is damaged: keep it aside, put back the last copy, and read the raw files again", where=where
        )
    elif says(INVALIDATED):
        failure = StoreError(f"{where} stopped after an earlier error: start the process again", where=where)
    else:
        failure = StoreError(f"{where}: {_said(error)}", where=where)
    return failure


def _said_by_files(error: OSError) -> str:
    """What the system calls the error, without the name of a file; of a bucket's error its kind only."""
    return os.strerror(error.errno) if error.errno else type(error).__name__


def file_failure(error: OSError, where: str) -> StoreError:
    """The leaf for what a file system or bucket said about `where`."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return StoreFullError(f"no space left for {where}: make space, then try again", where=where)
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return StoreReadOnlyError(
            f"{where} cannot be written: give the user of this process the right to write there", where=where
        )
    if error.errno in (errno.ENOTDIR, errno.EISDIR, errno.EIO):
        return StoreDamagedError(f"{where} is not what it should be: {_said_by_files(error)}", where=where)
    return StoreUnreachableError(f"{where} does not answer: {_said_by_files(error)}", where=where)


@contextmanager
def engine_errors(where: str) -> Iterator[None]:
    """Turn what the engine raises inside into a StoreError leaf about `where`."""
    try:
        yield
    except duckdb.Error as error:
        # A trace shows the cause with its text, so the cause is the same error in its plain words.
        plain = type(error)(_said(error)).with_traceback(error.__traceback__)
        raise engine_failure(error, where) from plain


@contextmanager
def file_errors(where: str) -> Iterator[None]:
    """Turn an OSError raised inside into a StoreError leaf about `where`."""
    try:
        yield
    except OSError as error:
        plain = OSError(_said_by_files(error)).with_traceback(error.__traceback__)
        raise file_failure(error, where) from plain
