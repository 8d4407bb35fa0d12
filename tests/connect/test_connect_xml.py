"""XML from anybody: whole elements, flat memory, no bombs."""

import gzip
import subprocess
import sys

import pytest

from stadsbeeld.connect import xml
from stadsbeeld.connect.xml import elements
from stadsbeeld.domain.errors import SourceFormatError

PLAIN = b"<r><a n='1'>one</a><b/><a n='2'>two</a></r>"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
MEMORY = """
import gzip
from pathlib import Path
from stadsbeeld.connect.xml import elements
def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024
raw = gzip.compress(b"<r>" + b"<a><b>text</b><c/></a>" * 500_000 + b"</r>", 1)
before = peak()
print(sum(1 for _ in elements("made", raw, ["a"])), peak() - before)
"""


def texts(raw, tags=("a",), **options):
    return [element.text for element in elements("made", raw, tags, **options)]


def test_whole_elements_in_the_order_of_the_document():
    assert texts(PLAIN) == ["one", "two"]
    assert texts(PLAIN, ["a", "b"]) == ["one", None, "two"]


def test_gzipped_tells_the_same():
    assert texts(gzip.compress(PLAIN)) == texts(PLAIN)


def test_a_namespace_belongs_to_the_name():
    raw = b"<r xmlns='urn:x'><a>one</a></r>"
    assert texts(raw) == []
    assert texts(raw, ["{urn:x}a"]) == ["one"]


REFUSED = {
    "empty": b"",
    "not XML": b"temperature: 12",
    "not closed": b"<r><a>one</a>",
    "cut inside": b"<r><a>on",
    "two roots": b"<r/><r/>",
    "after the end": PLAIN + b"x",
    "a DTD": b"<!DOCTYPE r><r><a>one</a></r>",
    "a DTD around nothing wanted": b"<!DOCTYPE r><r/>",
    "an entity": b'<!DOCTYPE r [<!ENTITY e "x">]><r><a>&e;</a></r>',
    "an entity from a file": b'<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/hostname">]><r><a>&e;</a></r>',
    "a DTD from outside": b'<!DOCTYPE r SYSTEM "http://127.0.0.1:9/r.dtd"><r><a>one</a></r>',
    "a billion laughs": f'<!DOCTYPE r [<!ENTITY l0 "lol">{LAUGHS}]><r><a>&l9;</a></r>'.encode(),
    "an undefined entity": b"<r><a>&nbsp;</a></r>",
    "too deep": b"<a>" * 1000,
    "a node that is too large": b"<r><a>" + b"x" * 11_000_000 + b"</a></r>",
    "gzip that is cut off": gzip.compress(PLAIN)[:-6],
    "gzip that is damaged": gzip.compress(PLAIN)[:-6] + b"000000",
    "gzip with something behind it": gzip.compress(PLAIN) + b"junk",
    "gzip of gzip": gzip.compress(gzip.compress(PLAIN)),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name):
    with pytest.raises(SourceFormatError) as refused:
        texts(REFUSED[name])
    assert refused.value.source == "made"


def test_what_is_cut_off_gives_its_whole_elements_before_it_raises():
    walk = elements("made", PLAIN[:-10], ["a"])
    assert next(walk).text == "one"
    with pytest.raises(SourceFormatError):
        next(walk)


def test_a_gzip_bomb_is_stopped_at_the_bound():
    bomb = gzip.compress(b"<r>" + b" " * 50_000_000 + b"</r>")
    assert len(bomb) < 100_000
    with pytest.raises(SourceFormatError, match="larger than 1000000 bytes"):
        texts(bomb, max_expanded=1_000_000)


def test_a_long_stretch_without_a_wanted_element_is_stopped():
    raw = gzip.compress(b"<r>" + b"<z/>" * (xml.MAX_BETWEEN_BYTES // 4 + 200_000) + b"<a/></r>", 1)
    with pytest.raises(SourceFormatError, match="without a wanted element"):
        texts(raw)


def test_memory_stays_flat_over_half_a_million_elements():
    run = subprocess.run([sys.executable, "-c", MEMORY], check=True, capture_output=True, text=True)
    seen, megabytes = map(int, run.stdout.split())
    assert seen == 500_000
    assert megabytes < 30
