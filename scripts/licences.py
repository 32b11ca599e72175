"""Writes docs/licences.md, the licence of every package that is installed: ``.venv/bin/python scripts/licences.py``.

What a package says of itself decides; where it says nothing that a program understands, or is not installed on every
machine, a person has looked, and the table below says what was found. A test compares, and refuses what is neither
permissive nor of the weak kind that leaves the rest alone.
"""

import re
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCK, PAGE = ROOT / "requirements" / "user.txt", ROOT / "docs" / "licences.md"

PERMISSIVE = frozenset(
    ("Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MIT-0", "MIT-CMU", "PSF-2.0", "ZPL-2.1")
)
WEAK = frozenset(("LGPL", "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later", "MPL-2.0"))
"""They bind changes of the library, or of its files, and nothing that uses it."""

LOOKED_UP = {
    "backports-zstd": "PSF-2.0",  # older Python only
    "brotli": "MIT",
    "brotlicffi": "MIT",  # PyPy only
    "psycopg-binary": "LGPL-3.0-only",
    "pycparser": "BSD-3-Clause",
    "pydispatcher": "BSD-3-Clause",
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",
    "pypydispatcher": "BSD-3-Clause",  # PyPy only
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    "tzdata": "Apache-2.0",  # Windows only
}
_SPELLINGS = {
    "Apache 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "GNU Library or Lesser General Public License (LGPL)": "LGPL",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "PSFL": "PSF-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
_HEAD = """# Licences

Nianbao is under the Apache License 2.0. These are the packages that it is installed with, all extras included
(`requirements/user.txt`), and their licences: permissive ones, and those of LGPL and MPL, which bind changes of the
library itself and not the programs that use it. `scripts/licences.py` writes this page from what the packages say of
themselves.

| package | licence |
| --- | --- |
"""


def packages() -> list[str]:
    """The names of the lock file, once each."""
    return sorted(set(re.findall(r"^([a-z\d][a-z\d._-]*)==", LOCK.read_text("utf-8"), re.M)))


def licence(name: str) -> str:
    """As an SPDX expression where that can be said; empty where nothing is known."""
    if name in LOOKED_UP:
        return LOOKED_UP[name]
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    if expression := about.get("License-Expression"):
        return expression
    listed = [line.rpartition(" :: ")[2] for line in about.get_all("Classifier") or () if line.startswith("License ::")]
    told = listed or [(about.get("License") or "").strip()]
    return " OR ".join(sorted({_SPELLINGS.get(one, one) for one in told}))


def is_fine(expression: str) -> bool:
    """Whether every licence in it is permissive or weak; of alternatives one has to be."""
    if not expression:
        return False
    return all(
        any(_is_known(choice) for choice in part.split(" OR "))
        for part in re.sub(r"[()]", "", expression).split(" AND ")
    )


def _is_known(name: str) -> bool:
    return name.strip() in PERMISSIVE | WEAK


def page() -> str:
    """The whole page."""
    return _HEAD + "".join(f"| {name} | {licence(name)} |\n" for name in packages())


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
