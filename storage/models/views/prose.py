"""The text: ``sections`` with their topics, and ``statements``, the numbers that the prose states."""

from storage.models.views.common import HEAD, SOURCE
from storage.models.views.view import Kind, Shown, View

_ORDER = Shown("position", Kind.INTEGER, "文中顺序，从 0 起", "In the order of the document, from 0 on")

SECTIONS = View(
    "sections",
    "每份报告的每个部分（section）及总体情况的每个方面（topic）一行",
    "One row for every section of a report, and for every topic of 总体情况, whose text is in its section too",
    (
        *HEAD,
        Shown("level", Kind.TEXT, "section 部分，topic 方面", "section or topic"),
        _ORDER,
        Shown("key", Kind.TEXT, "部分代号", "Which section or topic"),
        Shown("title", Kind.TEXT, "标题原文", "Its heading as printed"),
        Shown("text", Kind.TEXT, "正文", "Its prose, without tables"),
        SOURCE,
    ),
)

STATEMENTS = View(
    "statements",
    "文字所述的每个数字一行，附原句",
    "One row for every number that the prose states, with its sentence",
    (
        *HEAD,
        _ORDER,
        Shown("key", Kind.TEXT, "所述事项代号", "What the number is about; the codebook lists the keys"),
        Shown("value", Kind.NUMBER, "数值", "The number"),
        Shown("sentence", Kind.TEXT, "原句", "The sentence that states it"),
        SOURCE,
    ),
)
