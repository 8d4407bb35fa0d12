from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from stadsbeeld.domain.errors import SettingError
from stadsbeeld.runtime.clock import ReplayClock, SystemClock
from stadsbeeld.runtime.settings import Settings, load, settings_page

START = datetime(2026, 8, 20, 13, 30, tzinfo=UTC)


def test_a_replay_runs_forward_from_its_start_and_stops_at_its_end() -> None:
    clock = ReplayClock(START, START + timedelta(days=2), 60)
    assert clock.now() == clock.now() == START
    clock.begin()
    first, second = clock.now(), clock.now()
    assert START <= first <= second < START + timedelta(days=1)
    short = ReplayClock(START, START + timedelta(microseconds=1), 3_600)
    short.begin()
    assert short.now() <= START + timedelta(microseconds=1)


@pytest.mark.parametrize(("end", "speed"), [(START, 60), (START - timedelta(1), 60), (START + timedelta(1), 0)])
def test_a_replay_that_cannot_run_is_refused(end: datetime, speed: float) -> None:
    with pytest.raises(ValueError, match="runs forward"):
        ReplayClock(START, end, speed)
    with pytest.raises(ValueError, match="zone"):
        ReplayClock(START.replace(tzinfo=None), START + timedelta(1), 1)


def test_the_wall_clock_is_aware() -> None:
    assert SystemClock().now().utcoffset() == timedelta(0)


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"STADSBEELD_{name.upper()}", raising=False)


def test_the_command_line_wins_from_the_environment_and_that_from_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('port = 1\nhost = "a"\ncity = "melbourne"\n', "utf-8")
    monkeypatch.setenv("STADSBEELD_PORT", "2")
    monkeypatch.setenv("STADSBEELD_HOST", "b")
    monkeypatch.setenv("STADSBEELD_PUBLIC_HOSTS", "stad.example, druk.example")
    settings = load(file, host="c", port=None)
    assert (settings.port, settings.host, settings.city) == (2, "c", "melbourne")
    assert settings.public_hosts == ["stad.example", "druk.example"]


def test_an_unknown_setting_is_an_error_wherever_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("prot = 1\n", "utf-8")
    with pytest.raises(SettingError, match="prot"):
        load(file)
    monkeypatch.setenv("STADSBEELD_PROT", "1")
    with pytest.raises(SettingError, match="STADSBEELD_PROT"):
        load()


@pytest.mark.parametrize("text", ["port = 70000", "port = [", 'log_level = "LOUD"'])
def test_a_wrong_setting_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(SettingError):
        load(file)
    with pytest.raises(SettingError, match="cannot be read"):
        load(tmp_path / "absent.toml")


def test_each_setting_is_documented() -> None:
    page = settings_page()
    assert [name for name in Settings.model_fields if f"`{name}`" not in page] == []
    assert all(field.description for field in Settings.model_fields.values())
