"""What becomes of a document that is given up, and how a result comes back from where it was worked out."""

import pickle
import signal
from collections.abc import Callable
from typing import Any, NamedTuple


class Struck(Exception):  # noqa: N818 – it is what became of a document
    """A document was given up: it took too long, too much memory, or its process with it. ``kind`` says which.

    Raised where the document was asked for; whoever asked stores it as the outcome of the document.
    """

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(kind, message)
        self.kind = kind
        self.message = message


class _Raised(NamedTuple):
    """What the work raised."""

    error: Exception


def packed(work: Callable[[], Any], most: int) -> bytes:
    """There: what the work gives or raises, as bytes, so that its size is known before it is sent."""
    try:
        result: Any = work()
    except MemoryError:
        result = _Raised(Struck("too_large", "reading it takes too much memory"))
    except Exception as error:  # noqa: BLE001 – raised again where it was asked for
        result = _Raised(error)
    data = pickle.dumps(result, pickle.HIGHEST_PROTOCOL)
    if len(data) > most:
        return pickle.dumps(_Raised(Struck("too_large", f"what was read of it is larger than {most // 2**20} MB")))
    return data


def unpacked(data: bytes) -> Any:
    """Here: the result, or the error raised."""
    result = pickle.loads(data)  # noqa: S301 – made by our own process, from our own records
    if isinstance(result, _Raised):
        raise result.error
    return result


def ended(code: int | None) -> str:
    """How a process ended, in words."""
    try:
        return signal.Signals(-code).name if code is not None and code < 0 else f"exit status {code or 0}"
    except ValueError:
        return f"signal {-(code or 0)}"
