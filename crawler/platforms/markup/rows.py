"""What the rows of a list say beside their links: the title of an entry, its date, and what a table has above it."""

import re
from datetime import date

from bs4.element import NavigableString, Tag

from crawler.discovery.markup import attribute, says_nothing, squeeze, title_of
from crawler.discovery.titles.names import publisher
from crawler.discovery.titles.wording import NO_NAMES, ORGAN
from crawler.platforms.markup.dates import read_date, without_dates

ANCHORS = {"a", "area"}
_MOST = 4000
"""Characters of a row that are looked at."""
_LONGEST = 160
"""Characters of a title that is taken from the text of a row."""
_LONGEST_NAME, _PIECES = 40, 40
"""Characters of a body's name, and texts of a row, that are looked at."""
_REACHING = 8
"""Cells that span a row at most."""
_WIDEST = 100
"""Columns of a cell at most; what says more is no table of years."""
_DATED = re.compile(r"[\[(【]?20\d\d[-/.]\d{1,2}[-/.]|.*20\d\d[-/.]\d{1,2}[-/.]\d{1,2}[\])】]?\s*$")
_YEAR = re.compile(r"20\d\d\s*年?度?")
_NUMBER = re.compile(r"\d{0,3}[.、]?")
_HAN = re.compile(r"[\u4e00-\u9fff]")


class Rows:
    """What the rows of a page say, each asked once: thousands of links may stand in one."""

    def __init__(self) -> None:
        self._texts: dict[int, str] = {}
        self._lengths: dict[int, int] = {}
        self._longest: dict[int, str] = {}
        self._heads: dict[int, str] = {}
        self._tops: dict[int, list[str]] = {}
        self._columns: dict[int, dict[int, int]] = {}
        self._spans: dict[int, dict[int, list[NavigableString]]] = {}
        self._bodies: dict[int, list[tuple[str, NavigableString]]] = {}

    def text(self, row: Tag) -> str:
        """What a row says, on one line; what is longer is no row of a list, and its beginning does."""
        if id(row) not in self._texts:
            self._texts[id(row)] = squeeze(row.get_text(" ")[: 2 * _MOST])[:_MOST]
        return self._texts[id(row)]

    def length(self, tag: Tag) -> int:
        """The characters of an element."""
        if id(tag) not in self._lengths:
            self._lengths[id(tag)] = len(tag.get_text())
        return self._lengths[id(tag)]

    def longest(self, row: Tag) -> str:
        """Its longest piece of text that says something."""
        if id(row) not in self._longest:
            texts = (squeeze(without_dates(squeeze(text))) for text in row.stripped_strings)
            self._longest[id(row)] = max((text for text in texts if not says_nothing(text)), key=len, default="")
        return self._longest[id(row)]

    def publisher(self, row: Tag, anchor: Tag) -> str | None:
        """The one body that a row names beside its link."""
        if id(row) not in self._bodies:
            texts = [*row.find_all(string=True, limit=_PIECES), *self._spanning(row)]
            said = ((text, squeeze(text)) for text in texts if isinstance(text, NavigableString))
            self._bodies[id(row)] = [
                (body, text) for text, name in said if 3 <= len(name) <= _LONGEST_NAME and (body := publisher(name))
            ]
        bodies = {body for body, text in self._bodies[id(row)] if not any(tag is anchor for tag in text.parents)}
        return bodies.pop() if len(bodies) == 1 else None

    def _spanning(self, row: Tag) -> list[NavigableString]:
        """What stands beside a row in cells of rows above it that span it."""
        table = row.find_parent("table") if row.name == "tr" else None
        if table is None:
            return []
        if id(table) not in self._spans:
            self._spans[id(table)] = _spans(table)
        return self._spans[id(table)].get(id(row), [])

    def head(self, line: Tag) -> str:
        """What a row of years is about: the first cell of a table with agencies down and years across."""
        if id(line) not in self._heads:
            self._heads[id(line)] = _head(line)
        return self._heads[id(line)]

    def top(self, table: Tag) -> list[str]:
        """What stands above each column of a table: its first row, a wide cell repeated."""
        if id(table) not in self._tops:
            first = table.find("tr")
            cells = _cells(first) if isinstance(first, Tag) else []
            texts = ([squeeze(cell.get_text(" "))] * _width(cell) for cell in cells)
            self._tops[id(table)] = [text for of in texts for text in of]
        return self._tops[id(table)]

    def column(self, table: Tag, cell: Tag) -> int | None:
        """In which column of its table a cell begins, from 0; cells of rows above it may reach down beside it."""
        if id(table) not in self._columns:
            self._columns[id(table)] = _columns(table)
        return self._columns[id(table)].get(id(cell))


