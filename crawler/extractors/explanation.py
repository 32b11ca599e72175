"""Why a file is read as it is: its tables as found, every placed cell with its rule, and the repairs made."""

import hashlib
from typing import NamedTuple

from crawler.errors import Unreadable
from crawler.extractors import parts
from crawler.extractors.align import align
from crawler.extractors.align.ledger import Step
from crawler.extractors.document import Document
from crawler.extractors.reading import read_document
from crawler.extractors.sniff import sniff
from storage.records import Refusal, Report


class Explanation(NamedTuple):
    """One part of a file with the report in it, or why there is none; ``steps`` in the order of the cells met."""

    document: Document
    report: Report | Refusal
    steps: tuple[Step, ...] = ()


def explain(data: bytes, *, url: str | None = None, name: str | None = None) -> tuple[Explanation, ...] | Refusal:
    """Every part of a file; the report of each is what ``read`` makes of it. Slower than reading: it reads twice."""
    from crawler.extractors import readers  # noqa: PLC0415  (as in reading)

    kind = sniff(data, None)
    try:
        document = readers.read(data, kind)
    except Unreadable as problem:
        return Refusal(problem.kind, str(problem))
    sha256 = hashlib.sha256(data).hexdigest()
    return tuple(_part(part, sha256, url, name) for part in parts.split(document))


def _part(document: Document, sha256: str, url: str | None, name: str | None) -> Explanation:
    reading = read_document(document, sha256, url=url, name=name)
    if not reading.reports:
        return Explanation(document, reading.refusal or Refusal("not_a_report", "no report is in it"))
    return Explanation(document, reading.reports[0], align(document.blocks, trace=True).trace)
