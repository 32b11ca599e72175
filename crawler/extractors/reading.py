"""The chain from bytes to reports in one place: sniff, read, align, check."""

from collections.abc import Sequence
from dataclasses import replace

import forms
from crawler.discovery.titles import TitleKind
from crawler.errors import Unreadable
from crawler.extractors import bundle, identities
from crawler.extractors.align import Alignment, align
from crawler.extractors.document import Document
from crawler.extractors.joined import Leaf, digest, read_leaves
from crawler.extractors.report import absence, facts, parts, pictures, recognised, sections
from crawler.extractors.report.captions import lines_of, without_other_years
from crawler.extractors.report.facts import identifiers
from crawler.extractors.report.unseen import without_copies, without_hidden_copies
from crawler.extractors.report.years import as_in_source
from crawler.extractors.sniff import Kind, sniff
from storage.records import Context, Outcome, Reading, Refusal, Report, State

EXTRACTOR = "30"
"""The version of the extractor; it changes whenever the same bytes may be read otherwise."""


def read(
    data: bytes,
    *,
    url: str | None = None,
    name: str | None = None,
    content_type: str | None = None,
    context: Context | None = None,
    further: Sequence[Leaf] = (),
) -> Reading:
    """Every report in a file, or a refusal that says why there is none. Never raises on bad bytes.

    ``context`` is what the crawl knew of the page; it lends agency, year and date where the document has none.
    ``further`` are the other pages of an article whose first one this is.
    """
    from crawler.extractors import readers  # noqa: PLC0415  (python-docx and anydoc load only when a file needs them)

    sha256 = digest(data, further)
    kind = sniff(data, content_type)
    if kind is Kind.ZIP:
        return _read_bundle(data, sha256, url=url, context=context)
    try:
        document = read_leaves(readers.read(data, kind, content_type=content_type), further)
    except Unreadable as problem:
        return Reading(sha256, kind.media_type, EXTRACTOR, refusal=Refusal(problem.kind, str(problem)))
    return read_document(document, sha256, url=url, name=name, context=context)


def _read_bundle(data: bytes, sha256: str, *, url: str | None, context: Context | None) -> Reading:
    """Every report among the files of a zip; of two files with the same report the one that is read better."""
    best: dict[tuple[str | None, int | None], Report] = {}
    refusal = Refusal("not_a_report", "no file in the zip is a report that can be read")
    try:
        for name, body in bundle.members(data):
            reading = read(body, url=url, name=name, context=context)
            for report in reading.reports:
                found = replace(report, warnings=(*report.warnings, f"from the file {name} in a zip"))
                key = (report.agency, report.year)
                if key not in best or _worth(found) > _worth(best[key]):
                    best[key] = found
    except Unreadable as problem:
        refusal = Refusal(problem.kind, str(problem))
    return Reading(sha256, Kind.ZIP.media_type, EXTRACTOR, tuple(best.values()), None if best else refusal)


def _worth(report: Report) -> tuple[int, int]:
    """More cells read, then fewer identities that fail."""
    read_cells = sum(cell.state not in (State.MISSING, State.UNREADABLE) for cell in report.cells)
    return read_cells, -sum(finding.outcome is Outcome.FAIL for finding in report.findings)


def read_document(
    document: Document,
    sha256: str,
    *,
    url: str | None = None,
    name: str | None = None,
    context: Context | None = None,
) -> Reading:
    """The same for a document that is parsed already, so that a page serves links and tables from one tree."""
    reports: list[Report] = []
    refusal: Refusal | None = None
    for part in without_hidden_copies(parts.split(document)):
        found = _report(part, url=url, name=name, context=context)
        if isinstance(found, Report):
            reports.append(found)
        else:
            refusal = refusal or found
    if reports:
        refusal = None
    return Reading(sha256, document.media_type, EXTRACTOR, tuple(reports), refusal)


def _report(document: Document, *, url: str | None, name: str | None, context: Context | None) -> Report | Refusal:
    about = facts.find(document, url=url, name=name, context=context)
    document = without_other_years(without_copies(document), about.year)
    aligned = as_in_source(document, align(lines_of(recognised.printed(document), about.year), year=about.year))
    placed = pictures.mark(document, recognised.mark(document, aligned), about.year)
    if refusal := _not_a_report(document, about, placed):
        return refusal
    from crawler.extractors import narrative  # noqa: PLC0415  (most nights see lists only, of which none is a report)

    of_form = forms.FORMS.get(placed.form) or forms.form_of_year(about.year)
    found = sections.split(document, of_form)
    prose = narrative.read(found, about.year, of_form.numbers_in) if not document.recognised else narrative.UNREAD
    overview = next((section for section in found if section.key == "overview"), None)
    code = identifiers.site_code(document)
    findings = (
        *identities.check(
            placed.form, placed.cells, below_city=_is_below_city(about.agency, context), lost=placed.lost
        ),
        *narrative.compare(placed.form, placed.cells, prose.statements),
    )
    misread = tuple(recognised.failing(placed.cells, findings))
    return Report(
        agency=about.agency,
        year=about.year,
        title=about.title,
        published=about.published,
        format=placed.form,
        cells=placed.cells,
        sections=found,
        findings=findings,
        warnings=(*document.notes, *about.warnings, *placed.warnings, *prose.warnings, *misread),
        sources=about.sources,
        scope=identifiers.scope(about.title, found, document),
        topics=narrative.split(overview) if overview else (),
        statements=prose.statements,
        extras=placed.extras,
        index_number=identifiers.index_number(document),
        site_code=code,
        district_code=identifiers.district_code(code),
    )


def _not_a_report(document: Document, about: facts.Facts, placed: Alignment) -> Refusal | None:
    """A notice, an interpretation, a quarterly table: its title says so, or nothing in it is of a report."""
    if about.kind is TitleKind.OTHER:
        return Refusal("not_a_report", f"the title names something else ({about.reason}): {about.title}")
    if placed.cells:
        return None
    if about.kind is TitleKind.REPORT:
        return Refusal("not_a_report", absent) if (absent := absence.told(document)) else None
    if len(sections.split(document, forms.form(forms.NEWEST))) >= 3:
        return None
    if not document.blocks:
        return Refusal("empty", "the document holds neither text nor tables")
    return Refusal("not_a_report", "neither a report's title nor its tables nor its sections are in it")


def _is_below_city(agency: str | None, context: Context | None) -> bool:
    """Whether 规章 are out of the question: so for districts and counties, and wherever nothing else is known."""
    if context and context.code.isdigit() and len(context.code) == 6:
        return not context.code.endswith("00")
    name = (agency or "").removesuffix("办公厅").removesuffix("办公室")
    return not name.endswith(("省人民政府", "市人民政府", "自治区人民政府", "自治州人民政府"))
