"""What a site would give: its CMS family, its columns of reports and the reports in them, without opening one.

The walk is the crawl's own, kept in a folder that is gone afterwards; only home page, columns and lists are asked for.
"""

import json
import re
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from crawler.errors import WrongChoice
from crawler.extractors.readers.html import Page
from crawler.extractors.report.facts.identifiers import site_code
from crawler.scope import Scope
from crawler.sites.schema import read_site, web_address
from crawler.spiders.preparation import prepare
from crawler.spiders.walk import SiteWalk
from nianbao.operations.crawl import drive
from storage.agencies import fullest, identify
from storage.archive import Archive
from storage.records import Role, Walk
from storage.settings import Settings

_ID = "probe"
_DISTRICT = re.compile(r"([\u4e00-\u9fff]{2,20}?(?:[区县市旗盟州省]|自治州|新区|示范区|实验区|开发区))(?:人民)?政府")
_UNKNOWN_CODE = "100000"
_UNKNOWN_NAME = "未知"


@dataclass(frozen=True, slots=True)
class Column:
    """One list of reports: its first page, the family that it was read as, and how it ended."""

    url: str
    platform: str
    links: int
    verdict: str
    reason: str


@dataclass(frozen=True, slots=True)
class Probe:
    """``reports`` counts links that are reports by report year, None for those that name none.

    ``code`` and ``name`` are what the home page says of its district; None where it says nothing.
    """

    url: str
    walk: Walk
    columns: tuple[Column, ...]
    reports: Mapping[int | None, int]
    agencies: tuple[str, ...]
    code: str | None
    name: str | None

    @property
    def platform(self) -> str | None:
        """The family of most columns."""
        found = Counter(column.platform for column in self.columns).most_common(1)
        return found[0][0] if found else None

    def site_file(self, *, code: str | None = None, name: str | None = None) -> str:
        """A site file for it. Raises WrongChoice where code or name is neither given nor known, or is none."""
        code, name = code or self.code, name or self.name
        if code is None:
            raise WrongChoice("the page does not tell the district's code: give it with --code (GB/T 2260)")
        if name is None:
            raise WrongChoice("the page does not tell the district's name: give it with --name")
        starts = dict.fromkeys((self.url, *(column.url for column in self.columns[:1])))
        quoted = json.dumps(name, ensure_ascii=False)
        _, faults = read_site({"code": code, "name": name, "start_urls": list(starts)}, Path(f"{_ID}.toml"))
        if faults:
            raise WrongChoice("; ".join(faults))
        return f'code = "{code}"\nname = {quoted}\nstart_urls = [{", ".join(map(json.dumps, starts))}]\n'


def address(url: str) -> str:
    """The address itself. Raises WrongChoice for what is no web address."""
    try:
        return web_address(url)
    except ValueError as error:
        raise WrongChoice(str(error)) from error


def probe(url: str, *, delay: float = 1.0) -> Probe:
    """Walk the lists of the site at an address. Raises WrongChoice for what is no web address."""
    address(url)
    with tempfile.TemporaryDirectory(prefix="nianbao-probe-") as folder:
        site = Path(folder) / f"{_ID}.toml"
        site.write_text(
            f'code = "{_UNKNOWN_CODE}"\nname = "{_UNKNOWN_NAME}"\nstart_urls = ["{url}"]\ndelay = {delay}\n', "utf-8"
        )
        settings = Settings.from_environment({"NIANBAO_HOME": folder})
        run = prepare(settings, site, (), Scope(probe=True))
        drive(run)
        code, name = _district(Archive(settings.archive_url))
    walk = run.walks[_ID]
    if not isinstance(walk, SiteWalk):
        raise TypeError(f"{walk!r} has no lists")
    reports = [context for context in run.resting[_ID].contexts if context.role is Role.REPORT]
    columns = tuple(
        Column(first, tally.steps[0].platform, len(tally.links), *map(str, tally.verdict()))
        for first, tally in walk.lists.items()
        if tally.steps
    )
    years = Counter(context.year for context in reports)
    named = [context.agency for context in reports if context.agency]
    return Probe(url, run.verdicts[_ID], columns, years, _agencies(named, name or ""), code, name)


def _agencies(names: list[str], district: str) -> tuple[str, ...]:
    """Each agency once, under the fullest of the names that the links give it."""
    by_key: dict[str, list[str]] = {}
    for agency in names:
        by_key.setdefault(identify(agency, district).key, []).append(agency)
    return tuple(sorted(map(fullest, by_key.values())))


def _district(archive: Archive) -> tuple[str | None, str | None]:
    """Code and name that the home page states: 政府网站标识码, and whose government its title names."""
    for entry in archive.entries():
        if entry.capture is None or entry.capture.context.role is not Role.HOME or entry.capture.status != 200:
            continue
        body = archive.body(entry.capture.pointer)
        page = Page(body, entry.capture.content_type)
        title, code = page.title, site_code(page.document())
        named = _DISTRICT.search(page.meta.get("sitename", "")) or _DISTRICT.search(title)
        return (code[:6] if code and not code.startswith("0") else None), named[1] if named else None
    return None, None
