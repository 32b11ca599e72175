"""Many hosts in one process: does each get its pace, and what does it cost to have them side by side?"""

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.district import served
from benchmarks.lines import Line

_AREA = "many hosts at once"
_PAGES = 10
"""Pages of a host: a list and its reports."""


def measure(quick: bool) -> Iterator[Line]:
    """``pace`` hosts with a pause each; then as many pages without pauses from ``wide`` hosts and from one."""
    pace, pause, wide = (20, 2.0, 20) if quick else (80, 4.0, 250)
    with served(_PAGES - 1) as address:
        _crawl([address.of_host(n) for n in range(1, pace + 1)], pause)
        _, hosts = address.asked()
    kept = [pause * (len(times) - 2) / (times[-1] - times[1]) for times in hosts.values() if len(times) > 2]
    yield Line(_AREA, f"rate of {pace} hosts, of what their pauses allow", median(kept), "x", at_least=0.95)
    with served(_PAGES - 1) as address:
        many = _crawl([address.of_host(n) for n in range(1, wide + 1)], 0.0)
    with served(_PAGES * wide - 1 - (_PAGES * wide) // 20) as address:
        one = _crawl([address.column], 0.0)
    yield Line(_AREA, f"CPU of {wide} hosts, of one host with as many pages", many / one, "x", at_most=1.2)


def _crawl(columns: list[str], pause: float) -> float:
    """Seconds of CPU of a crawl of these columns, each a site of its own."""
    with tempfile.TemporaryDirectory() as folder:
        sites = Path(folder) / "sites"
        sites.mkdir()
        for number, column in enumerate(columns):
            site = (
                f'code = "{990000 + number}"\nname = "示例市第{number}区"\nstart_urls = ["{column}"]\ndelay = {pause}\n'
            )
            (sites / f"s{number:03}.toml").write_text(site, encoding="utf-8")
        command = [sys.executable, "-m", "nianbao", "crawl", "--sites", str(sites), "--json"]
        environment = {**os.environ, "NIANBAO_HOME": folder}
        before = _spent()
        done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
        verdicts = {json.loads(line)["verdict"] for line in done.stdout.splitlines()}
        if verdicts != {"complete"}:
            raise SystemExit(f"the benchmark's crawl ended {verdicts}")
        return _spent() - before


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
