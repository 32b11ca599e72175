"""One cell with all that is known of its origin, as a page that stands alone: the original with the cell marked."""

from collections.abc import Mapping
from html import escape
from importlib import resources

from crawler.extractors.charset import decode
from crawler.extractors.document import Document, Paragraph, Table
from crawler.extractors.grid import lay_out
from nianbao.explain.inert import inert
from storage.records import At


def cell_page(
    title: str,
    facts: Mapping[str, str],
    document: Document | None,
    at: At | None,
    original: tuple[bytes, str | None] | None,
) -> str:
    """HTML without scripts and without anything to load; ``original`` is a page's body with its content type.

    An original page stands in a frame that may do nothing (``sandbox``); of other files what was read of them.
    """
    style = (resources.files("nianbao.explain") / "page.css").read_text("utf-8")
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts.items())
    pieces = [f"<h1>{escape(title)}</h1><dl>{rows}</dl>"]
    if document is not None and at is not None:
        tables = [table for table in document.tables if table.index == at.table]
        pieces += [f"<h2>Table {at.table}</h2>{_table(table, at)}" for table in tables]
    if original is not None:
        page = inert(decode(*original)[0], at)
        pieces.append(f'<h2>The page as archived</h2><iframe sandbox="" srcdoc="{escape(page)}"></iframe>')
    elif document is not None:
        pieces.append(f"<h2>The document as read</h2>{whole(document, at)}")
    return (
        f'<!doctype html>\n<html lang="zh"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{style}</style></head><body>\n{''.join(pieces)}\n</body></html>\n"
    )


def whole(document: Document, at: At | None) -> str:
    """What was read of a document that is no page: its paragraphs and tables."""
    return "".join(_block(block, at) for block in document.blocks)


def _block(block: Paragraph | Table, at: At | None) -> str:
    if isinstance(block, Table):
        return _table(block, at)
    return f"<h3>{escape(block.text)}</h3>" if block.heading else f"<p>{escape(block.text)}</p>"


def _table(table: Table, at: At | None) -> str:
    rows = []
    for y, line in enumerate(lay_out(table.rows)):
        cells = []
        for cell in line:
            if cell.row == y:
                spans = (("rowspan", cell.rows), ("colspan", cell.columns))
                attributes = "".join(f' {name}="{n}"' for name, n in spans if n > 1)
                here = ' class="marked" id="marked"' if at == At(table.index, y, cell.column) else ""
                cells.append(f"<td{attributes}{here}>{escape(cell.text)}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(rows)}</table>"
