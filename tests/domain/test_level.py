from hypothesis import given
from hypothesis import strategies as st

from stadsbeeld.domain.level import Level

levels = st.sampled_from(list(Level))


def test_severity_rises_from_calm_to_dangerous() -> None:
    assert [level.severity for level in Level] == [0, 1, 2, 3, 4, 5, None]


@given(levels, st.integers(0, 9))
def test_raising_never_betters_and_never_invents(level: Level, steps: int) -> None:
    raised = level.raised(steps)
    assert (raised is Level.UNKNOWN) == (level is Level.UNKNOWN)
    if level.severity is not None and raised.severity is not None:
        assert level.severity <= raised.severity == min(level.severity + steps, 5)
