"""Numbers that do not stand alone in their cell: the mark of a footnote, an old number struck out, one that is hidden.

A writer first puts a sign behind every number; what stands there instead is then written into the finished file.
"""

import io
import re
import zipfile
from collections.abc import Callable

from tests.layouts import formats, pages, word
from tests.layouts.case import Case
from tests.layouts.changes import is_number

_SIGN = "◊"
_MARKED = re.compile(rf">([\d.]+){_SIGN}<")
_RUN = re.compile(rf"<w:r>(?:<w:rPr/>)?<w:t>([\d.]+){_SIGN}</w:t></w:r>")

Write = Callable[[Case], bytes]


def _signed(case: Case) -> Case:
    for part in case.parts:
        for grid in part:
            for row in grid:
                for box in row:
                    box.text += _SIGN * is_number(box.text)
    return case


def html(dress: str) -> Write:
    """``dress`` with {} for the number, as the content of its cell."""
    return lambda case: _MARKED.sub(
        lambda m: f">{dress.format(m[1], m[1][::-1])}<", pages.html(_signed(case)).decode()
    ).encode()


_SHEET = """<style>
td p, .note {margin: 0}
td .gone, .old {display:none; color:#000}
.far {text-indent:-999em}
.five:before { content: "5" }
@media print {.printed {visibility: hidden}}
</style>"""


def sheeted(dress: str) -> Write:
    """The same on a page with a style sheet of its own."""
    write = html(dress)
    return lambda case: write(case).replace(b"</head>", _SHEET.encode() + b"</head>")


def _run(properties: str, text: str) -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


WORD = {
    "a footnote's mark": _run("", "{}") + _run('<w:vertAlign w:val="superscript"/>', "1"),
    "a raised digit": _run("", "{}") + _run('<w:position w:val="10"/><w:sz w:val="12"/>', "1"),
    "an old number struck out": _run("<w:strike/>", "5") + _run("", "{}"),
    "a hidden number": _run("<w:vanish/>", "5") + _run("", "{}"),
    "a tracked change": '<w:del w:id="1"><w:r><w:delText>5</w:delText></w:r></w:del>'
    '<w:ins w:id="2"><w:r><w:t>{}</w:t></w:r></w:ins>',
    "a digit in white": _run('<w:color w:val="FFFFFF"/>', "5") + _run("", "{}"),
    "white on a ground of its own": _run('<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F3864"/>', "{}"),
    "a sign of a font of signs": '<w:r><w:sym w:font="Wingdings" w:char="F081"/></w:r>',
    "a content control": "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>{}</w:t></w:r></w:sdtContent></w:sdt>",
}


def docx(dress: str) -> Write:
    def write(case: Case) -> bytes:
        with zipfile.ZipFile(io.BytesIO(word.write(_signed(case)))) as package:
            files = {name: package.read(name) for name in package.namelist()}
        xml = files["word/document.xml"].decode()
        files["word/document.xml"] = _RUN.sub(lambda m: dress.format(m[1]), xml).encode()
        return formats.zipped(files)

    return write


def wordml(dress: str) -> Write:
    return lambda case: _RUN.sub(lambda m: dress.format(m[1]), formats.wordml(_signed(case)).decode()).encode()


def rtf(dress: str) -> Write:
    sign = rf"\u{ord(_SIGN)}?"
    marked = re.compile(rf"([\d.]+){re.escape(sign)}")
    colours = r"{\colortbl;\red192\green0\blue0;\red255\green255\blue255;}\f0\fs21 "
    return lambda case: (
        marked.sub(lambda m: dress.replace("{}", m[1]), formats.rtf(_signed(case), unicode=True).decode())
        .replace(r"\f0\fs21 ", colours, 1)
        .encode()
    )


_STYLES = (
    '<office:automatic-styles xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0">'
    '<style:style style:name="white" style:family="text"><style:text-properties fo:color="#ffffff"/></style:style>'
    '<style:style style:name="up" style:family="text"><style:text-properties style:text-position="super 58%"/>'
    '</style:style><style:style style:name="off" style:family="text"><style:text-properties text:display="none"/>'
    '</style:style><style:style style:name="old" style:family="text"><style:text-properties '
    'style:text-line-through-style="solid"/></style:style></office:automatic-styles>'
)


