"""Every error a person can meet, as one tree.

    StadsbeeldError
    ├── InputError                  what came in cannot be used            (400/422)
    │   ├── SourceFormatError       an answer of a source is not what was published
    │   ├── RowsRefusedError        rows of a batch that were refused, each with its number
    │   ├── TooLargeError           more bytes than the bound that is written down
    │   └── SettingError            a setting is unknown or has a wrong value
    ├── SourceUnreachableError      a source gives no answer, or may not be asked     (502)
    ├── ModelUnavailableError       a forecasting model cannot be loaded here
    ├── NotFoundError               no such place, record or moment
    ├── ConflictError               somebody else changed the same record first
    ├── AccessError
    │   ├── SignInRequiredError     nobody is signed in
    │   ├── SignInRefusedError      wrong name or password
    │   ├── SlowDownError           too many failures; carries the seconds to wait
    │   └── NotAllowedError         signed in, but the role or scope is too small
    └── StoreError                  the store cannot do its work; says what to do
        ├── StoreLockedError        another process holds the file
        ├── StoreReadOnlyError      the folder or file cannot be written
        ├── StoreFullError          no space left
        ├── StoreDamagedError       a file is not what it should be
        └── StoreUnreachableError   a database or bucket does not answer

An error carries its data as attributes and a stable `code`; the sentence for a person is the Fluent message
`error-<code>` filled with `data`. `str(error)` is English, for logs and the command line.
"""

from collections.abc import Mapping
from typing import Any, ClassVar


class StadsbeeldError(Exception):
    """Root of the tree. `code` is stable and public; `data` fills the sentence."""

    code: ClassVar[str] = "unexpected"

    def __init__(self, message: str, /, **data: Any) -> None:
        super().__init__(message)
        self.data: Mapping[str, Any] = data


class InputError(StadsbeeldError):
    code = "input"


class SourceFormatError(InputError):
    """`source` (id), `reason`, and where known `row` (1-based)."""

    code = "source-format"

    def __init__(self, source: str, reason: str, row: int | None = None) -> None:
        where = f", row {row}" if row is not None else ""
        super().__init__(f"{source}{where}: {reason}", source=source, reason=reason, row=row)
        self.source, self.reason, self.row = source, reason, row


class SourceUnreachableError(StadsbeeldError):
    """`source` (a host where the source is not known yet) and `reason`."""

    code = "source-unreachable"

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}", source=source, reason=reason)
        self.source, self.reason = source, reason


class RowsRefusedError(InputError):
    """`rows` is a list of `{"row": 1-based number, "field": str, "reason": str}`."""

    code = "rows-refused"

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        super().__init__(f"{len(rows)} rows were refused", rows=rows, count=len(rows))
        self.rows = rows


class TooLargeError(InputError):
    code = "too-large"

    def __init__(self, what: str, limit_bytes: int) -> None:
        super().__init__(f"{what} is larger than {limit_bytes} bytes", what=what, limitBytes=limit_bytes)


class SettingError(InputError):
    code = "setting"


class ModelUnavailableError(StadsbeeldError):
    """`model` and the `reason` that the loader gave."""

    code = "model-unavailable"

    def __init__(self, model: str, reason: str) -> None:
        super().__init__(f"{model} cannot be loaded: {reason}", model=model, reason=reason)


class NotFoundError(StadsbeeldError):
    code = "not-found"

    def __init__(self, kind: str, id: str) -> None:
        super().__init__(f"there is no {kind} {id!r}", kind=kind, id=id)


class ConflictError(StadsbeeldError):
    code = "conflict"

    def __init__(self, kind: str, id: str, version: int) -> None:
        super().__init__(
            f"{kind} {id!r} already has a version {version}: read it again and decide anew",
            kind=kind,
            id=id,
            version=version,
        )


class AccessError(StadsbeeldError):
    code = "access"


class SignInRequiredError(AccessError):
    code = "sign-in-required"


class SignInRefusedError(AccessError):
    code = "sign-in-refused"


class SlowDownError(AccessError):
    code = "slow-down"

    def __init__(self, wait_s: int) -> None:
        super().__init__(f"too many failures; try again in {wait_s} s", waitS=wait_s)
        self.wait_s = wait_s


class NotAllowedError(AccessError):
    code = "not-allowed"


class StoreError(StadsbeeldError):
    code = "store"


class StoreLockedError(StoreError):
    code = "store-locked"


class StoreReadOnlyError(StoreError):
    code = "store-read-only"


class StoreFullError(StoreError):
    code = "store-full"


class StoreDamagedError(StoreError):
    code = "store-damaged"


class StoreUnreachableError(StoreError):
    code = "store-unreachable"
