"""What stands above the parts of a list: 区教育局 over its reports, 2023年 over those of a year."""

from collections.abc import Sequence

from bs4.element import Tag

from crawler.discovery.columns.names import YEAR_NAME, agency_in, tidy
from crawler.discovery.titles import read_title

_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6", "dt", "legend", "caption")
_LONGEST = 60
_CLIMB = 2


class Headings:
    """The headings of a page that divide its list: two at least, of agencies or of years. ``tags`` are all of it."""

    def __init__(self, tags: Sequence[Tag]) -> None:
        found = [tag for tag in tags if tag.name in _TAGS]
        said = {id(tag): _said(tag) for tag in found}
        dividing = {tag.name for tag in found if len({said[id(t)] for t in found if t.name == tag.name} - {""}) > 1}
        self._headings = [(tag, said[id(tag)]) for tag in found if tag.name in dividing]
        self._places = {id(tag): n for n, tag in enumerate(tags)} if self._headings else {}

    def complete(self, title: str, anchor: Tag) -> str:
        """A title with the agency or the year that the nearest heading above its link says, where it lacks it."""
        heading = self._above(anchor) if self._headings else ""
        if not heading:
            return title
        facts = read_title(title)
        if YEAR_NAME.fullmatch(heading):
            return title if facts.year else f"{title}{heading}"
        return title if facts.agency else f"{heading}{title}"

    def _above(self, anchor: Tag) -> str:
        place, around = self._places.get(id(anchor), 0), set(map(id, anchor.parents))
        for tag, said in reversed(self._headings):
            boxes = [box for box in list(tag.parents)[:_CLIMB] if isinstance(box, Tag)]
            if self._places[id(tag)] < place and id(tag) not in around and any(id(box) in around for box in boxes):
                return said
        return ""


def _said(tag: Tag) -> str:
    """The agency or the year that a heading is; empty for any other, which ends what stood above."""
    name = tidy(tag.get_text(" ")[:_LONGEST])
    return name if agency_in(name) or (YEAR_NAME.fullmatch(name) and len(name) <= len("2023年度")) else ""
