"""Every source has a file, a fixture and a contract test; a file that declares none stops the start."""

import importlib
from pathlib import Path

import pytest

import stadsbeeld.sources
from sources.contract import FIXTURES, SourceContract
from stadsbeeld.connect.discovery import discover
from stadsbeeld.sources import sources

FILES = sorted(path.stem for path in Path(stadsbeeld.sources.__path__[0]).glob("[!_]*.py"))


def contract_tests(source_id):
    module = importlib.import_module(f"sources.test_{source_id}")
    return [
        found
        for found in vars(module).values()
        if isinstance(found, type) and issubclass(found, SourceContract) and found is not SourceContract
    ]


def test_every_file_is_a_source_and_every_source_a_file():
    assert list(sources()) == FILES
    assert all(source.id == name for name, source in sources().items())


@pytest.mark.parametrize("source_id", FILES)
def test_every_source_has_a_fixture(source_id):
    assert [path for path in (FIXTURES / source_id).iterdir() if path.stat().st_size]


@pytest.mark.parametrize("source_id", FILES)
def test_every_source_is_held_to_the_contract(source_id):
    tests = contract_tests(source_id)
    assert tests
    assert {test.source.id for test in tests} == {source_id}
    assert all(test.__name__.startswith("Test") for test in tests), "pytest would not collect it"


def test_every_fixture_belongs_to_a_source():
    assert {path.name for path in FIXTURES.iterdir() if path.is_dir() and path.name != "__pycache__"} == set(FILES)


def write_package(folder, name, files):
    package = folder / name
    package.mkdir()
    for file, text in files.items():
        (package / f"{file}.py").write_text(text)
    return [str(package)]


DECLARED = """
from dataclasses import replace
from stadsbeeld.sources.city_conditions import SOURCE as OTHER
SOURCE = replace(OTHER, id={id!r})
"""


def test_a_folder_of_sources_is_found(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    paths = write_package(tmp_path, "found_sources", {"b": DECLARED.format(id="b"), "a": DECLARED.format(id="a")})
    assert list(discover("found_sources", paths)) == ["a", "b"]


def test_a_file_without_a_source_stops_the_start(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    paths = write_package(tmp_path, "forgotten_sources", {"forgotten": "PARSE = None\n"})
    with pytest.raises(TypeError, match=r"forgotten_sources\.forgotten declares no SOURCE"):
        discover("forgotten_sources", paths)


def test_a_source_under_another_name_stops_the_start(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    paths = write_package(tmp_path, "renamed_sources", {"new": DECLARED.format(id="old")})
    with pytest.raises(LookupError, match="the id is the file's name"):
        discover("renamed_sources", paths)


def test_the_answer_cannot_be_changed():
    with pytest.raises(TypeError):
        sources()["other"] = sources()["ndw_archive"]
