"""``nianbao cell``: one number with all that is known of where it comes from."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nianbao.cli import options, show
from nianbao.cli.cells import measure_of, told
from nianbao.cli.database import asked

if TYPE_CHECKING:
    from nianbao.operations.provenance import Traced


@click.command()
@click.argument("agency", metavar="AGENCY")
@click.argument("year", metavar="YEAR", type=options.type_of_year)
@click.argument("cell", metavar="TABLE.ROW.COLUMN")
@options.district
@click.option("--version", type=click.IntRange(1), help="This version, instead of the one that is shown.")
@click.option(
    "--html", "page_to", metavar="OUT", type=click.Path(path_type=Path), help="The original, the cell marked."
)
@options.as_json
def cell(
    agency: str, year: int, cell: str, district: str | None, version: int | None, page_to: Path | None, as_json: bool
) -> None:
    """Show where a number comes from.

    The document is taken from the archive and read again: the place of the cell, the rule by which it was read, and
    whether this program reads there what is stored. The exit status is 1 when it does not.
    """
    from crawler.confined import Forked
    from nianbao.operations.provenance import trace
    from storage.archive import Archive
    from storage.queries import Narrowing
    from storage.settings import Settings

    measure = measure_of(cell)
    with asked(needed=True) as connection, Forked() as confined:
        archive = Archive.of(Settings.from_environment(os.environ))
        traced = trace(connection, archive, Narrowing(agency, district, year), measure, version, confined=confined)
    if page_to is not None:
        _write_page(page_to, traced)
    if as_json:
        show.line(_record(traced))
    else:
        for name, value in _facts(traced).items():
            show.say(f"{name:<12} {value}")
        if page_to is not None:
            show.say(f"The original with the cell marked: {page_to}")
    if not traced.agrees:
        raise SystemExit(1)


def _facts(traced: "Traced") -> dict[str, str]:
    """What people read, by name."""
    import forms

    of, capture = traced.origin, traced.origin.capture
    pointer = capture.pointer
    return {
        "cell": f"{forms.table_zh(of.measure.table)} {forms.label_zh(of.measure)}",
        "key": ".".join(of.measure),
        "report": f"{of.agency} {of.year} ({of.district_code}), version {of.version}"
        + ("" if of.current else ", not shown"),
        "value": f"{told(of.printed)}, {of.printed.state}",
        "raw": "–" if of.printed.raw is None else repr(of.printed.raw),
        "read again": _again(traced),
        "place": _place(traced),
        "rule": "; ".join((traced.rule, *traced.repairs)) or "–",
        "extractor": f"{of.extractor} stored it, {traced.extractor} reads now; form {of.format}",
        "document": f"{of.media_type}, sha256 {capture.sha256}",
        "address": capture.url,
        "captured": f"{capture.captured_at:%Y-%m-%d %H:%M:%S} UTC, status {capture.status}, {capture.size:,} bytes",
        "archive": f"{pointer.file}, offset {pointer.offset}, length {pointer.length}",
        "headers": "; ".join(f"{name}: {value}" for name, value in traced.exchange.response_headers) or "–",
    }


def _again(traced: "Traced") -> str:
    if traced.refusal:
        return f"not: {traced.refusal}"
    if traced.agrees:
        return "the same"
    stored, now = traced.origin.printed, traced.again
    return (
        f"differs: {told(now)}, {now.state} by extractor {traced.extractor}; "
        f"stored {told(stored)} by extractor {traced.origin.extractor}"
    )


def _place(traced: "Traced") -> str:
    if traced.at is None:
        return "running text, or nowhere"
    return f"table {traced.at.table}, row {traced.at.row}, column {traced.at.column}, counted from 0"


def _record(traced: "Traced") -> dict[str, Any]:
    import forms

    of, capture = traced.origin, traced.origin.capture
    return {
        "district_code": of.district_code,
        "agency": of.agency,
        "year": of.year,
        "version": of.version,
        "current": of.current,
        "format": of.format,
        **of.measure._asdict(),
        "label_zh": f"{forms.table_zh(of.measure.table)} {forms.label_zh(of.measure)}",
        **of.printed._asdict(),
        "extractor": of.extractor,
        "again": {
            **traced.again._asdict(),
            "at": None if traced.at is None else traced.at._asdict(),
            "rule": traced.rule,
            "repairs": list(traced.repairs),
            "extractor": traced.extractor,
            "agrees": traced.agrees,
            "reason": traced.refusal,
        },
        "document": {"media_type": of.media_type, "sha256": capture.sha256},
        "capture": {
            "url": capture.url,
            "captured_at": capture.captured_at,
            "status": capture.status,
            "headers": [list(header) for header in traced.exchange.response_headers],
            "unchanged": capture.unchanged,
            "file": capture.pointer.file,
            "offset": capture.pointer.offset,
            "length": capture.pointer.length,
        },
    }


def _write_page(path: Path, traced: "Traced") -> None:
    from nianbao.explain.cell import cell_page

    of = traced.origin
    original = (traced.exchange.body, of.capture.content_type) if traced.html else None
    title = f"{of.agency} {of.year}: {'.'.join(of.measure)}"
    path.write_text(cell_page(title, _facts(traced), traced.document, traced.at, original), "utf-8")
