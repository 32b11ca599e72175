"""How fast and how small, as ratios measured side by side on the machine at hand.

`python -m benchmarks` (`make bench`) runs every part and prints one line a figure with its goal. A part is a module
with `measure(quick: bool) -> Iterator[Line]`; it compares variants by `rounds.interleave`, so that load on the machine
falls on all of them alike, and counts CPU time, not seconds on the wall.
`pages.generate(count)` yields the texts of as many report pages, the same ones every time;
`asking_archive.fill(engine, reports)` a database of as many reports.
"""
