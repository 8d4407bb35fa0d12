"""Raw answers as they came in: files named by their sha256 under an fsspec address."""

import hashlib
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import fsspec
from fsspec.implementations.local import LocalFileSystem

from stadsbeeld.domain.errors import NotFoundError, StoreDamagedError
from stadsbeeld.store.failures import file_errors


class RawStore:
    """Bytes by content. What `put` has returned for survives a power cut; a half-written file never shows."""

    def __init__(self, address: str) -> None:
        self._fs, root = fsspec.core.url_to_fs(address)
        self._root = root.rstrip("/")
        self._local = isinstance(self._fs, LocalFileSystem)
        with file_errors(self._root):
            self._fs.makedirs(self._root, exist_ok=True)

    def _path(self, sha256: str) -> str:
        # Two letters deep: a folder with a million files is slow to list on most file systems.
        return f"{self._root}/{sha256[:2]}/{sha256}"

    def put(self, raw: bytes) -> str:
        """The sha256 of `raw`, in hex. Putting the same bytes again changes nothing, and mends a short file."""
        sha256 = hashlib.sha256(raw).hexdigest()
        path = self._path(sha256)
        with file_errors(path):
            if self._fs.exists(path) and self._fs.size(path) == len(raw):
                return sha256
            if self._local:
                _write_whole(Path(path), raw)
            else:
                self._fs.makedirs(path.rpartition("/")[0], exist_ok=True)
                self._fs.pipe_file(path, raw)
        return sha256

    def get(self, sha256: str) -> bytes:
        """Raises NotFoundError where it is not kept, StoreDamagedError where the bytes are others than were put."""
        path = self._path(sha256)
        with file_errors(path):
            try:
                raw: bytes = self._fs.cat_file(path)
            except FileNotFoundError as error:
                raise NotFoundError("raw", sha256) from error
        if hashlib.sha256(raw).hexdigest() != sha256:
            raise StoreDamagedError(
                f"{path} is damaged: remove it, and fetch the delivery again or put back a copy", where=path
            )
        return raw

    def has(self, sha256: str) -> bool:
        with file_errors(self._path(sha256)):
            return bool(self._fs.exists(self._path(sha256)))

    def delete(self, sha256: str) -> None:
        """Nothing happens where it is not kept."""
        path = self._path(sha256)
        with file_errors(path):
            if self._fs.exists(path):
                self._fs.rm_file(path)

    def ping(self) -> None:
        """Raise the StoreError leaf that fits where the folder or bucket is gone."""
        with file_errors(self._root):
            self._fs.ls(self._root, detail=False)


def _write_whole(path: Path, raw: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    try:
        with temporary.open("wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    with _folder(path.parent) as folder:
        os.fsync(folder)


@contextmanager
def _folder(path: Path) -> Iterator[int]:
    """A folder opened, to make the names in it durable."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
