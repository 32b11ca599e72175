"""How large things may become, in files and in memory."""

from dataclasses import dataclass

_HEADS = 4 * 1024 * 1024
"""More than the heads of any record take."""


@dataclass(frozen=True, slots=True)
class Limits:
    """A file is closed once it holds ``file`` bytes; a larger body is not kept, nor taken into memory when read."""

    file: int = 1_000_000_000
    body: int = 256 * 1024 * 1024

    @property
    def record(self) -> int:
        """The largest record that can be."""
        return self.body + _HEADS
