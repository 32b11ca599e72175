"""Paragraphs of a .docx: what Word would print of their runs, as lines."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from crawler.extractors.readers.docx.marks import Marks
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
VALUE, PROPERTIES = f"{W}val", f"{W}pPr"
_RUN, _RUN_PROPERTIES, _TEXT, _VANISH = f"{W}r", f"{W}rPr", f"{W}t", f"{W}vanish"
_STYLE, _STYLE_ID, _NAME, _OUTLINE = f"{W}pStyle", f"{W}styleId", f"{W}name", f"{W}outlineLvl"
_NUMBER, _LIST, _LEVEL = f"{W}numPr", f"{W}numId", f"{W}ilvl"
_DROPPED = frozenset(W + name for name in ("del", "moveFrom", "delText", "instrText", "rt", "pPr", "rPr", "sdtPr"))
_LETTERS = {
    f"{W}tab": " ", f"{W}ptab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": "",
}  # fmt: skip
_TEXTS = frozenset((_TEXT, f"{_M}t"))
OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
_APART = {
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic": "pictures",
    "{urn:schemas-microsoft-com:vml}imagedata": "pictures",
    f"{W}binData": "pictures",
    f"{W}txbxContent": "boxes",
    OBJECT: "objects",
}
"""What is no text of a paragraph, and what of ``Words`` keeps it."""
_CHOICE, _FALLBACK, _ALTERNATIVES = f"{_MC}Choice", f"{_MC}Fallback", f"{_MC}AlternateContent"


@dataclass(slots=True)
class Words:
    """What one paragraph holds: its text, lines apart, and what is anchored in it."""

    parts: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    pictures: list[etree._Element] = field(default_factory=list)
    objects: list[etree._Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text as printed, white space untouched."""
        return "".join(self.parts)


def read_words(
    paragraph: etree._Element, properties: etree._Element | None, numbering: Numbering, styles: "Styles", marks: Marks
) -> Words:
    """The paragraph's words, with the number that Word puts before them; ``properties`` are its own."""
    words = Words()
    _gather(paragraph, words, marks)
    if properties is not None and (place := styles.number(properties)) and words.text.strip():
        words.parts.insert(0, numbering.label(*place))
    return words


def plain(cell: etree._Element, own: str, marks: Marks) -> str | None:
    """The text of a cell that holds one line of text runs beside its properties (``own``), as most do; else None."""
    paragraph = None
    for node in cell:
        tag = node.tag
        if tag == PARAGRAPH and paragraph is None:
            paragraph = node
        elif tag != own:
            return None
    texts = []
    for node in paragraph if paragraph is not None else ():
        tag = node.tag
        if tag == _RUN:
            for part in node:
                inner = part.tag
                if inner == _TEXT:
                    texts.append(part.text or "")
                elif inner != _RUN_PROPERTIES or part in marks.vanishing:
                    return None
        elif tag != PROPERTIES or node in marks.more:
            return None
    text = "".join(texts)
    return None if "\n" in text else text


def child(node: etree._Element, *tags: str) -> etree._Element | None:
    """The first child with one of the names; ``find`` takes four times as long."""
    return next(node.iterchildren(*tags), None)


def _gather(paragraph: etree._Element, words: Words, marks: Marks) -> None:
    """Runs of nothing but text, which most are, in one loop; everything else by ``_descend``, in its place."""
    for node in paragraph:
        tag = node.tag
        if tag == _RUN:
            texts = []
            for part in node:
                inner = part.tag
                if inner == _TEXT:
                    texts.append(part.text or "")
                elif inner != _RUN_PROPERTIES or part in marks.vanishing:
                    _descend(iter((node,)), words)
                    break
            else:
                words.parts += texts
        elif tag not in _DROPPED:
            _descend(iter((node,)), words)


def _descend(nodes: Iterator[etree._Element], words: Words) -> None:
    """Depth first without recursion: hostile files nest deeper than Python's stack."""
    stack = [nodes]
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
        elif tag in _APART:
            getattr(words, _APART[tag]).append(node)
        elif tag == _ALTERNATIVES:
            chosen = node.find(_CHOICE)
            chosen = node.find(_FALLBACK) if chosen is None or not len(chosen) else chosen
            if chosen is not None:
                stack.append(iter(chosen))
        elif tag not in _DROPPED and not (tag == _RUN and _vanishes(node)):
            stack.append(iter(node))


def _vanishes(run: etree._Element) -> bool:
    properties = child(run, _RUN_PROPERTIES)
    return properties is not None and is_on(child(properties, _VANISH))


def is_on(toggle: etree._Element | None) -> bool:
    """Whether a toggle property is set: present, and not switched off by its value."""
    return toggle is not None and toggle.get(VALUE) not in ("0", "false", "off", "none")


def unwrap(root: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs, tables, rows or cells below ``root``, through wrappers, in order."""
    for node in root:
        tag = node.tag
        if tag in WRAPPERS or tag == _ALTERNATIVES:
            yield from _unwrap_all(node)
        elif tag not in _DROPPED:
            yield node


def _unwrap_all(wrapper: etree._Element) -> Iterator[etree._Element]:
    stack: list[Iterator[etree._Element]] = [iter((wrapper,))]
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

    def is_heading(self, properties: etree._Element) -> bool:
        """Whether a paragraph with these properties has a heading style or an outline level of its own."""
        outline = child(properties, _OUTLINE)
        if outline is not None:
            return outline.get(VALUE) in ("0", "1", "2", "3", "4", "5", "6", "7", "8")
        style = child(properties, _STYLE) if self.headings else None
        return style is not None and style.get(VALUE) in self.headings

    def number(self, properties: etree._Element) -> tuple[str, int] | None:
        """The list and level a paragraph with these properties belongs to; numId 0 takes it out of its style's list."""
        if own := _number(properties):
            return own if own[0] != "0" else None
        style = child(properties, _STYLE) if self.numbers else None
        return self.numbers.get(style.get(VALUE) or "") if style is not None else None


def read_styles(root: etree._Element | None) -> Styles:
    """Heading styles by name (heading 1, 标题 1) or outline level, and the lists that styles bring along."""
    headings, numbers = set(), {}
    for style in root.iterchildren(f"{W}style") if root is not None else ():
        identity, name = style.get(_STYLE_ID) or "", child(style, _NAME)
        label = (name.get(VALUE) or "").lower() if name is not None else ""
        properties = child(style, PROPERTIES)
        if label.startswith(("heading", "标题", "title")):
            headings.add(identity)
        if properties is not None and (number := _number(properties)):
            numbers[identity] = number
    return Styles(frozenset(headings), numbers)


def _number(properties: etree._Element) -> tuple[str, int] | None:
    node = child(properties, _NUMBER)
    if node is None:
        return None
    number, level = child(node, _LIST), child(node, _LEVEL)
    depth = (level.get(VALUE) or "0") if level is not None else "0"
    identity = number.get(VALUE) if number is not None else None
    return (identity, int(depth) if depth.isdecimal() else 0) if identity else None
