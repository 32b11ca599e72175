"""``python -m tests.fuzz.mutants [FORMAT] [--count N] [--from N]``: mutants of real-shaped documents, read confined."""

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from crawler.confined import Confined, Limits
from crawler.confined.work import read_file
from tests.fuzz.mutation import mutate
from tests.fuzz.originals import FORMATS, originals
from tests.fuzz.shown import unseen

_SLACK = 3.0
"""Seconds that ending a process may take."""


@dataclass
class Tally:
    """What became of a format's mutants. ``faults``: seeds whose outcome was none that is allowed."""

    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    faults: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)


def run(confined: Confined, format_: str, numbers: Iterator[int] | range) -> Tally:
    """Read so many mutants of a format; whatever raises here would have ended a crawl."""
    tally = Tally()
    whole = originals(format_)
    for number in numbers:
        seed = f"{format_}/{number}"
        data = mutate(whole[number % len(whole)], seed)
        began = time.monotonic()
        try:
            reading = read_file(confined, data, None, f"a.{format_}")
        except Exception as error:  # noqa: BLE001 – which is what is looked for
            tally.faults.append(f"{seed}: {type(error).__name__}: {error}")
            continue
        seconds = time.monotonic() - began
        tally.slowest = max(tally.slowest, seconds)
        kind = reading.refusal.kind if reading.refusal else "read"
        tally.outcomes[kind] += 1
        if kind in ("crashed", "out_of_time"):
            tally.struck.append(f"{seed}: {kind}")
        if seconds > confined.limits.seconds + _SLACK:
            tally.faults.append(f"{seed}: {seconds:.1f} s")
        tally.faults += [f"{seed}: shows no {raw!r}" for raw in unseen(data, reading)]
    return tally


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.fuzz.mutants")
    parser.add_argument("format", nargs="*", default=FORMATS)
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--from", type=int, default=0, dest="first")
    asked = parser.parse_args()
    print("| format | mutants | outcomes | slowest, s | faults |\n| --- | --- | --- | --- | --- |")
    with Confined(limits=Limits(seconds=20)) as confined:
        for format_ in asked.format:
            tally = run(confined, format_, range(asked.first, asked.first + asked.count))
            told = ", ".join(f"{kind} {count:,}" for kind, count in tally.outcomes.most_common())
            print(f"| {format_} | {asked.count:,} | {told} | {tally.slowest:.2f} | {len(tally.faults)} |", flush=True)
            for fault in (*tally.faults[:20], *tally.struck[:20]):
                print("   ", fault, flush=True)


if __name__ == "__main__":
    main()
