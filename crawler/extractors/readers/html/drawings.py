"""What a page draws with characters in <pre>, or holds apart by blanks or bars: made tables and lines of its source."""

import re
from collections.abc import Sequence
from html import escape, unescape

from crawler.extractors.document import Span
from crawler.extractors.readers.characters import drawn

_PRE = re.compile(r"<pre\b[^<>]*>(.*?)</pre\s*>", re.IGNORECASE | re.DOTALL)
_BREAK = re.compile(r"<br\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[a-z/!][^<>]*>", re.IGNORECASE)
_GAP = re.compile(r"(?<=\S)(?:[ \u3000]{2,}|\t|[ \u3000]*[|｜│┃][ \u3000]*)")
_MOST = 40
_TABS = 3
_FEWEST = {1: 5, _TABS: 3}
"""So many lines with so many gaps, of blanks or a bar, between their words: no editor has wrapped prose like that."""
_LEVEL = re.compile("[─━═]{3}|[-=]{3}")


def show_drawings(source: str) -> str:
    """The source with a <table> in place of every drawing, and lines that are no prose in paragraphs of their own."""
    if source.count("<pre") + source.count("<PRE") > _MOST:
        return source
    return _PRE.sub(_shown, source)


def _shown(pre: re.Match[str]) -> str:
    lines = unescape(_TAG.sub("", _BREAK.sub("\n", pre[1]))).splitlines()
    pieces = list(drawn.found(lines)) if _LEVEL.search(pre[1]) else [*lines]
    if all(isinstance(piece, str) for piece in pieces) and not _is_apart(lines):
        return pre[0]
    if sum(line.count("\t") >= _TABS for line in lines) >= _FEWEST[_TABS]:
        pieces = [_barred(piece) if isinstance(piece, str) else piece for piece in pieces]
    return "".join(f"<p>{escape(piece)}</p>" if isinstance(piece, str) else _table(piece) for piece in pieces)


def _is_apart(lines: Sequence[str]) -> bool:
    gaps = [len(_GAP.findall(line)) for line in lines]
    return any(sum(count >= least for count in gaps) >= enough for least, enough in _FEWEST.items())


def _barred(line: str) -> str:
    return f"|{line.replace(chr(9), '|')}|" if "\t" in line else line


def _table(rows: drawn.Rows) -> str:
    return f"<table>{''.join(f'<tr>{_cells(row)}</tr>' for row in rows)}</table>"


def _cells(row: Sequence[Span]) -> str:
    return "".join(f"<td rowspan={span.rows} colspan={span.columns}>{escape(span.text)}</td>" for span in row)
