"""XML as a stream of whole elements, hardened: it may be large, and it may come from anybody."""

import gzip
import io
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from stadsbeeld.domain.errors import SourceFormatError, TooLargeError

MAX_EXPANDED_BYTES = 1 << 30
# The smallest elements take 40 times their bytes in memory: 4 MiB of them some 160 MB.
MAX_BETWEEN_BYTES = 4 << 20
GZIP = b"\x1f\x8b"


def elements(
    source: str, raw: bytes, tags: Sequence[str], *, max_expanded: int = MAX_EXPANDED_BYTES
) -> Iterator[etree._Element]:
    """Each element with one of the `tags` (`{namespace}name`), whole, in the order in which they end.

    `raw` is XML or gzipped XML; it is expanded piece by piece and never beyond `max_expanded` bytes. An element is
    emptied as soon as the next is asked for and its older siblings are dropped, so memory stays flat: keep texts,
    never elements. What is not asked for cannot be dropped, so at most 4 MiB may pass between two of them.

    No DTD (so no entities and no bombs made of them), no network, no huge nodes, no recovery: an answer that is cut
    off raises at its end, after its whole elements were given; a caller must read to the end before it believes
    any of them.

    Raises SourceFormatError.
    """
    file = _Bounded(raw, max_expanded)
    try:
        walk = etree.iterparse(
            file,
            events=("end",),
            tag=tuple(tags),
            load_dtd=False,
            dtd_validation=False,
            attribute_defaults=False,
            resolve_entities=False,
            no_network=True,
            huge_tree=False,
            recover=False,
            remove_comments=True,
            remove_pis=True,
        )
        for _, element in walk:
            _refuse_dtd(source, element)
            file.since = 0
            yield element
            _forget(element)
        _refuse_dtd(source, walk.root)
    except etree.XMLSyntaxError as error:
        raise SourceFormatError(source, f"this is not well-formed XML: {error.msg}") from error
    except TooLargeError as error:
        raise SourceFormatError(source, str(error)) from error
    except (EOFError, OSError, zlib.error) as error:
        raise SourceFormatError(source, f"the gzip stream is damaged or cut off: {error}") from error


class _Bounded(io.RawIOBase):
    """A file to read from that counts what it gives, in all and `since` the last element, and stops at the bounds."""

    def __init__(self, raw: bytes, bound: int) -> None:
        self._file: Any = gzip.GzipFile(fileobj=io.BytesIO(raw)) if raw.startswith(GZIP) else io.BytesIO(raw)
        self._given, self._bound, self.since = 0, bound, 0

    def read(self, size: int = -1) -> bytes:
        piece: bytes = self._file.read(size if 0 <= size < 1 << 20 else 1 << 20)
        self._given += len(piece)
        self.since += len(piece)
        if self._given > self._bound:
            raise TooLargeError("the expanded XML", self._bound)
        if self.since > MAX_BETWEEN_BYTES:
            raise TooLargeError("a stretch of XML without a wanted element", MAX_BETWEEN_BYTES)
        return piece


def _refuse_dtd(source: str, element: etree._Element | None) -> None:
    if element is not None and element.getroottree().docinfo.internalDTD is not None:
        raise SourceFormatError(source, "a document type declaration is not accepted")


def _forget(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]
