"""What can be followed and compared: indicators, concepts, and any single cell of a form."""

from functools import cache, lru_cache

import forms
from storage.queries.narrowing import UnknownError
from storage.queries.sums.worked_out import of_cell


@cache
def chosen_things() -> tuple[forms.Derived, ...]:
    """The indicators, and the concepts that are not the same cells as one of them under another name."""
    indicators = forms.indicators()
    known = [(each.numerator, each.denominator) for each in indicators]
    return (
        *indicators,
        *(each for each in forms.concepts() if (each.numerator, each.denominator) not in known),
    )


@lru_cache(maxsize=1_024)
def thing(key: str) -> forms.Derived:
    """An indicator, a concept, or a cell as ``t3.new_received.total``. Raises UnknownError."""
    found = next((each for each in (*forms.indicators(), *forms.concepts()) if each.key == key), None)
    if found is not None:
        return found
    parts = key.split(".")
    if len(parts) == 3 and forms.Measure(*parts) in forms.measures():
        return of_cell(forms.Measure(*parts))
    raise UnknownError(f"{key} is no indicator, no concept and no cell (table.row.column): docs/codebook.md lists all")
