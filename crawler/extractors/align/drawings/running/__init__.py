"""Tables of which nothing is left but their words and numbers in running text, one cell or one row a line.

Where blanks got lost nothing tells which number is whose, so a row counts only when exactly as many numbers as the
table has columns stand between its label and the next words, and when they add up. A label without numbers right
before another makes the numbers after both nobody's.
"""

from collections.abc import Sequence

import forms
from crawler.extractors.align.drawings.running import disclosure, disputes, requests
from crawler.extractors.align.drawings.running.runs import segments, words
from crawler.extractors.align.ledger import Ledger
from crawler.extractors.document import Paragraph, Table

__all__ = ["read", "words"]


def read(blocks: Sequence[Paragraph | Table], form: str, ledger: Ledger) -> None:
    """What the running text says of the form's tables, where it says it beyond doubt."""
    tables = forms.form(form).tables
    pieces = [piece for piece in segments(blocks) if len(piece) > 1 or piece[0].values]
    for key in tables:
        if forms.table(key).blocks:
            for piece in pieces:
                disclosure.read(piece, key, ledger)
    if "t3" in tables:
        requests.read(pieces, ledger)
    if "t4" in tables and not any(measure.table == "t4" for measure in ledger.cells):
        disputes.read(pieces, blocks, ledger)
