"""What a page's own style sheets hide in its tables, or write there: digits of which nobody knows what is seen.

Sheets in other files are not at hand. A rule for paper or small screens only is not told from the others: either way
a number is doubted, and none is read that some reader of the page does not see.
"""

import re
from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from crawler.extractors.readers.html.tags import CELLS, TEXT
from crawler.extractors.readers.shared.marked import DIGITS, UNSURE

UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?:font-size|opacity)\s*:\s*0*\.?0+(?![.\d])"
    r"|(?<![-\w])color\s*:\s*(?:transparent|rgba\([^)]*,\s*0*\.?0+\s*\))"
    r"|(?:text-indent|left|top|margin-left)\s*:\s*-\d{3}",
    re.IGNORECASE,
)
"""Declarations by which text is not seen where it stands."""
_WRITING = re.compile(r"content\s*:[^;]*(?:['\"][^'\"]*\d|counter)", re.IGNORECASE)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_PSEUDO = re.compile(r"::?(?:before|after)\b", re.IGNORECASE)
_NAMES = re.compile(r"[.#]([\w-]+)")
_LONGEST = 200_000
_MOST_RULES = 50
_DEEPEST = 64


def doubt_by_sheets(tree: LexborHTMLParser, sheets: Sequence[LexborNode], source: str, start: int, end: int) -> None:
    """Put a sign for doubt into cells where a rule hides digits or writes some; tables stand from start to end."""
    for selector, writes in _selectors(sheets, source, start, end):
        try:
            nodes = tree.css(selector)
        except (SelectolaxError, ValueError):
            continue  # of a newer language than lexbor's
        for node in nodes:
            if not _is_in_cell(node) or node.css_first("table") is not None:
                continue
            if writes:
                node.insert_child(UNSURE)
            else:
                doubt(node)


def doubt(node: LexborNode) -> None:
    """No digit of an element is certain any more."""
    for text in [inner for inner in node.traverse(include_text=True) if inner.tag_id == TEXT]:
        if (doubted := DIGITS.sub(UNSURE, said := text.text_content or "")) != said:
            text.replace_with(doubted)


def _selectors(sheets: Sequence[LexborNode], source: str, start: int, end: int) -> Iterator[tuple[str, bool]]:
    """The selectors of such rules, and whether they write; those with a name that no table has are left out."""
    found = 0
    for sheet in sheets:
        said = sheet.text()[:_LONGEST]
        if not (UNSEEN.search(said) or _WRITING.search(said)):
            continue
        for prelude, body in _RULE.findall(_COMMENT.sub("", said)):
            writes = bool(_WRITING.search(body))
            if not writes and not UNSEEN.search(body):
                continue
            for selector in prelude.rpartition(";")[2].split(","):
                if writes and not _PSEUDO.search(selector):
                    continue
                plain = _PSEUDO.sub("", selector).strip()
                if plain and all(source.find(name, start, end) >= 0 for name in _NAMES.findall(plain)[-1:]):
                    found += 1
                    if found > _MOST_RULES:
                        return
                    yield plain, writes


def _is_in_cell(node: LexborNode) -> bool:
    outer: LexborNode | None = node
    for _ in range(_DEEPEST):
        if outer is None:
            return False
        if outer.tag_id in CELLS:
            return True
        outer = outer.parent
    return False
