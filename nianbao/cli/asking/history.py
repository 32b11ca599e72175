"""``nianbao history``: the ledger of one report."""

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from nianbao.cli import cells, options, show
from nianbao.cli.database import asked, database

if TYPE_CHECKING:
    from storage.versions.history import Ledger, LedgerEntry

_MOST = 20
"""Cells shown of one version; ``--json`` has all."""


@click.command()
@click.argument("agency", metavar="AGENCY")
@click.argument("year", metavar="YEAR", type=options.type_of_year)
@options.district
@click.option(
    "--restore", metavar="VERSION", type=click.IntRange(1), help="Show this version, until a later one comes."
)
@click.option("--reason", default="", help="With --restore: why, in a sentence.")
@options.as_json
def history(agency: str, year: int, district: str | None, restore: int | None, reason: str, as_json: bool) -> None:
    """Tell the history of one report.

    Every version with its document, its extractor and why it is shown or not; what changed from one to the next, cell
    by cell; when pages were gone and there again. With --restore a person decides which version is shown.
    """
    from storage.queries.past.history import history as find

    if restore is not None:
        if not reason:
            raise click.UsageError("say why with --reason: it stands in the history")
        _restore(agency, year, district, restore, reason)
    with asked(needed=True) as connection:
        ledgers = find(connection, agency, year, district)
    for ledger in ledgers:
        (_print_record if as_json else _print)(ledger)


def _restore(agency: str, year: int, district: str | None, version: int, reason: str) -> None:
    from storage.archive import Archive
    from storage.archive.contents import notes
    from storage.crosschecks import renew
    from storage.judgements import report_of
    from storage.queries.past.history import history as find
    from storage.records import Pinned
    from storage.settings import Settings
    from storage.writer import Writer

    at = datetime.now(UTC)
    with asked(needed=True) as connection:
        report, code, name = report_of(connection, agency, year, district)
        (ledger,) = find(connection, name, year, code)
    chosen = next((known for known in ledger.versions if known.number == version), None)
    with database() as engine:
        Writer(engine).restore(report, version, at=at, reason=reason)
        renew(engine, {code})
    if chosen is not None:
        pinned = Pinned(code, name, year, chosen.sha256, chosen.source_url, reason, at)
        with Archive.of(Settings.from_environment(os.environ)).open_writer() as archive:
            archive.note(notes.PIN, notes.pin_note(pinned))


def _print_record(ledger: "Ledger") -> None:
    show.line(
        {
            **{name: getattr(ledger, name) for name in ("district_code", "district", "agency", "year", "status")},
            **{name: getattr(ledger, name) for name in ("first_seen", "last_changed", "last_checked")},
            "versions": [version._asdict() for version in ledger.versions],
            "entries": [
                {
                    "at": entry.at,
                    "what": entry.what,
                    "version": entry.version,
                    "source_url": entry.source_url,
                    "reason": entry.reason,
                    "against": entry.against,
                    **cells.changes_record(entry.changes),
                    "wording": list(entry.wording),
                }
                for entry in ledger.entries
            ],
        }
    )


def _print(ledger: "Ledger") -> None:
    from storage.versions.standing import WORDS, Standing

    show.say(f"{ledger.agency} {ledger.year} ({ledger.district_code} {ledger.district}): {ledger.status}")
    show.say(
        f"first seen {_moment(ledger.first_seen)}, last changed {_moment(ledger.last_changed)}, "
        f"last checked {_moment(ledger.last_checked)} UTC"
    )
    show.table(
        ["version", "captured", "extractor", "form", "document", "fails", "unread", "standing", "page"],
        [
            (v.number, _moment(v.captured_at), v.extractor, v.format, v.sha256[:12], v.failing, v.unread,
             WORDS[Standing(v.standing)], v.source_url)
            for v in ledger.versions
        ],
        right=["version", "fails", "unread"],
    )  # fmt: skip
    for entry in ledger.entries:
        show.say(f"{_moment(entry.at)}  {_sentence(entry)}")
        for line in _changes(entry):
            show.say(f"    {line}")


def _sentence(entry: "LedgerEntry") -> str:
    from storage.versions.history import Happening

    number, page = f"version {entry.version}", entry.source_url
    reason = f": {entry.reason}" if entry.reason else ""
    return {
        Happening.FIRST_SEEN: f"{number}: first seen at {page}",
        Happening.REVISED: f"{number}: revised at {page}{reason}",
        Happening.REPUBLISHED: f"{number}: at an address that had it not before, {page}{reason}",
        Happening.REREAD: f"{number}: the same document read again, {entry.reason}",
        Happening.SHOWN: f"{number} is shown{reason}",
        Happening.WITHDRAWN: f"withdrawn{reason}",
        Happening.RETURNED: "there again",
        Happening.MISREAD: f"no report of this agency and year any more{reason}",
        Happening.PAGE_GONE: f"{page} is gone{reason}",
        Happening.PAGE_BACK: f"{page} is there again",
    }[entry.what]


def _changes(entry: "LedgerEntry") -> list[str]:
    if entry.against is None:
        return []
    counted = cells.counts(entry.changes)
    wording = f"; differs in {', '.join(sorted(entry.wording))}" if entry.wording else ""
    lines = [f"against version {entry.against}: {f'cells {counted}' if counted else 'the same cells'}{wording}"]
    of_all = (*entry.changes.changed, *entry.changes.gained, *entry.changes.lost)
    lines += [cells.sentence(change) for change in of_all[:_MOST]]
    if len(of_all) > _MOST:
        lines.append(f"… and {len(of_all) - _MOST} more (--json has all)")
    return lines


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
