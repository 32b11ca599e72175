"""What a page shows otherwise than its bare text reads: raised digits, and what is struck out, hidden or typed in."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extractors.readers.html.shown.styles import UNSEEN, doubt, doubt_by_sheets
from crawler.extractors.readers.html.tags import BLOCKS, CELLS, TABLE, TEXT
from crawler.extractors.readers.shared.marked import DIGITS, UNSURE, lowered, raised
from crawler.extractors.readers.shared.wording import holds

_HIDING = 'td [style*="none"],td[style*="none"],th[style*="none"]'
_INVISIBLE = 'td [style*="isib"],td[style*="isib"],th[style*="isib"]'
_DISPLAY_NONE = re.compile(r"isplay\s*:\s*none")
_VISIBILITY = re.compile(r"visibility:(?:hidden|collapse)")
_PAPER = r"(?:#fff(?:fff)?\b|white\b|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))"
_WHITE = re.compile(rf"(?<![-\w])color\s*:\s*{_PAPER}", re.IGNORECASE)
_GROUND = re.compile(rf"background(?:-color)?\s*:\s*(?!\s|{_PAPER}|transparent|none|inherit|initial)", re.IGNORECASE)
_WHITES = ("#fff", "#FFF", "white", "255,")
"""What a style has in it that makes anything white: looked for first, since most tables have none of it."""
_FAINT = ("opacity", "transparent", "font-size:0", "font-size: 0", ", 0)", ",0)", "-99", "-1000")
"""What a style has in it of what is shown without ink, without size or off the screen."""
_STYLE_OF_ELEMENT = re.compile(r"""tyle\s*=\s*("[^"]*"|'[^']*'|[^\s>]*)""")
_STYLE_IN_CAPITALS = re.compile(r"""TYLE\s*=\s*("[^"]*"|'[^']*'|[^\s>]*)""")
_TYPED_IN = frozenset(("", "text", "number", "tel"))
_DEEPEST = 64
_MOST_NODES = 1000


def show(tree: LexborHTMLParser, source: str) -> None:
    """Change the tree to what people see of it where styles say so; elements that do are left to ``seen``.

    Few pages hide or raise anything in their tables, so the few different styles are looked at before the tree is.
    """
    start, end = _span_of_tables(source)
    if start < 0 or end < start:
        return
    styles = _declared(source, start, end)
    _hide(tree, styles)
    _doubt(tree, source, start, end, styles)
    if tree.tags("small"):
        for node in tree.css("td small,th small"):
            _doubt_small(node)
    if "bidi-override" in styles:
        for node in _outermost(n for n in tree.css('[style*="bidi-override"]') if "direction:rtl" in _style(n)):
            node.replace_with(node.text()[::-1])
    if "line-through" in styles:
        for node in _outermost(tree.css('[style*="line-through"]')):
            if node.tag_id not in BLOCKS:
                node.replace_with(_left_of(node))
    _raise(tree, source, start, end, styles)


def _span_of_tables(source: str) -> tuple[int, int]:
    """Where the first table begins and the last one ends; -1 where there is none."""
    start = source.find("<table")
    if start < 0:
        return source.find("<TABLE"), source.rfind("</TABLE")
    return start, source.rfind("</table")


def _declared(source: str, start: int, end: int) -> str:
    """Every style that an element states, each once; of a page with thousands only a few are different."""
    styles = set(_STYLE_OF_ELEMENT.findall(source, start, end))
    if holds(source, "STYLE", start, end):
        styles.update(_STYLE_IN_CAPITALS.findall(source, start, end))
    return "\n".join(styles)


def _doubt(tree: LexborHTMLParser, source: str, start: int, end: int, styles: str) -> None:
    """Take digits out of cells of which nobody knows whether they are seen."""
    if any(white in styles for white in _WHITES):
        for node in tree.css('td [style*="olor"],td[style*="olor"],th[style*="olor"]'):
            _doubt_white(node)
    if tree.tags("font") and any(holds(source, white, start, end) for white in _WHITES):
        for node in tree.css("td font[color]"):
            _doubt_white(node)
    if any(faint in styles for faint in _FAINT):
        for node in tree.css("td [style],td[style],th[style]"):
            if UNSEEN.search(node.attributes.get("style") or "") and node.css_first("table") is None:
                doubt(node)
    if sheets := tree.tags("style"):
        doubt_by_sheets(tree, sheets, source, start, end)


def _raise(tree: LexborHTMLParser, source: str, start: int, end: int, styles: str) -> None:
    if "super" in styles:
        for node in _outermost(n for n in tree.css('[style*="super"]') if "vertical-align:super" in _style(n)):
            node.replace_with(raised(node.text()))
    if holds(source, "FootnoteReference", start, end):
        for node in _outermost(tree.css('[class*="FootnoteReference"]')):
            node.replace_with(raised(node.text()))


