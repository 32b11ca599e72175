"""What Word shows otherwise than the bare text reads: raised digits, struck-out text, placeholders of empty fields."""

from collections.abc import Callable, Iterator

from lxml import etree

from crawler.extractors.readers.docx.package import W
from crawler.extractors.readers.shared.marked import DIGITS, UNSURE, lowered, raised

_SHIFTS = {"superscript": raised, "subscript": lowered}
_OFF = ("0", "false", "off", "none")
_TEXT, _RUN, _CELL = f"{W}t", f"{W}r", f"{W}tc"
_PROPERTIES = ((_RUN, f"{W}rPr"), (f"{W}p", f"{W}pPr"), (_CELL, f"{W}tcPr"))
_WHITE = "FFFFFF"
_PAPER = ("", "AUTO", "NONE", "CLEAR", "WHITE", _WHITE)


def show(body: etree._Element, styles: etree._Element | None) -> None:
    """Change the texts of the body to what is printed of them."""
    for control in body.iter(f"{W}showingPlcHdr"):
        _empty(control)
    for shift in body.iter(f"{W}vertAlign", f"{W}position"):
        if change := _SHIFTS.get(_value(shift)):
            _change(shift, change)
        elif shift.tag == f"{W}position" and _is_high(shift):
            _change(shift, raised)
    for strike in body.iter(f"{W}strike", f"{W}dstrike"):
        if _value(strike) not in _OFF:
            _strike_out(strike)
    for symbol in body.iter(f"{W}sym"):
        _doubt_alone(symbol.getparent())
    for colour in body.iter(f"{W}color"):
        if _value(colour).upper() == _WHITE:
            _doubt_white(_run_of(colour))
    _show_styled(body, *_of_styles(styles))


def _show_styled(
    body: etree._Element, raising: frozenset[str], striking: frozenset[str], hiding: frozenset[str]
) -> None:
    for style in body.iter(f"{W}rStyle") if raising or striking or hiding else ():
        if _value(style) in raising:
            _change(style, raised)
        elif _value(style) in striking:
            _strike_out(style)
        elif _value(style) in hiding:
            _change(style, lambda _: "")


def _of_styles(styles: etree._Element | None) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The styles of characters that raise, strike out and hide them."""
    found: tuple[set[str], set[str], set[str]] = set(), set(), set()
    for style in styles.findall(f"{W}style") if styles is not None else ():
        properties = style.find(f"{W}rPr")
        if properties is None:
            continue
        name = style.get(f"{W}styleId") or ""
        shift = properties.find(f"{W}vertAlign")
        if shift is not None and _value(shift) == "superscript":
            found[0].add(name)
        if any(_value(each) not in _OFF for tag in ("strike", "dstrike") for each in properties.findall(W + tag)):
            found[1].add(name)
        if any(_value(each) not in _OFF for each in properties.findall(f"{W}vanish")):
            found[2].add(name)
    return frozenset(found[0]), frozenset(found[1]), frozenset(found[2])


def _value(node: etree._Element) -> str:
    return node.get(f"{W}val") or ""


def _run_of(mark: etree._Element) -> etree._Element | None:
    """The run that a property belongs to; None for one of a paragraph's mark or of a style."""
    properties = mark.getparent()
    run = properties.getparent() if properties is not None else None
    return run if run is not None and run.tag == _RUN else None


def _texts(root: etree._Element | None) -> Iterator[etree._Element]:
    return root.iter(_TEXT) if root is not None else iter(())


def _change(mark: etree._Element, change: Callable[[str], str]) -> None:
    for text in _texts(_run_of(mark)):
        text.text = change(text.text or "")


def _strike_out(mark: etree._Element) -> None:
    """Nothing is left of what was struck out; where that was all in its cell, nobody knows what holds instead."""
    run = _run_of(mark)
    if run is None:
        return
    struck = list(_texts(run))
    had_words = any((text.text or "").strip() for text in struck)
    for text in struck:
        text.text = ""
    if had_words:
        _doubt_alone(run)


def _doubt_alone(run: etree._Element | None) -> None:
    """Where a run whose print is not known is all in its cell, no number is read there, and the cell is not blank."""
    cell = next(run.iterancestors(_CELL), None) if run is not None else None
    if run is not None and cell is not None and not any((text.text or "").strip() for text in _texts(cell)):
        etree.SubElement(run, _TEXT).text = UNSURE


def _doubt_white(run: etree._Element | None) -> None:
    """Digits in white on no ground of their own: nobody sees them on white paper, everybody where a style shades."""
    if run is None or next(run.iterancestors(_CELL), None) is None or _has_ground(run):
        return
    for text in _texts(run):
        text.text = DIGITS.sub(UNSURE, text.text or "")


def _has_ground(run: etree._Element) -> bool:
    """Whether the run, its paragraph or its cell is shaded or highlighted."""
    for outer, tag in _PROPERTIES:
        place = run if outer == _RUN else next(run.iterancestors(outer), None)
        properties = place.find(tag) if place is not None else None
        for mark in properties.iterchildren(f"{W}shd", f"{W}highlight") if properties is not None else ():
            if mark.get(f"{W}fill", _value(mark)).upper() not in _PAPER:
                return True
    return False


def _is_high(position: etree._Element) -> bool:
    """Whether text is raised and smaller than the text before it: all of a line may be moved up a little."""
    if not _value(position).isdecimal() or int(_value(position)) == 0:
        return False
    run = _run_of(position)
    before = run.getprevious() if run is not None else None
    if run is None or before is None or before.tag != _RUN:
        return False
    return _size(run) < _size(before)


def _size(run: etree._Element) -> int:
    """In half points; what no run states is taken for the usual size."""
    properties = run.find(f"{W}rPr")
    size = properties.find(f"{W}sz") if properties is not None else None
    value = _value(size) if size is not None else ""
    return int(value) if value.isdecimal() else 21


def _empty(control: etree._Element) -> None:
    """A content control that shows its placeholder holds nothing."""
    properties = control.getparent()
    holder = properties.getparent() if properties is not None else None
    if _value(control) not in _OFF and holder is not None and holder.tag == f"{W}sdt":
        for text in _texts(holder):
            text.text = ""
