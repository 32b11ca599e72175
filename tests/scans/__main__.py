"""``python -m tests.scans FONT… [--count N]``: made-up reports drawn, scanned by all sorts of scanners, and read.

Prints for every report how many cells were read right, declared missing and read wrong. Needs the extra ``ocr`` and
font files with Chinese letters; ``FONT:DIGITS`` takes the digits from another file. ``--draw FOLDER`` writes the pages
that the tests read.
"""

import argparse
import time
from collections import Counter
from pathlib import Path

from crawler.extractors import read
from forms import Measure
from storage.records import State
from tests.layouts import truth
from tests.layouts.case import Case, draw
from tests.layouts.compare import judge
from tests.layouts.statutory import Style
from tests.scans.paper import Fonts, Paper
from tests.scans.scanner import pdf, scanners

_FORMS = ("a2021", "b2019", "a2021", "c2014")
_SIZES = (9, 10, 8, 10.5)
_UNREAD = (State.MISSING, State.UNREADABLE)


def case_of_tests() -> Case:
    """The report on the pages beside this module."""
    return draw("a2021", truth.make("a2021", "marks"), Style())


def measure(fonts: list[Fonts], count: int, seed: int) -> Counter[str]:
    """Reads ``count`` reports, each in another font, size, form and state, and from another scanner."""
    whole: Counter[str] = Counter()
    for n, scanner in enumerate(scanners(count, seed)):
        form, state = _FORMS[n % 4], truth.STATES[n // 2 % 4]
        case = draw(form, truth.make(form, state, n), Style())
        pages = Paper(fonts[n % len(fonts)], size=_SIZES[n // 3 % 4]).draw(case)
        start = time.process_time()
        counts = tally(case, pdf([scanner.encoded(page, n) for page in pages]))
        seconds = (time.process_time() - start) / len(pages)
        print(f"{n:3} {form} {state:6} {dict(counts)} {seconds:.1f} s a page  {scanner}", flush=True)
        whole += counts
    return whole


def tally(case: Case, data: bytes) -> Counter[str]:
    """How many cells of a case are right, missing and wrong."""
    reports = read(data, name="x").reports
    if len(reports) != 1:
        return Counter(missing=len(case.truth))
    found = {Measure(cell.table, cell.row, cell.column): cell for cell in reports[0].cells}
    counts: Counter[str] = Counter()
    for place, text in case.truth.items():
        verdict = judge(cell := found.pop(place, None), text)
        counts[verdict] += 1
        if verdict == "wrong" and cell is not None:
            print(f"wrong: {'.'.join(place)} read {cell.state} {cell.raw!r}, printed {text!r}, certainty {cell.ocr}")
    counts["wrong"] += sum(cell.state not in _UNREAD for cell in found.values())
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.scans")
    parser.add_argument("fonts", nargs="+", metavar="FONT")
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--draw", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    fonts = [Fonts(*name.split(":")) for name in options.fonts]
    if options.draw:
        for number, page in enumerate(Paper(fonts[0], size=10).draw(case_of_tests()), 1):
            black = page.point(lambda value: 255 if value > 128 else 0).convert("1")
            black.save(options.draw / f"page{number}.png", optimize=True)
        return
    print(dict(measure(fonts, options.count, options.seed)))


if __name__ == "__main__":
    main()
