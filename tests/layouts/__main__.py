"""``python -m tests.layouts [WORD]``: cell accuracy of every layout whose name holds the word."""

import sys

from tests.layouts.catalogue import LAYOUTS
from tests.layouts.compare import tally
from tests.layouts.truth import FORMS, STATES


def main() -> None:
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    worst = 0
    for name, layout in LAYOUTS.items():
        if word not in name:
            continue
        shares, wrong = [], []
        for form in FORMS:
            for state in STATES:
                result = tally(layout, form, state)
                shares.append(f"{100 * result.share:4.0f}")
                wrong += [f"{form} {state}: {what}" for what in result.wrong]
                if result.form not in (form, "unknown"):
                    wrong.append(f"{form} {state}: form {result.form}")
        worst += len(wrong)
        print(f"{name:<48}", *shares, f"  WRONG {len(wrong)}" if wrong else "")
        for what in wrong[: 20 if word else 2]:
            print("      ", what)
    print(f"{len(LAYOUTS)} layouts, {worst} wrong")


if __name__ == "__main__":
    main()
