"""Which refusals are worth a second opinion, and what is made of it.

A damaged file may be opened in part, and a part may look whole. So its reports count only when nothing in them fails
to add up. What comes from here says so: ``sources["reader"]`` and a warning.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from crawler.extractors import read
from crawler.extractors.sniff import Kind, sniff
from crawler.second_opinion.office import Office
from storage.records import Context, Outcome, Reading, Refusal, Report

BATCH = 20
"""Files a call: a start takes as long as seven conversions."""
READER = "libreoffice"
_MOST_BYTES = 64 * 2**20
_KINDS: Mapping[Kind, tuple[str, str]] = {
    Kind.DOC: ("doc", "docx"),
    Kind.RTF: ("rtf", "docx"),
    Kind.ODT: ("odt", "docx"),
    Kind.DOCX: ("docx", "docx"),
    Kind.WORDML: ("xml", "docx"),
    Kind.XLS: ("xls", "xlsx"),
    Kind.XLSX: ("xlsx", "xlsx"),
}
"""The ending that tells LibreOffice what a file is, and what it is asked for."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD_2 = (b"\xdb\xa5", b"\x9b\xa5", b"\x31\xbe", b"\x32\xbe")
"""What Word files begin with that are older than OLE files."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A document that a reader refused, with what was known when it was read."""

    data: bytes
    reading: Reading
    url: str | None = None
    name: str | None = None
    content_type: str | None = None
    context: Context | None = None


def is_wanted(reading: Reading, data: bytes) -> bool:
    """Whether the document is one that LibreOffice may open where its reader gave up."""
    refusal = reading.refusal
    if refusal is None or refusal.kind not in ("damaged", "unsupported") or len(data) > _MOST_BYTES:
        return False
    return _endings(data) is not None


def hear(office: Office, refused: Sequence[Refused]) -> list[Reading]:
    """The readings of these documents, each the new one, or the refusal it had."""
    readings = [one.reading for one in refused]
    by_target: dict[str, list[tuple[int, str]]] = {}
    for n, one in enumerate(refused):
        if endings := _endings(one.data):
            by_target.setdefault(endings[1], []).append((n, endings[0]))
    for target, wanted in by_target.items():
        for start in range(0, len(wanted), BATCH):
            batch = wanted[start : start + BATCH]
            bodies = office.convert([(refused[n].data, ending) for n, ending in batch], target)
            for (n, _), body in zip(batch, bodies, strict=True):
                if body is not None:
                    readings[n] = _second(refused[n], body)
    return readings


def _endings(data: bytes) -> tuple[str, str] | None:
    kind = sniff(data)
    if kind is Kind.UNKNOWN and data.startswith((_OLE, *_WORD_2)):
        return _KINDS[Kind.DOC]  # Word 2 to 95, Works: told apart by LibreOffice itself
    return _KINDS.get(kind)


def _second(first: Refused, body: bytes) -> Reading:
    """What the converted document says, told of the one that it was made from."""
    again = read(body, url=first.url, name=first.name, content_type=None, context=first.context)
    refusal = first.reading.refusal
    if not again.reports or refusal is None:
        return first.reading
    if _is_damaged(first.data, refusal) and any(map(_fails, again.reports)):
        return first.reading
    reports = tuple(_marked(report, refusal) for report in again.reports)
    return replace(first.reading, reports=reports, refusal=None)


def _is_damaged(data: bytes, refusal: Refusal) -> bool:
    """Whether a part may be missing: also of an OLE file whose directory, and with it its kind, is lost."""
    return refusal.kind == "damaged" or sniff(data) is Kind.UNKNOWN


def _fails(report: Report) -> bool:
    return not report.cells or any(finding.outcome is Outcome.FAIL for finding in report.findings)


def _marked(report: Report, refusal: Refusal) -> Report:
    warning = f"read by LibreOffice, as its own reader refused it ({refusal.kind}: {refusal.message})"
    return replace(report, sources={**report.sources, "reader": READER}, warnings=(*report.warnings, warning))
