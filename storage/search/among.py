"""What a search is narrowed to."""

from typing import Any, NamedTuple

from sqlalchemy import Select


class Among(NamedTuple):
    """The versions to look among. ``are_few``: so few that their texts are read sooner than the index."""

    versions: Select[Any]
    are_few: bool = False
