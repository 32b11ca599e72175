"""Every hostile input by its name: a format, and a small generator of our own that makes its bytes."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

_ROOMS = ("packages", "words", "books", "prints", "old", "texts", "pages", "wrappings")


@dataclass(frozen=True, slots=True)
class Hostile:
    """``quick``: cheap enough to make and to read for the tests that always run."""

    name: str
    format: str
    make: Callable[[], bytes]
    quick: bool = True


_FOUND: dict[str, Hostile] = {}


def hostile(format: str, *, quick: bool = True) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:  # noqa: A002
    """Enter a generator under its own name, in words."""

    def enter(make: Callable[[], bytes]) -> Callable[[], bytes]:
        add(make.__name__.replace("_", " "), format, make, quick=quick)
        return make

    return enter


def add(name: str, format: str, make: Callable[[], bytes], *, quick: bool = True) -> None:  # noqa: A002
    """The same for one of a family that a loop makes."""
    if name in _FOUND:
        raise ValueError(f"two inputs are called {name}")
    _FOUND[name] = Hostile(name, format, make, quick)


def inputs() -> dict[str, Hostile]:
    """All of them, in the order of the rooms."""
    for room in _ROOMS:
        import_module(f"tests.hostile.{room}")
    return dict(_FOUND)
