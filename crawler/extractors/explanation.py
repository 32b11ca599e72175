"""Why a file is read as it is: its tables as found, every placed cell with its rule, and the repairs made."""

from collections.abc import Iterator
from typing import NamedTuple

from crawler.errors import Unreadable
from crawler.extractors import bundle
from crawler.extractors.align import align
from crawler.extractors.align.ledger import Step
from crawler.extractors.document import Document
from crawler.extractors.joined import Leaf, digest, read_leaves
from crawler.extractors.reading import read_document
from crawler.extractors.report import parts, recognised
from crawler.extractors.report.captions import lines_of, without_other_years
from crawler.extractors.report.years import as_in_source
from crawler.extractors.sniff import Kind, sniff
from storage.records import Context, Refusal, Report


class Explanation(NamedTuple):
    """One part of a file with the report in it, or why there is none; ``steps`` in the order of the cells met."""

    document: Document
    report: Report | Refusal
    steps: tuple[Step, ...] = ()


class About(NamedTuple):
    """What is known of a file besides its bytes, and the further pages of its article; as for ``read``."""

    url: str | None = None
    name: str | None = None
    content_type: str | None = None
    context: Context | None = None
    further: tuple[Leaf, ...] = ()


def explain(data: bytes, about: About | None = None) -> tuple[Explanation, ...] | Refusal:
    """Every part of a file; the report of each is what ``read`` makes of it. Slower than reading: it reads twice.

    Of a zip, the parts of all its files.
    """
    from crawler.extractors import readers  # noqa: PLC0415  (as in reading)

    about = about or About()
    kind = sniff(data, about.content_type)
    try:
        if kind is Kind.ZIP:
            return tuple(_members(data, about))
        document = read_leaves(readers.read(data, kind, content_type=about.content_type), about.further)
    except Unreadable as problem:
        return Refusal(problem.kind, str(problem))
    sha256 = digest(data, about.further)
    return tuple(_part(part, sha256, about) for part in parts.split(document))


def _members(data: bytes, about: About) -> Iterator[Explanation]:
    for name, body in bundle.members(data):
        if sniff(body) is not Kind.ZIP:
            found = explain(body, About(about.url, name, None, about.context))
            yield from () if isinstance(found, Refusal) else found


def _part(document: Document, sha256: str, about: About) -> Explanation:
    reading = read_document(document, sha256, url=about.url, name=about.name, context=about.context)
    if not reading.reports:
        return Explanation(document, reading.refusal or Refusal("not_a_report", "no report is in it"))
    report = reading.reports[0]
    of_year = without_other_years(document, report.year)
    aligned = as_in_source(
        of_year, align(lines_of(recognised.printed(of_year), report.year), year=report.year, trace=True)
    )
    return Explanation(document, report, aligned.trace)
