"""Tables that stand in what a page does not show: last year's behind a tab, a copy for telephones."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extractors.readers.html.shown.looks import above

_DISPLAY_NONE = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def find_unseen(tree: LexborHTMLParser) -> frozenset[int]:
    """The numbers, in document order, of tables that are not shown, or stand in what is not."""
    known: dict[int, bool] = {}
    return frozenset(n for n, table in enumerate(tree.tags("table")) if _is_unseen(table, known))


def _is_unseen(table: LexborNode, known: dict[int, bool]) -> bool:
    """Whether the table, or anything around it, is not shown; ``known`` are the elements that were asked before."""
    passed: list[int] = []
    unseen = False
    for node in (table, *above(table)):
        if (told := known.get(node.mem_id)) is not None:
            unseen = told
            break
        passed.append(node.mem_id)
        if unseen := _is_hidden(node):
            break
    known.update(dict.fromkeys(passed, unseen))
    return unseen


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    return "hidden" in attributes or bool(_DISPLAY_NONE.search(attributes.get("style") or ""))
