"""``nianbao reextract``: read stored reports again, from the archive."""

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from nianbao.cli import cells, options, show
from nianbao.cli.database import asked, database
from nianbao.cli.machines import need_queue

if TYPE_CHECKING:
    from nianbao.operations.again.reextract import Reread
    from storage.queries import Narrowing
    from storage.settings import Settings

_MOST = 12
"""Cells shown of one report; ``--json`` has all."""


@click.command()
@options.narrowing
@click.option("--all", "everything", is_flag=True, help="Every report; a run that was killed goes on where it was.")
@click.option("--again", is_flag=True, help="With --all: from the beginning, also after a run that was killed.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and store nothing.")
@click.option("--workers", metavar="N", type=click.IntRange(1), help="Processes that read; by default one a processor.")
@click.option("--defer", is_flag=True, help="Let workers do it; --workers is theirs then.")
@click.option("--undo", metavar="RUN", type=click.IntRange(1), help="Take back what a run did.")
@options.as_json
def reextract(
    *,
    agency: str | None,
    district: str | None,
    year: int | None,
    everything: bool,
    again: bool,
    dry_run: bool,
    workers: int | None,
    defer: bool,
    undo: int | None,
    as_json: bool,
) -> None:
    """Read stored reports again from the archive, without network.

    What this version of the extractor makes of them is stored as a new version, unless it says the same. A worse
    reading never takes the place of a better one. The exit status is 1 when the archive could not give a document.
    """
    if undo is not None:
        _undo(undo)
        return
    _check(everything=everything, is_narrowed=bool(agency or district or year), both=defer and dry_run)
    from crawler.locks import REBUILD, Locks
    from nianbao.operations.again.reextract import Reextraction
    from nianbao.operations.again.rereading import processes
    from storage.queries import Narrowing
    from storage.settings import Settings

    narrowing = Narrowing(agency, district, year)
    with asked():  # ends here where nothing is stored
        settings = Settings.from_environment(os.environ)
    if defer:
        _defer(settings, narrowing)
        return
    with Locks(settings.home / "locks") as locks, database() as engine:
        if not dry_run:
            locks.share(REBUILD)
        workers = workers or processes()
        work = Reextraction(engine, settings, narrowing, dry_run=dry_run, going_on=not again, workers=workers)
        if work.since is not None and not as_json:
            show.say(f"Goes on with what was begun on {work.since:%Y-%m-%d %H:%M} UTC (--again begins anew).")
        tally: Counter[str] = Counter()
        sums = Sums()
        with _progress(work.total) as on_document:
            for read in work.run(on_document):
                tally[read.change] += 1
                sums.add(read)
                if as_json:
                    _print_record(read, work.run_number)
                else:
                    _print_changes(read)
    if not as_json:
        if dry_run:
            sums.show()
        _print_summary(work.total, tally, run=work.run_number)
    if tally["lost"]:
        sys.exit(1)


def _check(*, everything: bool, is_narrowed: bool, both: bool) -> None:
    if not (everything or is_narrowed):
        raise click.UsageError("say which reports: --agency, --district, --year, or --all")
    if everything and is_narrowed:
        raise click.UsageError("--all means every report: leave it out to narrow by --agency, --district or --year")
    if both:
        raise click.UsageError("--dry-run shows what would change: leave --defer out")


def _defer(settings: "Settings", narrowing: "Narrowing") -> None:
    need_queue()
    from nianbao.worker.deferring import defer_reread

    run, documents, tasks = defer_reread(settings, narrowing)
    of_run = f", run {run}: see nianbao tasks. To take it back: nianbao reextract --undo {run}" if run else ""
    show.say(f"{show.counted(documents, 'document')} to read in {show.counted(tasks, 'task')}{of_run}.")


