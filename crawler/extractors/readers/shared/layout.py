"""Which tables arrange the page and which hold data: the content of the former is read as running text."""

from collections.abc import Sequence

from crawler.extractors.document import Span

_SHORT = 60
_PROSE = 400


def arranges_page(rows: Sequence[Sequence[Span]], *, holds_tables: bool) -> bool:
    """Whether a table is layout: it holds tables or prose or one cell only, and no two rows of short cells.

    A data table with a remark in it, or with a small table in one cell, stays a table.
    """
    if _holds_data(rows):
        return False
    texts = [span.text for row in rows for span in row if span.text]
    return holds_tables or len(texts) <= 1 or any(len(text) > _PROSE for text in texts)


def _holds_data(rows: Sequence[Sequence[Span]]) -> bool:
    """Whether two rows have three short cells each; of a data table the first few rows tell."""
    found = 0
    for row in rows:
        short = 0
        for text, _, _ in row if len(row) > 2 else ():
            if text and len(text) <= _SHORT:
                short += 1
                if short == 3:
                    found += 1
                    if found == 2:
                        return True
                    break
    return False