def _hide(tree: LexborHTMLParser, styles: str) -> None:
    if _DISPLAY_NONE.search(styles):
        _take_out((node for node in tree.css(_HIDING) if "display:none" in _style(node)), _holders(tree))
    if tree.css_first("[hidden]") is not None:
        _take_out(tree.css("td [hidden],td[hidden],th[hidden]"), _holders(tree))
    if "isibility" in styles:
        _blank_out((node for node in tree.css(_INVISIBLE) if _VISIBILITY.search(_style(node))), _holders(tree))


def _holders(tree: LexborHTMLParser) -> set[int]:
    """The elements that hold a table; asking each for one would walk all that is in it."""
    holders: set[int] = set()
    for table in tree.tags("table"):
        outer = table.parent
        while outer is not None and outer.mem_id not in holders:
            holders.add(outer.mem_id)
            outer = outer.parent
    return holders


def seen(node: LexborNode, *, in_cell: bool) -> str | None:
    """What an element such as <sup>, <del> or <input> shows; None when it is to be read like any other."""
    tag = node.tag
    if tag in ("sup", "sub"):
        return raised(node.text()) if tag == "sup" else lowered(node.text())
    if tag in ("s", "strike", "del"):
        return _left_of(node) if node.css_first("table,p,div") is None else None
    if tag == "bdo":
        turned = (node.attributes.get("dir") or "").lower() == "rtl"
        return node.text()[::-1] if turned and node.css_first("table,p,div,br") is None else None
    return _typed_in(node) if in_cell else ""


def _typed_in(field: LexborNode) -> str:
    """What stands in a field; in a box for text where that is all of its cell, and no source that a script keeps."""
    if field.tag == "textarea":
        text = field.text()
        cell = next((outer for outer in above(field) if outer.tag_id in CELLS), None)
        return text if "<" not in text and cell is not None and _is_all_of(field, cell) else ""
    attributes = field.attributes
    return attributes.get("value") or "" if (attributes.get("type") or "").lower() in _TYPED_IN else ""


def _left_of(struck: LexborNode) -> str:
    """Nothing is left of what was struck out; where that was all in its cell, nobody knows what holds instead."""
    cell = next((outer for outer in above(struck) if outer.tag_id in CELLS), None)
    return UNSURE if cell is not None and _is_all_of(struck, cell) else ""


def _is_all_of(struck: LexborNode, cell: LexborNode) -> bool:
    """Whether a cell says nothing else; the first other text tells, or so many nodes without any that nobody knows."""
    own = {node.mem_id for node in struck.traverse(include_text=True)}
    for node in islice(cell.traverse(include_text=True), _MOST_NODES):
        if node.tag_id == TEXT and node.mem_id not in own and not (node.text_content or "").isspace():
            return False
    return True


def _doubt_white(node: LexborNode) -> None:
    """Digits in white on no ground of their own: on white paper nobody sees them, where a style sheet paints all do."""
    attributes = node.attributes
    if not (_WHITE.search(attributes.get("style") or "") or _WHITE.match(f"color:{attributes.get('color')}")):
        return
    for outer in (node, *above(node)):
        if _has_ground(outer):
            return
        if outer.tag_id == TABLE:
            break
    doubt(node)


def _doubt_small(node: LexborNode) -> None:
    """Small digits right beside larger ones: the mark of a note, or the rest of the number."""
    before, after = (_larger(beside) for beside in (node.prev, node.next))
    if DIGITS.match(before[-1:]) or DIGITS.match(after[:1]):
        doubt(node)


def _larger(beside: LexborNode | None) -> str:
    """What a neighbour says, if it is not as small."""
    return "" if beside is None or beside.tag in ("small", "-comment") else beside.text()


def _has_ground(node: LexborNode) -> bool:
    attributes = node.attributes
    style = attributes.get("style") or ""
    return bool(_GROUND.search(f"background:{attributes['bgcolor']};{style}" if "bgcolor" in attributes else style))


def _outermost(nodes: Iterable[LexborNode]) -> list[LexborNode]:
    """Those that are in none of the others, which go with them: a node that is gone must not be asked."""
    found = {node.mem_id: node for node in nodes}
    return [node for node in found.values() if not any(outer.mem_id in found for outer in above(node))]


def above(node: LexborNode) -> Iterator[LexborNode]:
    """What an element stands in, from the inside out, within reason."""
    for _ in range(_DEEPEST):
        parent = node.parent
        if parent is None:
            return
        node = parent
        yield node


def _style(node: LexborNode) -> str:
    return "".join((node.attributes.get("style") or "").lower().split())


def _take_out(nodes: Iterable[LexborNode], holders: set[int]) -> None:
    """What is not shown has no place either; what holds a table is kept, since a script may open it."""
    for node in _outermost(n for n in nodes if n.tag_id in CELLS or n.mem_id not in holders):
        node.decompose()


def _blank_out(nodes: Iterable[LexborNode], holders: set[int]) -> None:
    """What is invisible keeps its place."""
    for node in _outermost(n for n in nodes if n.mem_id not in holders):
        for inner in list(node.iter(include_text=True)):
            inner.decompose()