def odt(dress: str) -> Write:
    def write(case: Case) -> bytes:
        with zipfile.ZipFile(io.BytesIO(formats.odt(_signed(case)))) as package:
            files = {name: package.read(name) for name in package.namelist()}
        xml = _MARKED.sub(lambda m: f">{dress.format(m[1])}<", files["content.xml"].decode())
        files["content.xml"] = xml.replace("<office:body>", f"{_STYLES}<office:body>").encode()
        return formats.zipped(files)

    return write


HTML = {
    "a footnote's mark": "{}<sup>1</sup>",
    "a linked footnote": "{}<sup><a href='#_ftn1'>1</a></sup>",
    "a footnote's mark by style": "{}<span style='vertical-align: super'>1</span>",
    "a footnote's mark by class": "{}<span class=MsoFootnoteReference>1</span>",
    "a digit below": "{}<sub>2</sub>",
    "an old number struck out": "<s>5</s>{}",
    "a deletion": "<del datetime=2024-01-05>5</del><ins>{}</ins>",
    "an old number struck out by style": "<span style='text-decoration:line-through'>5</span>{}",
    "a hidden number": "<span style='display: none'>5</span>{}",
    "an invisible number": "<b style='visibility:hidden'>5</b>{}",
    "a hidden element": "<span hidden>5</span>{}",
    "a hidden field": "<input type=hidden value=5>{}",
    "a field": "<input type=text value={} readonly>",
    "the picture of a number": "<img src=n.png>",
    "a number that a script writes": "<script>document.write({})</script>",
    "how it is pronounced": "<ruby>{}<rp>(</rp><rt>5</rt><rp>)</rp></ruby>",
    "a digit in white": "<span style='color: #FFF'>5</span>{}",
    "a digit in the colour white": "<font color=white>5</font>{}",
    "white on a ground of its own": "<span style='background:#036;color:rgb(255, 255, 255)'>{}</span>",
    "written from right to left": "<bdo dir=rtl>{1}</bdo>",
    "written from right to left by style": "<span style='unicode-bidi: bidi-override; direction: rtl'>{1}</span>",
    "turned by a control character": "\u202e{1}\u202c",
    "in a text from right to left": "<span dir=rtl>{}</span>",
    "without size": "<span style='font-size:0'>5</span>{}",
    "without ink": "<span style='opacity: 0'>5</span>{}",
    "in a colour that is none": "<span style='color: transparent'>5</span>{}",
    "off the screen": "<span style='position:absolute;left:-9999px'>5</span>{}",
}
SHEETED = {
    "hidden by a class": "<span class='gone'>5</span>{}",
    "hidden by one class of two": "<i class='note old'>5</i>{}",
    "written by a class": "<b class=five></b>",
    "hidden on paper only": "<span class=printed>5</span>{}",
    "classes that hide nothing": "<span class='note'>{}</span>",
}
RTF = {
    "a footnote's mark": r"{}{\super 1}",
    "a raised digit": r"{}{\up8\fs14 1}",
    "an old number struck out": r"{\strike 5}{}",
    "a hidden number": r"{\v 5}{}",
    "a tracked change": r"{\deleted\revauthdel1 5}{\revised {}}",
    "a digit in white": r"{\cf2 5}{}",
    "a number in colour": r"{\cf1 {}}",
}
ODT = {
    "a footnote's mark": '{}<text:span text:style-name="up">1</text:span>',
    "an old number struck out": '<text:span text:style-name="old">5</text:span>{}',
    "a hidden number": '<text:span text:style-name="off">5</text:span>{}',
    "a digit in white": '<text:span text:style-name="white">5</text:span>{}',
}
WORDML = {name: dress for name, dress in WORD.items() if name not in ("a tracked change", "a content control")}
