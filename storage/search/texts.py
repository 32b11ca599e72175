"""What of a version is searched: its title, and its sections with their headings."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from storage.models import Section, SectionLevel, Version, table_of
from storage.records import Report

_SECTIONS, _VERSIONS = table_of(Section), table_of(Version)


class Passage(NamedTuple):
    """One section or topic."""

    level: SectionLevel
    key: str
    title: str
    text: str


class Text(NamedTuple):
    """What one version says."""

    version: int
    title: str
    passages: Sequence[Passage]

    @property
    def searched(self) -> Iterator[str]:
        """Every section; of the topics, whose text is in a section already, only what is not."""
        sections = [p for p in self.passages if p.level is SectionLevel.SECTION]
        whole = "\n".join(p.text for p in sections)
        for passage in self.passages:
            if passage.level is SectionLevel.SECTION or passage.text not in whole:
                yield f"{passage.title}\n{passage.text}"


def of_report(version: int, report: Report) -> Text:
    """As it was just read."""
    levels = ((SectionLevel.SECTION, report.sections), (SectionLevel.TOPIC, report.topics))
    passages = [Passage(level, s.key, s.title, s.text) for level, found in levels for s in found]
    return Text(version, report.title or "", passages)


def stored(connection: Connection, versions: Iterable[int]) -> list[Text]:
    """As it is stored, the same as it was read."""
    wanted = list(versions)
    passages = defaultdict(list)
    of_versions = _SECTIONS.c.version_id.in_(wanted)
    for row in connection.execute(
        select(_SECTIONS).where(of_versions).order_by(_SECTIONS.c.version_id, _SECTIONS.c.level, _SECTIONS.c.position)
    ):
        passages[row.version_id].append(Passage(row.level, row.key, row.title, row.text))
    titles = connection.execute(select(_VERSIONS.c.id, _VERSIONS.c.title).where(_VERSIONS.c.id.in_(wanted)))
    return [Text(row.id, row.title or "", passages[row.id]) for row in titles]
