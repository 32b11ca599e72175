"""Tables that are pictures: a section of the form that shows a picture where its table should be.

Their cells are unreadable, which is neither blank nor missing, and never 0.
"""

from collections.abc import Iterator

import forms
from crawler.extractors.align import Alignment
from crawler.extractors.document import Document
from crawler.extractors.report import sections
from forms import Form
from storage.records import Cell, State

_SECTIONS = {
    "t2a": "proactive",
    "t2b": "proactive",
    "t3": "requests",
    "t4": "review_litigation",
}


def mark(document: Document, placed: Alignment, year: int | None) -> Alignment:
    """The alignment with the cells of pictured tables marked; where no table tells the form, the year does."""
    if not document.pictures or (placed.cells and all(cell.state is not State.MISSING for cell in placed.cells)):
        return placed
    form = forms.FORMS.get(placed.form) or _of_year(year)
    if form is None:
        return placed
    pictured = set(_pictured(document, form))
    cells = placed.cells or tuple(Cell(*m, None, State.MISSING) for m in forms.asked(form.key))
    lacking = {key for key in pictured if all(c.state is State.MISSING for c in cells if c.table == key)}
    if not lacking:
        return placed
    return placed._replace(
        form=form.key,
        cells=tuple(cell._replace(state=State.UNREADABLE) if cell.table in lacking else cell for cell in cells),
        warnings=(
            *(warning for warning in placed.warnings if warning.removesuffix(": not found") not in lacking),
            *(f"{key}: a picture stands where its table should be; not read" for key in sorted(lacking)),
        ),
        lost=placed.lost - {m for m in placed.lost if m.table in lacking},
    )


def _of_year(year: int | None) -> Form | None:
    """The form in force for a report's year."""
    known = (form for form in forms.FORMS.values() if year and form.report_year_from <= year)
    return next((f for f in known if f.report_year_to is None or (year or 0) <= f.report_year_to), None)


def _pictured(document: Document, form: Form) -> Iterator[str]:
    """The tables of the form in whose section a picture stands."""
    places = sections.places(document, form)
    for table in form.tables:
        start, end = places.get(_SECTIONS.get(table, ""), (0, 0))
        if any(start < picture <= end for picture in document.pictures):
            yield table
