"""Markdown whose tables are written as HTML, as converters of documents write it: its lines are made paragraphs.

Without elements that break lines all its text would run together, and nothing in it would be a heading.
"""

import re

_LINES = re.compile(r"<(?:p|div|br|body|html|h[1-6]|li|pre|section|article|span|font|center)\b", re.IGNORECASE)
_TABLE = re.compile(r"(<table\b.*?</table\s*>)", re.IGNORECASE | re.DOTALL)
_HEADING = re.compile(r"(#{1,6})\s+(.*?)[\s#]*")


def as_page(source: str) -> str:
    """The page that such a text stands for; any other source as it is."""
    if source[:200].lstrip("\ufeff \t\r\n")[:1] in ("<", ""):
        return source
    outside = _TABLE.split(source)
    if len(outside) < 2 or any(map(_LINES.search, outside[::2])):
        return source
    return "\n".join(part if i % 2 else "\n".join(map(_paragraph, part.splitlines())) for i, part in enumerate(outside))


def _paragraph(line: str) -> str:
    line = line.strip()
    if heading := _HEADING.fullmatch(line):
        return f"<h{len(heading[1])}>{heading[2]}</h{len(heading[1])}>"
    return f"<p>{line}</p>" if line else ""
