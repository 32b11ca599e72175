"""``nianbao reextract``: read stored reports again, from the archive."""

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from nianbao.cli import cells, options, show
from nianbao.cli.database import asked, database

if TYPE_CHECKING:
    from nianbao.operations.reextract import Reread

_MOST = 12
"""Cells shown of one report; ``--json`` has all."""


@click.command()
@options.narrowing
@click.option("--all", "everything", is_flag=True, help="Every report.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and store nothing.")
@options.as_json
def reextract(
    agency: str | None, district: str | None, year: int | None, everything: bool, dry_run: bool, as_json: bool
) -> None:
    """Read stored reports again from the archive, without network.

    What this version of the extractor makes of them is stored as a new version, unless it says the same. A worse
    reading never takes the place of a better one. The exit status is 1 when the archive could not give a document.
    """
    if not (everything or agency or district or year):
        raise click.UsageError("say which reports: --agency, --district, --year, or --all")
    if everything and (agency or district or year):
        raise click.UsageError("--all means every report: leave it out to narrow by --agency, --district or --year")
    from nianbao.operations.reextract import Reextraction
    from storage.queries import Narrowing
    from storage.settings import Settings

    with asked():  # ends here where nothing is stored
        settings = Settings.from_environment(os.environ)
    with database() as engine:
        work = Reextraction(engine, settings, Narrowing(agency, district, year), dry_run=dry_run)
        tally: Counter[str] = Counter()
        with _progress(work.total) as on_document:
            for read in work.run(on_document):
                tally[read.change] += 1
                (_print_record if as_json else _print_changes)(read)
    if not as_json:
        _print_summary(work.total, tally, dry_run=dry_run)
    if tally["lost"]:
        sys.exit(1)


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None] | None]:
    """A bar with the remaining time, where somebody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading again", total=total)
        yield lambda: progress.advance(task)


def _print_record(read: "Reread") -> None:
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


def _print_summary(total: int, tally: Counter[str], *, dry_run: bool) -> None:
    found = ", ".join(f"{number:,} {change}" for change, number in sorted(tally.items()))
    closing = " Nothing was stored: this was a dry run." if dry_run else ""
    show.say(f"{show.counted(total, 'document')} read again{f': {found}' if found else ''}.{closing}")
