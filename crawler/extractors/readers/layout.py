"""Which tables arrange the page and which hold data: the content of the former is read as running text."""

from collections.abc import Sequence

from crawler.extractors.document import Span

_SHORT = 60
_PROSE = 400


def arranges_page(rows: Sequence[Sequence[Span]], *, holds_tables: bool) -> bool:
    """Whether a table is layout: it holds tables or prose or one cell only, and no two rows of short cells.

    A data table with a remark in it, or with a small table in one cell, stays a table.
    """
    if sum(_is_data(row) for row in rows) >= 2:
        return False
    texts = [span.text for row in rows for span in row if span.text]
    return holds_tables or len(texts) <= 1 or any(len(text) > _PROSE for text in texts)


def _is_data(row: Sequence[Span]) -> bool:
    return sum(0 < len(span.text) <= _SHORT for span in row) >= 3
