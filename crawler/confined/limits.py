"""How much a document may cost."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """``seconds`` for one document, bytes of ``memory`` of the process, ``files`` open at once, bytes of ``result``.

    A yearbook of a hundred pages takes some ten seconds and 300 MB; an ordinary report a few milliseconds.
    """

    seconds: float = 60.0
    memory: int = 1536 * 2**20
    files: int = 128
    result: int = 64 * 2**20
