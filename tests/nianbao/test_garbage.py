"""What a command imports and sets up is not looked through for dead objects; a night imports no more than it needs."""

import subprocess
import sys

_IMPORTS = "import crawler.downloads, nianbao.operations.night"


def _told(code: str) -> list[str]:
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()


def test_nothing_is_looked_for_while_a_night_is_imported_and_nothing_when_it_ends() -> None:
    """Not even at the end: all is frozen by then, so that the last look finds nothing to go through."""
    told = _told(
        "import atexit, gc\n"
        "looks = []\n"
        "atexit.register(lambda: print(len(looks), gc.get_freeze_count() > 100_000))\n"
        "from nianbao.garbage import look_seldom\n"
        "look_seldom()\n"
        "gc.callbacks.append(lambda phase, info: looks.append(phase))\n"
        f"{_IMPORTS}"
    )
    assert told == ["0", "True"]


def test_what_is_made_after_setting_up_is_looked_at_again() -> None:
    """A ring that dies during a crawl must not stay until its end."""
    told = _told(
        "import gc, weakref\n"
        "from nianbao.garbage import look_seldom, spare_what_is_there\n"
        "look_seldom()\n"
        "spare_what_is_there()\n"
        "class Ring: pass\n"
        "ring = Ring()\n"
        "ring.ring = ring\n"
        "left = weakref.ref(ring)\n"
        "del ring\n"
        "kept = [[] for _ in range(20_000)]\n"
        "print(left() is None)"
    )
    assert told == ["True"]


def test_a_night_imports_nothing_that_only_documents_and_reports_need() -> None:
    """A quiet night sees lists: most of what it costs is imports."""
    unneeded = "{'rapidfuzz', 'pebble', 'crawler.extractors.narrative', 'crawler.extractors.readers.pages'}"
    assert _told(f"{_IMPORTS}\nimport sys\nprint(len({unneeded} & sys.modules.keys()))") == ["0"]
