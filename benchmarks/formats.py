"""From the bytes of every kind of file to its cells, against a bare parse of the same bytes; and a table far too large.

All kinds hold the same made-up report, drawn as the tests draw it. The bare parse is what the reader stands on:
lexbor for pages, zip and lxml for .docx, anydoc for the office formats, pdfplumber's letters and tables for PDF.
"""

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from statistics import median
from typing import Literal

import anydoc
import pdfplumber
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from benchmarks.lines import Line
from benchmarks.rounds import interleave, ratio
from crawler.extractors import read

_AREA = "reading a report of every kind"
_SIDE = 1000
_CHILD = """
import resource, sys
from crawler.extractors import read
data = sys.stdin.buffer.read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
read(data)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""


def measure(quick: bool) -> Iterator[Line]:
    """Reports a second of CPU on one core, and the medians of the ratios of the rounds."""
    rounds = 3 if quick else 15
    for name, data, bare, goal in _kinds():
        if len(read(data).reports) != 1:
            raise SystemExit(f"the {name} of the benchmark is not read")
        spent = interleave({"ours": read, "bare": bare}, [data] * rounds)
        yield Line(_AREA, name, 1 / median(spent["ours"]), "a second of CPU", note=f"{len(data) / 1000:.0f} KB")
        yield Line(_AREA, f"… of a bare parse ({name})", ratio(spent["ours"], spent["bare"]), "x", at_most=goal)
    yield _memory()


Kind = tuple[str, bytes, Callable[[bytes], object], float | None]


def _kinds() -> Iterator[Kind]:
    from tests.layouts import formats, pages, truth, word  # noqa: PLC0415 – only this part draws reports
    from tests.layouts.case import draw  # noqa: PLC0415
    from tests.layouts.statutory import Style  # noqa: PLC0415

    case = draw("a2021", truth.make("a2021", "full"), Style())
    yield "page", pages.html(case, pages.office), lambda data: LexborHTMLParser(data.decode()), None
    yield ".docx", word.write(case), _xml("word/document.xml"), None
    yield ".odt", formats.odt(case), partial(_model, "odt"), None
    yield ".rtf", formats.rtf(case), partial(_model, "rtf"), None
    yield ".xlsx", formats.xlsx(case), partial(_model, "xlsx"), None
    yield ".pdf", formats.pdf(case), _letters, None


def _xml(part: str) -> Callable[[bytes], object]:
    def parse(data: bytes) -> object:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return etree.fromstring(package.read(part))

    return parse


def _model(kind: Literal["odt", "rtf", "xlsx"], data: bytes) -> object:
    return anydoc.to_document(data, kind)


def _letters(data: bytes) -> object:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return [(page.chars, page.find_tables()) for page in pdf.pages]


def _memory() -> Line:
    """What reading a page with a table of a million cells adds to a process."""
    row = "<tr>" + "<td>12</td>" * _SIDE + "</tr>"
    page = f"<!DOCTYPE html><html><body><table>{row * _SIDE}</table></body></html>".encode()
    done = subprocess.run([sys.executable, "-c", _CHILD], input=page, capture_output=True, check=True)
    note = f"{len(page) / 1e6:.0f} MB of source"
    return Line(_AREA, "memory for a table of a million cells", float(done.stdout), "MB", at_most=500, note=note)
