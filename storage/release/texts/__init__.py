"""The pages of a release for its reader, with gaps that are filled when it is made."""

from collections.abc import Mapping
from importlib import resources
from string import Template


def page(name: str, values: Mapping[str, object]) -> str:
    """The page of that name. Raises KeyError for a gap without a value."""
    text = resources.files(__name__).joinpath(name).read_text("utf-8")
    return Template(text).substitute({key: str(value) for key, value in values.items()})
