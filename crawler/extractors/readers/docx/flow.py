"""Paragraphs of a .docx: what Word would print of their runs, as lines."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from crawler.extractors.readers.docx.numbering import Numbering
from crawler.extractors.readers.docx.package import W

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

PARAGRAPH, TABLE = f"{W}p", f"{W}tbl"
WRAPPERS = frozenset(
    W + name
    for name in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple", "dir", "bdo")
)
"""Elements that only wrap others: tracked insertions are kept, content controls and links are what they hold."""
_DROPPED = frozenset(W + name for name in ("del", "moveFrom", "delText", "instrText", "rt", "pPr", "rPr", "sdtPr"))
_LETTERS = {
    f"{W}tab": " ", f"{W}ptab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": "",
}  # fmt: skip
_TEXTS = frozenset((f"{W}t", f"{_M}t"))
_PICTURES = frozenset(
    (
        "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
        "{urn:schemas-microsoft-com:vml}imagedata",
        f"{W}binData",
    )
)
_BOX = f"{W}txbxContent"
_CHOICE, _FALLBACK, _ALTERNATIVES = f"{_MC}Choice", f"{_MC}Fallback", f"{_MC}AlternateContent"


@dataclass(slots=True)
class Words:
    """What one paragraph holds: its text, lines apart, and the text boxes anchored in it."""

    parts: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    has_picture: bool = False

    @property
    def text(self) -> str:
        """The text as printed, white space untouched."""
        return "".join(self.parts)


def read_words(paragraph: etree._Element, numbering: Numbering, styles: "Styles") -> Words:
    """The paragraph's words, with the number that Word puts before them."""
    words = Words()
    _gather(paragraph, words)
    if words.text.strip() and (place := styles.number(paragraph)):
        words.parts.insert(0, numbering.label(*place))
    return words


def _gather(root: etree._Element, words: Words) -> None:
    """Depth first without recursion: hostile files nest deeper than Python's stack."""
    stack: list[Iterator[etree._Element]] = [iter(root)]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
            continue
        tag = node.tag
        if tag in _TEXTS:
            words.parts.append(node.text or "")
        elif tag in _LETTERS:
            words.parts.append(_LETTERS[tag])
        elif tag in _PICTURES:
            words.has_picture = True
        elif tag == _BOX:
            words.boxes.append(node)
        elif tag == _ALTERNATIVES:
            chosen = node.find(_CHOICE)
            chosen = node.find(_FALLBACK) if chosen is None or not len(chosen) else chosen
            if chosen is not None:
                stack.append(iter(chosen))
        elif tag not in _DROPPED and not (tag == f"{W}r" and _vanishes(node)):
            stack.append(iter(node))


def _vanishes(run: etree._Element) -> bool:
    properties = run.find(f"{W}rPr")
    return properties is not None and is_on(properties.find(f"{W}vanish"))


def is_on(toggle: etree._Element | None) -> bool:
    """Whether a toggle property is set: present, and not switched off by its value."""
    return toggle is not None and toggle.get(f"{W}val") not in ("0", "false", "off", "none")


def unwrap(root: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs, tables, rows or cells below ``root``, through wrappers, in order."""
    stack: list[Iterator[etree._Element]] = [iter(root)]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
        elif node.tag in WRAPPERS:
            stack.append(iter(node))
        elif node.tag == _ALTERNATIVES:
            chosen = node.find(_CHOICE)
            stack.append(iter(chosen if chosen is not None else ()))
        elif node.tag not in _DROPPED:
            yield node


@dataclass(frozen=True, slots=True)
class Styles:
    """What paragraph styles say that the text does not: which are headings, which belong to a list."""

    headings: frozenset[str] = frozenset()
    numbers: dict[str, tuple[str, int]] = field(default_factory=dict)

    def is_heading(self, paragraph: etree._Element) -> bool:
        """Whether the paragraph has a heading style or an outline level of its own."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return False
        style, outline = properties.find(f"{W}pStyle"), properties.find(f"{W}outlineLvl")
        if outline is not None:
            return outline.get(f"{W}val") in ("0", "1", "2", "3", "4", "5", "6", "7", "8")
        return style is not None and style.get(f"{W}val") in self.headings

    def number(self, paragraph: etree._Element) -> tuple[str, int] | None:
        """The list and level the paragraph belongs to; numId 0 takes it out of its style's list."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return None
        if own := _number(properties):
            return own if own[0] != "0" else None
        style = properties.find(f"{W}pStyle")
        return self.numbers.get(style.get(f"{W}val") or "") if style is not None else None


def read_styles(root: etree._Element | None) -> Styles:
    """Heading styles by name (heading 1, 标题 1) or outline level, and the lists that styles bring along."""
    headings, numbers = set(), {}
    for style in root.findall(f"{W}style") if root is not None else ():
        identity, name = style.get(f"{W}styleId") or "", style.find(f"{W}name")
        label = (name.get(f"{W}val") or "").lower() if name is not None else ""
        properties = style.find(f"{W}pPr")
        if label.startswith(("heading", "标题", "title")):
            headings.add(identity)
        if properties is not None and (number := _number(properties)):
            numbers[identity] = number
    return Styles(frozenset(headings), numbers)


def _number(properties: etree._Element) -> tuple[str, int] | None:
    node = properties.find(f"{W}numPr")
    if node is None:
        return None
    number, level = node.find(f"{W}numId"), node.find(f"{W}ilvl")
    depth = (level.get(f"{W}val") or "0") if level is not None else "0"
    identity = number.get(f"{W}val") if number is not None else None
    return (identity, int(depth) if depth.isdecimal() else 0) if identity else None
