"""``nianbao demo``: the sample district that ships, from its home page to the tables that were stored of it."""

import json
import os
import shlex
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nianbao.cli import show
from nianbao.cli.reading.readings import equation
from nianbao.cli.serving import need_web

if TYPE_CHECKING:
    from nianbao.operations.demo import Demo
    from nianbao.operations.summary import Summary
    from storage.settings import Settings

_NOT_ALL = 3
_SHOWN = 8
"""So many changes are named one by one."""
_LOOPBACK, _PORT = "127.0.0.1", 8000
_VARIABLES = ("NIANBAO_DATABASE_URL", "NIANBAO_ARCHIVE_URL")
"""They would lead a command away from the folder of the demonstration."""


@click.command()
@click.option(
    "--revision", metavar="N", type=click.IntRange(1), default=1, help="Serve the district as on its Nth night."
)
@click.option("--port", metavar="PORT", type=click.IntRange(1, 65535), help="Serve it on this port.")
@click.option("--serve", "keep_serving", is_flag=True, help="Serve the pages of what was stored, until Ctrl-C.")
def demo(revision: int, port: int | None, keep_serving: bool) -> None:
    """Crawl the sample district that ships with the project.

    An invented district government is served on this machine and crawled from its home page like any other site. A
    second run asks for every page again and takes only what changed; with --revision 2 the district has corrected
    one report, published another and taken one away.
    """
    if keep_serving:
        need_web()
    from crawler.errors import WrongChoice
    from nianbao.operations.demo import demonstrate, find_room
    from storage.settings import Settings

    configured = Settings.from_environment(os.environ)
    room = find_room(configured)
    if room != configured:
        show.say(f"The database holds other districts, so the demonstration keeps its things in {room.home}.")
    try:
        shown = demonstrate(room, revision=revision, port=port, on_start=_announce)
    except WrongChoice as error:
        raise click.UsageError(str(error)) from error
    _print(shown)
    _print_next(room, apart=room != configured)
    if keep_serving:
        _serve(room)
    if shown.crawled.stopped or not shown.crawled.all_reached:
        sys.exit(_NOT_ALL)


def _serve(room: "Settings") -> None:
    """The pages, on the port that they always have where it is free."""
    from nianbao.web.running import bound, run
    from nianbao.web.settings import Serving, ServingError

    try:
        listening = bound(_LOOPBACK, _PORT)
    except ServingError:
        listening = bound(_LOOPBACK, 0)
    show.say(f"\nThe pages: http://{_LOOPBACK}:{listening.getsockname()[1]}/ (Ctrl-C ends them)")
    run(replace(Serving.from_environment(os.environ), storage=room), listening, 1, log=False)


def _announce(url: str, taken: int | None) -> None:
    if taken is not None:
        show.say(
            f"Port {taken} of the last demonstration is taken. On another one every address is new, and those of last "
            "time are not asked for."
        )
    show.say(f"示例市示例区, an invented district, is served at {url} and crawled from there.\n")


def _print(shown: "Demo") -> None:
    walks = [[walk.site, walk.verdict.value, walk.reason] for walk in shown.crawled.walks]
    show.table(["site", "verdict", "reason"], walks)
    _print_reports(shown.summary)
    _print_states(shown.summary)
    show.say("\nIdentities that fail, as the district printed them:")
    for row in shown.summary.failing:
        show.say(f"  {row.agency} {row.year}: {equation(row.identity, json.loads(row.bind), row.left, row.right)}")
    _print_night(shown)


def _print_reports(summary: "Summary") -> None:
    """Agency × year: how many cells are stored of each report."""
    grid = {(report.agency, report.year): report for report in summary.reports}
    agencies, years = sorted({agency for agency, _ in grid}), sorted({year for _, year in grid})

    def cell(agency: str, year: int) -> str:
        if (agency, year) not in grid:
            return ""
        status = grid[agency, year].status
        return f"{summary.cells.get((agency, year), 0)}{'' if status == 'current' else f' {status}'}"

    show.say("\nCells stored of each report:")
    headings = [str(year) for year in years]
    rows = [[agency, *(cell(agency, year) for year in years)] for agency in agencies]
    show.table(["agency", *headings], rows, right=headings)
    show.say(f"{show.counted(len(grid), 'report')} of {show.counted(len(agencies), 'agency', 'agencies')}.")


def _print_states(summary: "Summary") -> None:
    tables, states = (sorted({key[place] for key in summary.states}) for place in (0, 1))
    show.say("\nWhat stands in the cells:")
    rows = [[table, *(f"{summary.states.get((table, state), 0):,}" for state in states)] for table in tables]
    show.table(["table", *states], rows, right=states)


def _print_night(shown: "Demo") -> None:
    """What this run asked of the server, and what it brought that was not there before."""
    tally, changed = shown.tally, Counter(change.change for change in shown.changes)
    show.say(
        f"\n{show.counted(tally.asked, 'page')} asked for, robots.txt included: {tally.unchanged:,} unchanged (304), "
        f"{tally.missing:,} gone, {tally.sent:,} bytes sent. {show.counted(changed['new'], 'new report')}, "
        f"{changed['changed']:,} changed."
    )
    if len(shown.changes) <= _SHOWN:
        for change in shown.changes:
            show.say(f"  {change.change}: {change.agency} {change.year}, version {change.version}")


def _print_next(room: "Settings", *, apart: bool) -> None:
    from sqlalchemy import make_url

    url = make_url(room.database_url)
    place = url.database if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)
    show.say(f"\nDatabase  {place}\nArchive   {room.archive_url}\n\nTry next:")
    for command in _next(room, apart=apart):
        show.say(f"  {command}")


def _next(room: "Settings", *, apart: bool) -> Iterator[str]:
    """Commands that work in this shell as they are printed, whether or not NIANBAO_HOME is exported."""
    program = " ".join((*_environment(room, apart=apart), *_program()))
    sql = "SELECT agency, year, value FROM cells WHERE row = 'licensing' AND year > 2020 ORDER BY agency, year"
    yield f'{program} query "{sql}"'
    yield f"{program} check"
    yield f"{program} export demo-export"
    yield f"{program} serve"


def _environment(room: "Settings", *, apart: bool) -> Iterator[str]:
    """What must stand before the program's name for it to find this database and this archive."""
    given = [name for name in _VARIABLES if os.environ.get(name)]
    if apart and given:
        yield " ".join(("env", *(f"-u {name}" for name in given)))
    if apart or os.environ.get("NIANBAO_HOME"):
        yield f"NIANBAO_HOME={shlex.quote(str(room.home))}"


def _program() -> Iterator[str]:
    """How this program was called."""
    called = Path(sys.argv[0])
    found = shutil.which(called.name)
    if called.name == "__main__.py":
        yield from (shlex.quote(sys.executable), "-m", "nianbao")
    elif found and Path(found).resolve() == called.resolve():
        yield called.name
    else:
        yield shlex.quote(str(called))
