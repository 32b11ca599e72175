"""Digits in white on white in a workbook (.xlsx), which its library reads like any others: they are doubted.

A style of a cell names a font and a fill by their numbers. A sheet with white cells is written anew with a sign for
doubt in them; white pieces of a text are doubted among the shared texts.
"""

import io
import re
import zipfile
from collections.abc import Iterable

from lxml import etree

from crawler.errors import Unreadable, said
from crawler.extractors.readers.shared.marked import DIGITS, UNSURE
from crawler.extractors.readers.shared.package import BROKEN
from crawler.extractors.readers.shared.soundness import parsed

_X = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STYLES, _TEXTS = "xl/styles.xml", "xl/sharedStrings.xml"
_SUSPECT = re.compile(rb"""<(?:\w+:)?color\s[^>]*(?:rgb=["'](?:FF|00)?(?i:F{6})["']|theme=["']0["'])""")
_WHITE = re.compile(r"(?:FF|00)?F{6}", re.IGNORECASE)


def as_shown(data: bytes) -> bytes:
    """The same package with white digits doubted; as it is when nothing in it is white. Raises ``Unreadable``."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
            parts = {name: package.read(name) for name in (_STYLES, _TEXTS) if name in names}
            if not any(map(_SUSPECT.search, parts.values())):
                return data
            styles = _white_styles(parsed(parts[_STYLES])) if _STYLES in parts else frozenset()
            texts = parsed(parts[_TEXTS]) if _TEXTS in parts else None
            changed = {}
            if texts is not None and _doubt_pieces(texts):
                changed[_TEXTS] = texts
            words = [_text(item) for item in texts.iterchildren(f"{_X}si")] if texts is not None else []
            for name in names if styles else ():
                if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                    sheet = parsed(package.read(name))
                    if _doubt_cells(sheet, styles, words):
                        changed[name] = sheet
            return _written(package, changed) if changed else data
    except (*BROKEN, etree.LxmlError) as problem:
        raise Unreadable("damaged", f"not a sound package: {said(problem)}") from problem


def _is_white(font: etree._Element | None) -> bool:
    colour = font.find(f"{_X}color") if font is not None else None
    if colour is None:
        return False
    by_theme = colour.get("theme") == "0" and not colour.get("tint")
    return by_theme or bool(_WHITE.fullmatch(colour.get("rgb") or ""))


def _white_styles(root: etree._Element) -> frozenset[str]:
    """The numbers of the styles of cells that are white on no ground of their own."""
    fonts = [_is_white(font) for font in root.iterfind(f"{_X}fonts/{_X}font")]
    grounds = [_has_ground(fill) for fill in root.iterfind(f"{_X}fills/{_X}fill")]
    found = set()
    for number, style in enumerate(root.iterfind(f"{_X}cellXfs/{_X}xf")):
        font, fill = (style.get(name) or "" for name in ("fontId", "fillId"))
        if _at(fonts, font) and not _at(grounds, fill):
            found.add(str(number))
    return frozenset(found)


def _has_ground(fill: etree._Element) -> bool:
    pattern = fill.find(f"{_X}patternFill")
    if pattern is None:
        return len(fill) > 0
    colour = pattern.find(f"{_X}fgColor")
    paper = colour is None or bool(_WHITE.fullmatch(colour.get("rgb") or "")) or colour.get("theme") == "0"
    return pattern.get("patternType") not in (None, "none") and not paper


def _at(known: list[bool], number: str) -> bool:
    return number.isdecimal() and int(number) < len(known) and known[int(number)]


def _text(item: etree._Element) -> str:
    return "".join(text.text or "" for text in item.iter(f"{_X}t"))


def _doubt_pieces(texts: etree._Element) -> bool:
    """Doubt the digits of white pieces of texts; whether there are any."""
    found = False
    for piece in texts.iter(f"{_X}r"):
        if _is_white(piece.find(f"{_X}rPr")):
            for text in piece.iter(f"{_X}t"):
                text.text = DIGITS.sub(UNSURE, text.text or "")
                found = True
    return found


def _doubt_cells(sheet: etree._Element, styles: frozenset[str], words: list[str]) -> bool:
    """Doubt what white cells hold, if it has digits; whether there are any."""
    found = False
    for cell in sheet.iter(f"{_X}c"):
        if cell.get("s") not in styles:
            continue
        value = cell.find(f"{_X}v")
        text = (value.text or "") if value is not None else _text(cell)
        if cell.get("t") == "s":
            text = words[int(text)] if text.isdecimal() and int(text) < len(words) else ""
        if DIGITS.search(text):
            for child in list(cell):
                cell.remove(child)
            cell.set("t", "str")
            etree.SubElement(cell, f"{_X}v").text = DIGITS.sub(UNSURE, text)
            found = True
    return found


def _written(package: zipfile.ZipFile, changed: dict[str, etree._Element]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in _documents(package.namelist()):
            part = changed.get(name)
            whole = package.read(name) if part is None else etree.tostring(part, encoding="utf-8", xml_declaration=True)
            copy.writestr(name, whole)
    return written.getvalue()


def _documents(names: Iterable[str]) -> Iterable[str]:
    """Without pictures and the like, of which nothing is read."""
    return (name for name in names if name.endswith((".xml", ".rels")))
