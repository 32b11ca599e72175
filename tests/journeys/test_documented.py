"""README and tutorial show what the commands print: every command of theirs is run on the sample district, in order."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.household import ROOT, Household
from tests.programs import run

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

_BLOCK = re.compile(r"^```console\n(.*?)^```", re.DOTALL | re.MULTILINE)
_OTHERWISE = (
    (re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC"), "MOMENT"),
    (re.compile(r"127\.0\.0\.1:\d+"), "HERE"),
    (re.compile(r"nianbao-[0-9a-f-]+\.warc\.gz"), "WARC"),
    (re.compile(r"offset \d+, length \d+"), "PLACE"),
    (re.compile(r"[\d,]+ bytes"), "BYTES"),
    (re.compile(r"\s+"), " "),
)
"""What is another on every machine and day, and the width of columns, which the rows left out have a part in."""
_NOT_RUN = {"serve": "serves until it is stopped", "extract": "needs a file that the reader brings"}
_BY_THE_CALENDAR = ("coverage",)
"""Has a column more each year; of these the first line is compared."""


def commands(page: str) -> Iterator[tuple[str, list[str]]]:
    """What is typed and what is printed, in reading order; a line with an open quotation mark goes on."""
    for block in _BLOCK.findall((ROOT / page).read_text(encoding="utf-8")):
        typed, printed = "", []
        for line in block.splitlines():
            if typed and not _is_whole(typed):
                typed += f"\n{line}"
            elif line.startswith("$ "):
                if typed:
                    yield typed, printed
                typed, printed = line.removeprefix("$ "), []
            else:
                printed.append(line)
        yield typed, printed


def _is_whole(typed: str) -> bool:
    try:
        shlex.split(typed)
    except ValueError:
        return False
    return True


def _plain(line: str) -> str:
    for pattern, word in _OTHERWISE:
        line = pattern.sub(word, line)
    return line.strip()


def follows(shown: list[str], printed: list[str]) -> str | None:
    """The first line that is shown and not printed; an ellipsis stands for any lines, or the end of one."""
    waiting = [plain for line in printed if (plain := _plain(line))]
    anywhere = False
    for line in filter(None, map(_plain, shown)):
        if line == "…":
            anywhere = True
            continue
        begins = line.removesuffix("…")
        fits = [i for i, other in enumerate(waiting) if other == line or (line != begins and other.startswith(begins))]
        if not fits or (fits[0] and not anywhere):
            return line
        del waiting[: fits[0] + 1]
        anywhere = False
    return None if anywhere or not waiting else f"(the end, but there is: {waiting[0]})"


@pytest.fixture
def room(tmp_path: Path) -> Household:
    """As a reader has it who works in a folder of his own."""
    (tmp_path / "mine.toml").write_text('code = "990102"\nname = "无人区"\nstart_urls = ["http://127.0.0.1:1/"]\n')
    return Household(tmp_path / "data")


@pytest.mark.parametrize("page", ["README.md", "docs/tutorial.md"])
def test_what_is_shown_is_what_is_printed(page: str, room: Household) -> None:
    if page == "README.md":
        room.nianbao("demo")
    ran = 0
    for typed, shown in commands(page):
        arguments = shlex.split(typed.replace("make demo", "nianbao demo"))
        if arguments[1] in _NOT_RUN:
            continue
        done = run(arguments, {**room.environment, "NIANBAO_HOME": "data", "PATH": "/usr/bin:/bin"}, room.path.parent)
        kept = slice(1) if arguments[1] in _BY_THE_CALENDAR else slice(None)
        lacks = follows([*shown[kept], *(["…"] if kept.stop else [])], done.stdout.splitlines())
        assert lacks is None, f"{page}: $ {typed}\nprinted:\n{done.stdout}{done.stderr}\nnot as shown: {lacks}"
        ran += 1
    assert ran >= 4


@pytest.mark.parametrize(
    ("shown", "lacks"),
    [
        (["one", "two"], None),
        (["one", "…"], None),
        (["…", "two"], None),
        (["o…", "two"], None),
        (["one"], "(the end, but there is: two)"),
        (["two"], "two"),
        (["one", "three"], "three"),
        (["two", "one"], "two"),
    ],
)
def test_the_comparison_tells_what_is_not_there(shown: list[str], lacks: str | None) -> None:
    assert follows(shown, ["one", "", "two"]) == lacks