def _undo(number: int) -> None:
    from nianbao.operations.again.reextract import take_back

    with asked():
        pass
    with database() as engine:
        moved = take_back(engine, number, at=datetime.now(UTC))
    show.say(f"Run {number} taken back: {show.counted(moved, 'report')} shown as before it.")


class Sums:
    """Cells that would change, by agency and by the rule that reads them now."""

    def __init__(self) -> None:
        self._by_agency: dict[str, Counter[str]] = {}
        self._by_rule: dict[str, Counter[str]] = {}

    def add(self, read: "Reread") -> None:
        changes = read.changes
        for kind, of in (("changed", changes.changed), ("gained", changes.gained), ("lost", changes.lost)):
            for change in of:
                self._by_agency.setdefault(read.agency or "no agency", Counter())[kind] += 1
                self._by_rule.setdefault(read.rules.get(change.measure, "not read"), Counter())[kind] += 1

    def show(self) -> None:
        for heading, sums in (("agency", self._by_agency), ("rule", self._by_rule)):
            kinds = ("changed", "gained", "lost")
            show.table(
                [heading, *kinds],
                [(name, *(of[kind] for kind in kinds)) for name, of in sorted(sums.items())],
                right=kinds,
            )


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None] | None]:
    """A bar with rate and remaining time, where somebody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        """Documents a second."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed or 0:.0f}/s")

    columns = ("[progress.description]{task.description}", BarColumn(), MofNCompleteColumn(), Rate())
    console = Console(stderr=True)
    with Progress(*columns, TimeRemainingColumn(), console=console, transient=True) as progress:
        task = progress.add_task("reading again", total=total)
        yield lambda: progress.advance(task)


def _print_record(read: "Reread", run: int | None) -> None:
    changes = read.changes
    rules = {c.measure: read.rules.get(c.measure) for c in (*changes.changed, *changes.gained, *changes.lost)}
    show.line(
        {
            "agency": read.agency,
            "year": read.year,
            "url": read.url,
            "sha256": read.sha256,
            "captured_at": read.captured_at,
            "extractor": read.extractor,
            "format": read.format,
            "change": read.change,
            "version": read.version,
            "current": read.current,
            "before": {"version": read.before.version, "format": read.before.format, "extractor": read.before.extractor}
            if read.before
            else None,
            **cells.changes_record(read.changes),
            "reason": read.reason,
            "rules": {".".join(measure): rule for measure, rule in rules.items() if rule},
            "run": run,
        }
    )


def _print_changes(read: "Reread") -> None:
    """Nothing for a report that says the same."""
    if read.change == "same" and not read.changes:
        return
    changes = read.changes
    counted = cells.counts(changes)
    shown = f"; cells: {counted}" if counted else ""
    show.say(f"{read.agency or 'no agency'} {read.year or 'no year'}: {_became(read)}{shown}")
    show.say(f"  {read.url}")
    of_all = (*changes.changed, *changes.gained, *changes.lost)
    for change in of_all[:_MOST]:
        show.say(f"  {cells.sentence(change)}")
    if len(of_all) > _MOST:
        show.say(f"  … and {len(of_all) - _MOST} more (--json has all)")


def _became(read: "Reread") -> str:
    if read.reason:
        return f"{read.change}: {read.reason}"
    shown = "" if read.current else ", kept and not shown, for another is better"
    if read.before is None:
        return f"new, version {read.version}{shown}"
    if read.change == "same":
        return f"as before, version {read.version}{shown}"
    return f"version {read.before.version} → {read.version}{shown}"


def _print_summary(total: int, tally: Counter[str], *, run: int | None) -> None:
    found = ", ".join(f"{number:,} {change}" for change, number in sorted(tally.items()))
    closing = "" if run else " Nothing was stored: this was a dry run."
    if run and (tally["changed"] or tally["new"]):
        closing = f" To take it back: nianbao reextract --undo {run}."
    show.say(f"{show.counted(total, 'document')} read again{f': {found}' if found else ''}.{closing if total else ''}")
