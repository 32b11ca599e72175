"""`python -m tests.torture`: every fault, until the time is up; the exit status is 1 when anything was lost."""

import argparse
import random
import sys
from pathlib import Path

from tests.torture import outcome
from tests.torture.suite import FAULTS, run


def main() -> int:
    """Strike, tell, and say how it ended."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--minutes", type=float, default=15, help="when to stop; every fault has its turn once (15)")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6), help="of all chances; by default any")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write all outcomes to this file")
    parser.add_argument("--only", metavar="WORDS", default="", help="faults whose name has these words")
    parser.add_argument("--rounds", type=int, help="at most so many rounds")
    asked = parser.parse_args()
    chosen = [fault for fault in FAULTS if asked.only in fault.name]
    print(f"seed {asked.seed}, {len(chosen)} faults", flush=True)
    outcomes = run(
        chosen,
        asked.seed,
        asked.minutes,
        lambda one: print(*outcome.table([one]), sep="\n", flush=True),
        rounds=asked.rounds,
    )
    print("", *outcome.table(outcomes), sep="\n")
    if asked.json:
        asked.json.write_text(outcome.as_json(asked.seed, outcomes), "utf-8")
    return int(any(one.lost for one in outcomes))


if __name__ == "__main__":
    sys.exit(main())
