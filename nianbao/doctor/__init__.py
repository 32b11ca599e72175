"""What is installed, configured and within reach, and what to do about the rest. Looks, and changes nothing."""

from collections.abc import Iterator
from importlib.util import find_spec

from nianbao.doctor import machine, places
from nianbao.doctor.line import Grade, Line
from storage.settings import Settings

__all__ = ["Grade", "Line", "examine"]


def examine(settings: Settings) -> Iterator[Line]:
    """Every line of the examination, as it is found out."""
    yield machine.python()
    yield machine.packages()
    yield from machine.extras(settings.database_url)
    yield machine.sqlite()
    yield from machine.programs()
    yield places.home(settings)
    yield places.database(settings)
    yield from _queue(settings)
    yield places.archive(settings)
    yield places.sites(settings)


def _queue(settings: Settings) -> Iterator[Line]:
    """Where its library is; that it is missing has been told before."""
    if find_spec("procrastinate") is not None:
        from nianbao.doctor import queue  # noqa: PLC0415 – only who has several machines needs it

        yield from queue.examine(settings)
