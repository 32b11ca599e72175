"""From the bytes of a report page to its cells, against a bare parse and against the obvious libraries.

All variants get the same generated pages. Before anything is timed, the peers must find the same 200 numbers, on pages
of which each number is another one.
"""

from collections.abc import Callable, Iterator, Sequence
from statistics import median

from selectolax.lexbor import LexborHTMLParser

from benchmarks import figures, pages, peers
from benchmarks.lines import Line
from benchmarks.rounds import interleave, ratio
from crawler.extractors import read
from forms import Measure

_AREA = "reading a report page"
_BLOCK = 10
"""Pages a variant reads before the next one has its turn: enough to warm the processor's caches for it."""


def measure(quick: bool) -> Iterator[Line]:
    """CPU a page, median over the blocks, and the ratios of the blocks."""
    sources = [page.encode() for page in pages.generate(20 if quick else 200)]
    _agree([page.encode() for page in pages.generate(5, draw=figures.distinct)])
    blocks = [sources[i : i + _BLOCK] for i in range(0, len(sources), _BLOCK)]
    spent = interleave(
        {
            "ours": _each(read),
            "parse": _each(lambda data: LexborHTMLParser(data.decode())),
            "soup": _each(lambda data: peers.by_beautiful_soup(data.decode())),
            "pandas": _each(lambda data: peers.by_pandas(data.decode())),
        },
        blocks,
    )
    ours, size = spent["ours"], sum(map(len, sources)) / len(sources) / 1000
    kind = f"{len(sources)} pages of {size:.0f} KB"
    yield Line(_AREA, "bytes to report: cells, sections, findings", 1000 * median(ours) / _BLOCK, "ms", note=kind)
    yield Line(_AREA, "… of a bare lexbor parse", ratio(ours, spent["parse"]), "x", at_most=4)
    yield Line(_AREA, "BeautifulSoup to the same cells, of ours", ratio(spent["soup"], ours), "x", at_least=15)
    yield Line(_AREA, "pandas.read_html to the same cells, of ours", ratio(spent["pandas"], ours), "x")


def _each(do: Callable[[bytes], object]) -> Callable[[Sequence[bytes]], None]:
    def work(block: Sequence[bytes]) -> None:
        for data in block:
            do(data)

    return work


def _agree(sources: Sequence[bytes]) -> None:
    """Warms everything up, and stops the benchmark when the variants do not do the same work."""
    for data in sources:
        (report,) = read(data).reports
        ours = {Measure(c.table, c.row, c.column): c.value for c in report.cells}
        for peer in (peers.by_beautiful_soup, peers.by_pandas):
            if (theirs := peer(data.decode())) != ours:
                differing = sorted(m for m in ours if ours[m] != theirs.get(m))
                raise SystemExit(f"{peer.__name__} and crawler.extractors.read differ in {differing[:5]}")