def entry_title(anchor: Tag, row: Tag, rows: Rows) -> str:
    """The anchor's title without its own date; of a link called 查看, the longest text of its row."""
    title = title_of(anchor) if anchor.name in ANCHORS else ""
    if _YEAR.fullmatch(title):
        line = row if row.name == "tr" else anchor.find_parent("tr")
        return f"{rows.head(line) if line is not None else ''}{title}"
    if not title or says_nothing(title):
        return _crossing(anchor, rows) or rows.longest(row)[:_LONGEST] or title
    return squeeze(without_dates(title)) or title if _DATED.match(title) else title


def _crossing(anchor: Tag, rows: Rows) -> str:
    """Of a link in a table with agencies one way and years the other: the agency and the year that cross there."""
    cell = anchor if anchor.name in ("td", "th") else anchor.find_parent(["td", "th"])
    line = cell.find_parent("tr") if cell is not None else None
    table = line.find_parent("table") if line is not None else None
    if cell is None or line is None or table is None or not (beside := rows.head(line) or _year_of(line)):
        return ""
    if _YEAR.search(beside) and not _YEAR.fullmatch(beside):
        return ""  # the title of the entry stands there, and not an agency
    top, column = rows.top(table), rows.column(table, cell)
    above = top[column] if column is not None and column < len(top) else ""
    if _YEAR.fullmatch(above) and not _YEAR.fullmatch(beside):
        return f"{beside}{above}"
    return f"{above}{beside}" if _YEAR.fullmatch(beside) and _names(above) else ""


def _cells(line: Tag) -> list[Tag]:
    return [cell for cell in line.find_all(["td", "th"], recursive=False) if isinstance(cell, Tag)]


def _spans(table: Tag) -> dict[int, list[NavigableString]]:
    """The texts of cells that reach down from rows above, by the row."""
    found: dict[int, list[NavigableString]] = {}
    reaching: list[tuple[int, list[NavigableString]]] = []
    for line in table.find_all("tr"):
        found[id(line)] = [text for _, texts in reaching for text in texts]
        reaching = [(left - 1, texts) for left, texts in reaching if left > 1]
        for cell in _cells(line) if isinstance(line, Tag) else ():
            said = attribute(cell, "rowspan")
            if said.isdigit() and int(said) > 1 and len(reaching) < _REACHING:
                texts = (text for text in cell.find_all(string=True, limit=_PIECES))
                reaching.append((int(said) - 1, [text for text in texts if isinstance(text, NavigableString)]))
    return found


def _columns(table: Tag) -> dict[int, int]:
    """The column of each cell."""
    found: dict[int, int] = {}
    reaching: dict[int, int] = {}
    for line in table.find_all("tr"):
        reaching = {column: left - 1 for column, left in reaching.items() if left > 1}
        column, taken = 0, set(reaching)
        for cell in _cells(line):
            while column in taken:
                column += 1
            found[id(cell)] = column
            width, said = _width(cell), attribute(cell, "rowspan")
            if said.isdigit() and int(said) > 1 and len(reaching) < _WIDEST:
                reaching |= dict.fromkeys(range(column, column + width), int(said))
            column += width
    return found


def _width(cell: Tag) -> int:
    said = attribute(cell, "colspan")
    return min(int(said), _WIDEST) if said.isdigit() and int(said) else 1


def _year_of(line: Tag) -> str:
    """The year that a row begins with."""
    cell = line.find(["td", "th"], recursive=False)
    text = squeeze(cell.get_text(" ")) if isinstance(cell, Tag) else ""
    return text if _YEAR.fullmatch(text) else ""


def _names(text: str) -> bool:
    """Whether it is as long as an agency's name, and not a number."""
    return 2 <= len(text) <= 30 and bool(_HAN.search(text)) and not says_nothing(text)


def _head(line: Tag) -> str:
    """The name that a row begins with: a body's, be there a number or a group of bodies before it, else the first."""
    named: list[str] = []
    for cell in _cells(line):
        if cell.find("a") is not None:
            break
        named += [text] if not _NUMBER.fullmatch(text := squeeze(cell.get_text(" "))) else []
    body = next((text for text in named if ORGAN.search(text) and not NO_NAMES.fullmatch(text)), "")
    return body or (named[0] if named and _names(named[0]) else "")


def entry_date(row: str, title: str) -> date | None:
    """The date in a row, outside its title if possible: titles carry dates of their own."""
    return read_date(row.replace(title, " ")) or (read_date(row) if not read_date(title) else None)
