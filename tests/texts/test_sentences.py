import pytest

from stadsbeeld.domain.errors import StadsbeeldError
from stadsbeeld.texts.sentences import LANGUAGES, bundle, has, preferred, sentence


def test_both_languages_say_the_same_things() -> None:
    # fluent.runtime offers no public list of messages; its private one is read in this test alone
    dutch, english = (set(bundle(language)._messages) for language in LANGUAGES)
    assert dutch == english


def test_a_sentence_is_filled() -> None:
    assert sentence("error-slow-down", "nl", {"waitS": 30}).endswith("over 30 seconden opnieuw.")
    assert sentence("error-rows-refused", "en", {"count": 1}).startswith("One row")
    assert sentence("error-rows-refused", "nl", {"count": 3}).startswith("3 rijen")


def test_half_a_sentence_is_never_said() -> None:
    with pytest.raises(ValueError, match="waitS"):
        sentence("error-slow-down", "nl")
    with pytest.raises(KeyError):
        sentence("error-that-nobody-wrote")


def leaves(error: type[StadsbeeldError]) -> list[type[StadsbeeldError]]:
    return [error, *(leaf for below in error.__subclasses__() for leaf in leaves(below))]


def test_each_error_has_a_sentence() -> None:
    lacking = [error.code for error in leaves(StadsbeeldError) if not has(f"error-{error.code}")]
    assert lacking == []


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "nl"),
        ("", "nl"),
        ("en", "en"),
        ("fr,de;q=0.9", "nl"),
        ("en;q=0.4, nl;q=0.9", "nl"),
        ("en-GB;q=x,en", "en"),
    ],
)
def test_the_reader_chooses_and_dutch_is_the_rule(header: str | None, language: str) -> None:
    assert preferred(header) == language
