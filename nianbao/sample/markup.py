"""Articles as HTML, in the two usual hands: typed into the content system, or pasted from an office program."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from html import escape

from crawler.extractors.document import Span
from nianbao.sample.manuscript import Manuscript
from nianbao.sample.printed import Rows

_MSO = "mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt 0cm 5.4pt"
_FONT = "font-size:12.0pt;font-family:仿宋_GB2312;mso-hansi-font-family:宋体"
_NARROW = 4
"""Headings of up to so many characters are broken in two where a column is narrow."""


class Hand(StrEnum):
    """Who made the markup."""

    TYPED = "typed"
    PASTED = "pasted"


def article(text: Manuscript, hand: Hand) -> str:
    """The body of a report's page: title lines, preamble, six sections."""
    paragraph, table = _HANDS[hand]
    return "\n".join(_blocks(text, paragraph, table))


def _blocks(text: Manuscript, paragraph: Callable[[str], str], table: Callable[[Rows], str]) -> Iterator[str]:
    for line in text.heading:
        yield f'<p style="text-align: center;"><strong>{escape(line)}</strong></p>'
    yield from map(paragraph, text.preamble)
    for part in text.parts():
        yield paragraph(part.title)
        for block in part.blocks:
            yield paragraph(block) if isinstance(block, str) else table(block)


def _spans(span: Span) -> str:
    return (f' rowspan="{span.rows}"' if span.rows > 1 else "") + (
        f' colspan="{span.columns}"' if span.columns > 1 else ""
    )


def _typed_paragraph(text: str) -> str:
    return f'<p style="text-indent: 2em;">{escape(text)}</p>'


def _typed_table(rows: Rows) -> str:
    lines = ("<tr>" + "".join(f"<td{_spans(span)}>{escape(span.text)}</td>" for span in row) + "</tr>" for row in rows)
    body = "\n".join(lines)
    return f'<table border="1" cellspacing="0" cellpadding="0" width="100%"><tbody>\n{body}\n</tbody></table>'


def _pasted_paragraph(text: str) -> str:
    return (
        f"<p class=MsoNormal style='text-indent:32.0pt;line-height:28.0pt'><span style='{_FONT}'>"
        f"{escape(text)}<o:p></o:p></span></p>"
    )


def _pasted_table(rows: Rows) -> str:
    body = "\n".join(
        f"<tr style='mso-yfti-irow:{n}'>{''.join(map(_pasted_cell, row))}</tr>" for n, row in enumerate(rows)
    )
    return f"<table class=MsoNormalTable border=1 cellspacing=0 cellpadding=0>\n{body}\n</table>"


def _pasted_cell(span: Span) -> str:
    runs = _runs(span.text) if span.text else "&nbsp;"
    return (
        f"<td{_spans(span)} valign=center style='{_MSO}'>\n<p class=MsoNormal align=center>"
        f"<span style='{_FONT}'>{runs}<o:p></o:p></span></p></td>"
    )


def _runs(text: str) -> str:
    """The text as Word cuts it: short headings broken in two, an ordinal in a run of its own."""
    if len(text) == _NARROW and not text.isdecimal():
        return f"{escape(text[:2])}<br/>{escape(text[2:])}"
    if len(text) > _NARROW and text[1:2] in ("、", "."):
        return f"<span lang=EN-US>{escape(text[0])}</span>{escape(text[1:])}"
    return escape(text)


_HANDS = {
    Hand.TYPED: (_typed_paragraph, _typed_table),
    Hand.PASTED: (_pasted_paragraph, _pasted_table),
}
