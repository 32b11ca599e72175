"""``python -m tests.hostile [WORD]``: every hostile input whose name or format holds the word, and what came of it."""

import sys

from crawler.confined import Confined
from tests.hostile.catalogue import inputs
from tests.hostile.trial import attempt


def main(word: str) -> None:
    count = 0
    worst = {True: 0.0, False: 0.0}
    print(
        "| input | format | bytes | outcome | read | seconds | peak MB |\n| --- | --- | --- | --- | --- | --- | --- |"
    )
    with Confined() as confined:
        for name, hostile in inputs().items():
            if word not in name and word != hostile.format:
                continue
            data = hostile.make()
            found = attempt(confined, data)
            count += 1
            worst[found.here] = max(worst[found.here], found.seconds)
            place = "here" if found.here else "confined"
            cells = (
                name,
                hostile.format,
                f"{len(data):,}",
                found.said,
                place,
                f"{found.seconds:.2f}",
                str(found.megabytes),
            )
            print("|", " | ".join(cell.replace("|", "\\|") for cell in cells), "|", flush=True)
    print(
        f"\n{count} inputs; the slowest took {worst[True]:.1f} s in place, {worst[False]:.1f} s in a confined process"
    )


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
