"""A district to crawl at full speed: generated report pages behind a TRS list, served by a process of its own.

`python -m benchmarks.district COUNT` prints its port and serves until its standard input is closed. It answers on every
address of loopback, 127.0.0.1, 127.0.0.2 …, so that one process is as many hosts as are wanted.
"""

import asyncio
import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus

from aiohttp import web

from benchmarks import pages

_PER_PAGE = 20
_COLUMN = "/zfxxgk/zfxxgknb/"
_ASKED = "/asked.json"


@dataclass(frozen=True, slots=True)
class Address:
    """Where the district is served, and every address a full crawl has to fetch, in reading order."""

    root: str
    urls: tuple[str, ...]

    @property
    def column(self) -> str:
        """The first page of the list."""
        return self.root + _COLUMN

    def of_host(self, number: int) -> str:
        """The same column on another host."""
        return f"http://127.0.0.{number}:{self.root.rpartition(':')[2]}{_COLUMN}"

    def asked(self) -> tuple[int, dict[str, list[float]]]:
        """The bytes of all bodies that were sent so far, and when each host was asked, in seconds."""
        with urllib.request.urlopen(self.root + _ASKED) as answer:
            told = json.load(answer)
        return told["sent"], told["hosts"]


@contextmanager
def served(count: int) -> Iterator[Address]:
    """``count`` reports served on loopback by a child process, whose CPU is nobody's but its own."""
    command = [sys.executable, "-m", "benchmarks.district", str(count)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        if child.stdout is None or child.stdin is None:
            raise RuntimeError("no pipes to the district's process")
        root = f"http://127.0.0.1:{child.stdout.readline().strip()}"
        try:
            yield Address(root, tuple(root + path for path in _paths(count)))
        finally:
            child.stdin.close()
            child.wait(timeout=10)


def _lists(count: int) -> int:
    return -(-count // _PER_PAGE)


def _list_path(number: int) -> str:
    return _COLUMN if number == 0 else f"{_COLUMN}index_{number}.html"


def _report_path(number: int) -> str:
    return f"{_COLUMN}202501/t20250120_{1_000_000 + number}.html"


def _paths(count: int) -> Iterator[str]:
    yield from (_list_path(number) for number in range(_lists(count)))
    yield from (_report_path(number) for number in range(count))


def _list_page(number: int, count: int) -> str:
    first = number * _PER_PAGE
    items = "".join(
        f"<li><a href='.{_report_path(n).removeprefix(_COLUMN.rstrip('/'))}'>{title}</a><span>2025-01-20</span></li>\n"
        for n in range(first, min(first + _PER_PAGE, count))
        for title in [f"示例市第{n + 1}区示例局{2021 + n % 4}年政府信息公开工作年度报告"]
    )
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>政府信息公开年报</title></head><body>"
        f"<ul class='list'>{items}</ul>"
        f'<script>createPageHTML({_lists(count)}, {number}, "index", "html");</script></body></html>'
    )


def _application(count: int) -> web.Application:
    reports = pages.generate(count)
    bodies = {_list_path(n): _list_page(n, count) for n in range(_lists(count))}
    bodies |= {_report_path(n): reports[n] for n in range(count)}
    encoded = {path: body.encode() for path, body in bodies.items()}
    sent = 0
    hosts: dict[str, list[float]] = {}

    async def answer(request: web.Request) -> web.Response:
        nonlocal sent
        if request.path == _ASKED:
            return web.json_response({"sent": sent, "hosts": hosts})
        hosts.setdefault(request.host, []).append(time.monotonic())
        body = encoded.get(request.path)
        if body is None:
            return web.Response(status=404, text="not here")
        tag = f'"{len(body)}-{hash(request.path) & 0xFFFF:x}"'
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=HTTPStatus.NOT_MODIFIED, headers={"ETag": tag})
        sent += len(body)
        return web.Response(body=body, content_type="text/html", charset="utf-8", headers={"ETag": tag})

    application = web.Application()
    application.router.add_get("/{path:.*}", answer)
    return application


async def _serve(count: int) -> None:
    runner = web.AppRunner(_application(count), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "0.0.0.0", 0)
    await site.start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))
