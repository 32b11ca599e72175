"""表二 主动公开政府信息情况: stacked blocks, 第二十条第（一）项 and so on, each with a heading row of its own.

The two forms share row labels but hardly a column, so the form is known before this table is read; rows under a
heading row of the other form are none of this one's.
"""

import re
from functools import cache

import forms
from crawler.extractors.align.columns import Heading, Row, match, padding_of
from crawler.extractors.align.ledger import Ledger
from crawler.extractors.align.progress import Progress
from crawler.extractors.document import Table
from crawler.extractors.grid import Line, Placed
from crawler.extractors.labels import Spellings, is_wordy, normal, untranslated
from crawler.extractors.numbers import unit_of_heading
from forms import Block, Measure

_ARTICLE = re.compile(r"第二十条第\(?([一二三四五六七八九十])\)?项")
_LONGEST_ARTICLE = 40
_LABELS = 4

Headings = tuple[Heading, ...]


@cache
def _known(table: str) -> tuple[Spellings, Spellings, frozenset[str]]:
    """The columns, rows and corners of a 表二; made once, as they remember what they have looked up."""
    of = forms.table(table)
    return (
        Spellings((c.key, (c.label, *c.aliases)) for c in of.columns),
        Spellings((r.key, (r.label, *r.aliases)) for r in of.rows),
        frozenset(map(normal, of.header_only)),
    )


class Disclosure:
    """Reads the rows of 表二 of one form wherever they stand; block and heading row carry over between tables."""

    def __init__(self, table: str, ledger: Ledger) -> None:
        self._table = forms.table(table)
        self._ledger = ledger
        self._blocks = {block.key: block for block in self._table.blocks}
        self._columns, self._labels, self._corner = _known(table)
        self._headings: Headings | None = ()
        self._rows: list[tuple[Row, Headings]] = []
        self._progress = Progress([r.key for r in self._table.rows])
        self._index = -1

    @property
    def key(self) -> str:
        """t2a or t2b."""
        return self._table.key

    def start(self, table: Table) -> None:
        """A table of the document begins; headings of an earlier one keep their order, not their places."""
        self._index = table.index
        self._headings = self._headings and tuple(Heading(h.key) for h in self._headings)

    def take(self, line: Line, y: int) -> bool:
        """Whether the line belongs to 表二; a line that does is kept until ``settle``."""
        own = [cell for cell in line if cell.row == y]
        if self._is_title(own):
            self._headings = ()
            self._progress.begin(self._index)
            return True
        if (headings := self._heading_row(own)) != ():
            self._headings = headings
            self._progress.begin(self._index)
            return True
        return (self._progress.open or self._progress.ended_in(self._index)) and self._row(line, y)

    def settle(self, table: Table, *, keeps_blanks: bool) -> None:
        """Place the rows collected since the last call; called at the end of every table."""
        rows, self._rows = self._rows, []
        padding = padding_of(table.rows) if rows else 0
        for headings in dict.fromkeys(h for _, h in rows):
            group = [row for row, h in rows if h == headings]
            units = {h.key: unit_of_heading(normal(h.cell.text)) for h in headings if h.key and h.cell is not None}
            found = match(group, headings, spanned=table.spanned, keeps_blanks=keeps_blanks, padding=padding)
            for row, one in zip(group, found, strict=True):
                lost = [Measure(self.key, row.key, h.key) for h in headings if h.key and h.key not in one.cells]
                self._ledger.lose(lost, f"{len(row.values)} cells for {len(headings)} columns; taken as missing")
                self._ledger.put_row(
                    self.key, row.key, one.cells, table.index, rule=one.rule, units=units, likeness=row.likeness
                )

    def _is_title(self, own: list[Placed]) -> bool:
        printed = {cell.text for cell in own if cell.text}
        if len(printed) != 1 or len(text := untranslated(printed.pop())) > _LONGEST_ARTICLE:
            return False
        return bool(_ARTICLE.search(text))

    def _heading_row(self, own: list[Placed]) -> Headings | None:
        """The headings of a row that holds nothing else; none when it holds more, None when they are another form's.

        Blanks beside them are left over from merging; what stands left of them is their corner.
        """
        found: list[Heading] = []
        corner = False
        start = 1 if len(own) > 1 and untranslated(own[1].text) in self._corner else 0
        for cell in own[start:]:  # over the articles, left of the corner, may stand a name of their own
            if not cell.text:
                continue
            if cell.text.isascii():
                return ()
            label = untranslated(cell.text)
            keys = self._columns.exact(cell.text)
            if keys:
                again = bool(found) and found[-1].cell is not None and found[-1].cell.text == cell.text
                found.append(Heading(None if again else keys[0], cell))
            elif label in self._corner or (not found and _ARTICLE.search(label)):
                corner = corner or label in self._corner
            elif found:
                found.append(Heading(None, cell))
            elif not corner:
                return ()
            else:
                return None
        return self._of_a_block(found) if found else None if corner else ()

    def _of_a_block(self, found: list[Heading]) -> Headings | None:
        """The headings when a block of this form has as many; 处理决定数量 alone is not of the trial form."""
        keys = {heading.key for heading in found if heading.key}
        blocks = [block.columns for block in self._table.blocks if keys <= set(block.columns)]
        texts = {heading.cell.text for heading in found if heading.cell}
        if any(keys == set(b) or len(b) == len(texts) for b in blocks) or self._is_of_all_blocks(found):
            return tuple(found)
        return None

    def _is_of_all_blocks(self, found: list[Heading]) -> bool:
        """Whether one row of headings has the columns of every block, each once: a matrix with all rows below it."""
        keys = [heading.key for heading in found]
        return len(set(keys)) == len(keys) and set(keys) == {c.key for c in self._table.columns}

    def _row(self, line: Line, y: int) -> bool:
        for i, cell in enumerate(line[:_LABELS]):
            if not cell.text or (i == 0 and cell.text.isascii() and cell.text.isdigit()):
                continue
            if not is_wordy(cell.text):
                return False
            keys, forgiven = self._labels.find(cell.text)
            if keys and self._progress.is_due(keys[0], self._index):
                self._progress.took(keys[0], self._index)
                if self._headings is not None:
                    likeness = self._labels.likeness(cell.text, keys[0]) if forgiven else None
                    after = line[i + 1 :]
                    self._keep(Row(keys[0], after, y, i + 1, likeness, line[0].text.isdigit()), self._headings)
                return self._headings is not None
            if not _ARTICLE.search(normal(cell.text)):
                return False
        return False

    def _keep(self, row: Row, headings: Headings) -> None:
        """Under the heading row in force when it is one of the row's block, else under the headings of the form."""
        block = self._block_of(row.key)
        if len(headings) == len(self._table.columns):
            headings = tuple(h if h.key in block.columns else h._replace(key=None) for h in headings)
        elif not headings or not {h.key for h in headings if h.key} <= set(block.columns):
            headings = tuple(Heading(key) for key in block.columns)
        self._rows.append((row, headings))

    def _block_of(self, row: str) -> Block:
        entry = self._table.row(row)
        return self._blocks[entry.parent or ""] if entry else self._table.blocks[0]
