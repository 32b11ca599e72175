"""An archived page made inert: its words and tables as they were, without anything that runs, loads or leads away."""

from base64 import b64encode
from hashlib import sha256

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extractors.readers.html.tables import cell_at
from storage.records import At

MARKED = "data-marked"
"""Attribute of the cell that is asked for."""

_GONE = (
    "script, style, link, meta, base, iframe, frame, frameset, object, embed, applet, noscript, template, svg, math, "
    "audio, video, source, track, canvas, form > input[type=hidden], portal, title"
)
_KEPT = frozenset(("rowspan", "colspan", "align", "valign", "width", "height", "border", "cellpadding", "cellspacing"))
_STYLE = (
    "body{font:14px/1.5 system-ui,'Noto Sans CJK SC','Microsoft YaHei',sans-serif;margin:1rem}"
    "table{border-collapse:collapse}td,th{border:1px solid #c8ccd1;padding:.1rem .3rem}"
    f"[{MARKED}],.marked{{background:#fff3bf!important;color:#000;outline:3px solid #d1242f}}"
)
POLICY = f"default-src 'none'; style-src 'sha256-{b64encode(sha256(_STYLE.encode()).digest()).decode()}'"
"""Nothing runs and nothing loads, and the only style is the one above."""


def inert(html: str, at: At | None) -> str:
    """A page of its own; the cell at this place has the attribute ``data-marked``."""
    tree = LexborHTMLParser(html)
    marked = _ordinal(html, at) if at is not None else None
    if marked is not None:
        tree.css("td, th")[marked].attrs[MARKED] = ""
    for node in tree.css(_GONE):
        node.decompose()
    for picture in tree.css("img"):
        words = picture.attributes.get("alt") or "picture"
        picture.replace_with(f"[{words}]")
    body = tree.body
    if body is not None:
        for node in body.css("*"):
            _strip(node)
        _strip(body)
    return framed((body.html or "") if body is not None else "")


def framed(body: str) -> str:
    """A page around a body that has nothing in it but words and tables."""
    return (
        f'<!doctype html><html lang="zh"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><style>{_STYLE}</style></head>{body}</html>'
    )


def _ordinal(html: str, at: At) -> int | None:
    """Which of the page's cells stands at the place; looked for in a tree of its own, which takes harm from it."""
    tree = LexborHTMLParser(html)
    numbers = {node.mem_id: number for number, node in enumerate(tree.css("td, th"))}
    cell = cell_at(tree, at.table, at.row, at.column)
    return None if cell is None else numbers.get(cell.mem_id)


def _strip(node: LexborNode) -> None:
    """Only attributes that lay out a table stay; the cell that is asked for can be gone to."""
    marked = MARKED in node.attributes
    for name in list(node.attributes):
        if name not in _KEPT and name != MARKED:
            del node.attrs[name]
    if marked:
        node.attrs["id"] = "marked"
