"""Passwords: argon2id hashes, and what may be a password."""

import secrets
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from stadsbeeld.domain.errors import InputError

SHORTEST, LONGEST = 12, 256
# Without characters that are mistaken for one another: it is read from a terminal once and typed over.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class Passwords:
    """Hashes and verifies. The parameters are those of RFC 9106, low memory, unless others are given."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._nobody = self._hasher.hash(secrets.token_urlsafe(16))

    def hash(self, password: str) -> str:
        return self._hasher.hash(_composed(password))

    def verify(self, stored: str | None, password: str) -> bool:
        """Whether `password` is the one. With None (nobody has that login) it takes as long and is false."""
        try:
            right = self._hasher.verify(stored or self._nobody, _composed(password))
        except (VerificationError, InvalidHashError):
            return False
        return right and stored is not None


def one_time() -> str:
    """A password for one use: 20 letters in groups of five, some 98 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(4))


def refuse_weak(password: str, login: str) -> None:
    """Raise InputError, saying why, for what may not be a password."""
    if not SHORTEST <= len(password) <= LONGEST:
        said = f"password: {SHORTEST} – {LONGEST}"
        raise InputError(said, detail=said, errors=[{"field": "password", "reason": "length"}])
    if login.casefold() in password.casefold() or len(set(password)) < 5:
        said = "password: easily guessed"
        raise InputError(said, detail=said, errors=[{"field": "password", "reason": "guessable"}])


def _composed(password: str) -> str:
    """One spelling for é however a keyboard made it (NFKC, as RFC 8265 advises)."""
    return unicodedata.normalize("NFKC", password)
