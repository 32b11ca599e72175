"""What is installed, configured and within reach, and what to do about the rest. Looks, and changes nothing."""

from collections.abc import Iterator

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
    yield places.archive(settings)
    yield places.sites(settings)
