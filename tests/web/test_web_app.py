"""What every answer has in common."""

from typing import Any


def test_health_says_ok(anyone: Any) -> None:
    answer = anyone.get("/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
