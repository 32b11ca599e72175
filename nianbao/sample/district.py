"""The sample district as it is on its Nth night: who reports, what each report says, what was planted in it.

Its data are ``district.toml`` and ``agencies/*.toml``. Totals and what is carried in are computed, so that everything
adds up and each year takes over from the one before; ``printed`` then says what stands on the page instead.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from nianbao.sample.manuscript import Manuscript
from nianbao.sample.markup import Hand
from nianbao.sample.pages import Host
from nianbao.sample.printed import APPLICANTS, DISCLOSURE, ENDINGS, SUITS, Numbers, results
from nianbao.sample.prose import write

NIGHTS = 2
"""On later nights nothing changes."""

_FIRST_OF_THE_SECOND_FORM = 2021
_KINDS = len(APPLICANTS) - 1


@dataclass(frozen=True, slots=True)
class Planted:
    """An identity that fails because the district printed what does not add up."""

    agency: str
    year: int
    identity: str
    bind: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Publication:
    """A report as the district published it: on the page itself, as a file (doc, docx), or both.

    ``charset`` is what the page calls itself, ``page_type`` and ``file_type`` what the server calls page and file,
    rightly or wrongly; ``slug`` and ``id`` make up their names and addresses.
    """

    text: Manuscript
    slug: str
    id: int
    hand: Hand
    page: bool
    file: str | None
    charset: str
    page_type: str
    file_type: str | None
    planted: tuple[Planted, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A page that is no report: news, or a look-alike in the report column."""

    title: str
    published: date
    id: int
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class District:
    """Everything the website shows on one night."""

    code: str
    name: str
    host: Host
    column: str
    per_page: int
    publications: tuple[Publication, ...]
    lookalikes: tuple[Notice, ...]
    news: tuple[Notice, ...]

    def planted(self) -> tuple[Planted, ...]:
        """Every identity that fails, and no other one does."""
        return tuple(plant for publication in self.publications for plant in publication.planted)


def load(revision: int = 1) -> District:
    """The district on its Nth night, counted from 1."""
    folder = resources.files("nianbao.sample")
    facts = _toml(folder / "district.toml")
    agencies = sorted((path for path in (folder / "agencies").iterdir()), key=lambda path: path.name)
    return District(
        code=facts["code"],
        name=facts["name"],
        host=Host(**facts["host"]),
        column=facts["column"],
        per_page=facts["per_page"],
        publications=tuple(
            publication for path in agencies for publication in _publications(path, _toml(path), revision)
        ),
        lookalikes=tuple(map(_notice, facts["lookalikes"])),
        news=tuple(map(_notice, facts["news"])),
    )


def _toml(path: Traversable) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def _notice(facts: dict[str, Any]) -> Notice:
    return Notice(facts["title"], facts["published"], facts["id"], tuple(facts["text"]))


def _publications(path: Traversable, agency: dict[str, Any], revision: int) -> Iterator[Publication]:
    carried = agency["carried_in"]
    for report in agency["reports"]:
        if _is_up(report, revision):
            yield _publication(path.name.removesuffix(".toml"), agency, report, carried, revision)
        carried = report["requests"]["carried_out"]


def _is_up(facts: dict[str, Any], revision: int) -> bool:
    return bool(facts.get("since", 1) <= revision <= facts.get("until", revision))


def _publication(
    slug: str, agency: dict[str, Any], report: dict[str, Any], carried_in: Sequence[int], revision: int
) -> Publication:
    form = "a2021" if report["year"] >= _FIRST_OF_THE_SECOND_FORM else "b2019"
    numbers = {
        **_disclosure(form, report["disclosure"]),
        **_requests(form, report["requests"], carried_in),
        **_disputes(report["disputes"]),
    }
    planted: list[Planted] = []
    for change in (c for c in report.get("printed", ()) if _is_up(c, revision)):
        for key in numbers:
            if key[0] == change["table"] and key[1] == change.get("row", key[1]) and key[2] == change["column"]:
                numbers[key] = change["text"]
        if fails := change.get("fails"):
            planted.append(Planted(agency["name"], report["year"], fails["identity"], fails["bind"]))
    year = report["year"]
    return Publication(
        text=Manuscript(
            agency=agency["name"],
            year=year,
            form=form,
            title=report["title"],
            heading=(agency["name"], f"{year}年政府信息公开工作年度报告"),
            published=report["published"],
            numbers=numbers,
            preamble=(f"本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。",),
            prose=write(numbers, agency["work"], agency["problems"], report["told"]),
        ),
        slug=slug,
        id=report["id"],
        hand=Hand(agency["hand"]),
        page=report.get("page", True),
        file=report.get("file"),
        charset=report.get("charset", "utf-8"),
        page_type=report.get("page_type", "text/html"),
        file_type=report.get("file_type"),
        planted=tuple(planted),
    )


def _disclosure(form: str, given: dict[str, list[int | str]]) -> Numbers:
    table, blocks = DISCLOSURE[form]
    return {
        (table, row, column): str(value)
        for _, columns, rows in blocks
        for row, _ in rows
        for (column, _, _), value in zip(columns, given[row], strict=True)
    }


def _requests(form: str, given: dict[str, list[int]], carried_in: Sequence[int]) -> Numbers:
    """Rows that are not given are 0; 总计 adds up, down the column and along the row."""
    nothing = [0] * _KINDS
    rows = {row: given.get(row, nothing) for row in results(form)}
    if stray := given.keys() - rows.keys() - {"new_received", "carried_out"}:
        raise ValueError(f"表三 of {form} has no row {', '.join(sorted(stray))}")
    total = [sum(column) for column in zip(*rows.values(), strict=True)]
    everything = {
        "new_received": given["new_received"],
        "carried_in": carried_in,
        **rows,
        "results_total": total,
        "carried_out": given["carried_out"],
    }
    return {
        ("t3", row, column): str(value)
        for row, values in everything.items()
        for (column, _), value in zip(APPLICANTS, (*values, sum(values)), strict=True)
    }


def _disputes(given: dict[str, list[int]]) -> Numbers:
    return {
        ("t4", "value", f"{suit}_{ending}"): str(value)
        for suit in SUITS
        for (ending, _), value in zip(ENDINGS, (*given[suit], sum(given[suit])), strict=True)
    }
