"""Pages of a large archive under load: 20 connections that ask for one page after the other, a kind of page at a time.

Every request is for another place, drawn by chance, so that answers kept in memory help only where readers would be
helped too. Datasette shows its page of one table of the same database in the same run. What asks takes processor time
of the same machine, as much for one as for the other.
"""

import asyncio
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import quote

from sqlalchemy import select

from benchmarks import asking_archive
from benchmarks.lines import Line
from storage.models import Agency, District, table_of
from storage.session import open_engine, upgrade

CONNECTIONS = 20
P99 = 150.0
"""Milliseconds: the aim for every page but free SQL."""
FEW, MANY = 2_000, 100_000
_WORDS = ("信访", "政务公开", "拆迁", "征地拆迁补偿", "公开", "培训", "栏目", "整改")
_SQL = "SELECT year, count(*) FROM reports WHERE district_code = '{code}' GROUP BY year"

Address = Callable[[random.Random], str]


def measure(quick: bool) -> Iterator[Line]:
    """Each kind of page for some seconds."""
    reports, seconds = (FEW, 2.0) if quick else (MANY, 8.0)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        places = _filled(home, reports)
        with _served(_ours(), home) as port:
            for kind, address in _addresses(places).items():
                yield from _lines(kind, asyncio.run(_load(port, address, seconds)))
        if _has_datasette():
            with _served(_datasette(home), home) as port:
                took = asyncio.run(_load(port, lambda c: _table(c, reports), seconds))
                yield from _lines("Datasette, a table", took, aim=None)


Places = list[tuple[str, str]]
"""Codes of districts with keys of agencies."""


def _filled(home: Path, reports: int) -> Places:
    engine = open_engine(f"sqlite:///{home}/nianbao.db")
    upgrade(engine)
    asking_archive.fill(engine, reports)
    districts, agencies = table_of(District), table_of(Agency)
    joined = districts.join(agencies, agencies.c.district_id == districts.c.id)
    with engine.connect() as connection:
        places = [
            (code, key)
            for code, key in connection.execute(select(districts.c.code, agencies.c.key).select_from(joined))
        ]
    engine.dispose()
    return places


def _addresses(places: Places) -> dict[str, Address]:
    def agency(chance: random.Random) -> str:
        code, key = chance.choice(places)
        return f"/districts/{code}/agencies/{quote(key)}"

    def year(chance: random.Random) -> int:
        return chance.choice(asking_archive.YEARS)

    def several(chance: random.Random) -> str:
        chosen = "&".join(f"of={quote(f'{code}/{key}')}" for code, key in chance.sample(places, 3))
        return f"/compare?what=requests_received&{chosen}"

    return {
        "home": lambda _: "/",
        "district": lambda chance: f"/districts/{chance.choice(places)[0]}",
        "agency": agency,
        "report": lambda chance: f"{agency(chance)}/{year(chance)}",
        "report as JSON": lambda chance: f"{agency(chance)}/{year(chance)}?format=json",
        "history": lambda chance: f"{agency(chance)}/{year(chance)}/history",
        "compare": several,
        "findings": lambda chance: f"/findings?district={chance.choice(places)[0]}",
        "search": lambda chance: f"/search?q={quote(chance.choice(_WORDS))}&district={chance.choice(places)[0]}",
        "search everywhere": lambda chance: f"/search?q={quote(chance.choice(_WORDS))}",
        "runs": lambda _: "/runs",
        "query": lambda chance: f"/query?sql={quote(_SQL.format(code=chance.choice(places)[0]))}",
    }


def _table(chance: random.Random, reports: int) -> str:
    """A page of a hundred rows of one table, from a place drawn by chance on."""
    return f"/nianbao/annual_reports?_size=100&_next={chance.randrange(reports)}"


def _ours() -> list[str]:
    processes = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2
    return [sys.executable, "-m", "nianbao", "serve", "--processes", str(processes), "--port", "{port}"]


def _datasette(home: Path) -> list[str]:
    return [sys.executable, "-m", "datasette", "serve", str(home / "nianbao.db"), "--port", "{port}"]


def _has_datasette() -> bool:
    done = subprocess.run([sys.executable, "-c", "import datasette"], capture_output=True, check=False)
    return done.returncode == 0


@contextmanager
def _served(command: list[str], home: Path) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    environment = {**os.environ, "NIANBAO_HOME": str(home), "NIANBAO_REQUESTS_A_MINUTE": "0"}
    named = [part.format(port=port) for part in command]
    with subprocess.Popen(named, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait(port)
            yield port
        finally:
            server.terminate()


def _wait(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the server did not come up")


async def _load(port: int, address: Address, seconds: float) -> tuple[list[float], float, int]:
    """Milliseconds of every request but the first of each connection; requests a second; answers that were no 200."""
    took: list[float] = []
    wrong = 0

    async def one(number: int) -> None:
        nonlocal wrong
        chance = random.Random(number)
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        await _ask(reader, writer, address(chance))
        while time.monotonic() < until:
            began = time.monotonic()
            wrong += await _ask(reader, writer, address(chance)) != 200
            took.append((time.monotonic() - began) * 1000)
        writer.close()

    began = time.monotonic()
    until = began + seconds
    await asyncio.gather(*(one(number) for number in range(CONNECTIONS)))
    return took, len(took) / (time.monotonic() - began), wrong


async def _ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, address: str) -> int:
    """The status of one answer, read to its end."""
    writer.write(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\n\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    if b"transfer-encoding: chunked" in head:
        while (size := int((await reader.readline()).split(b";")[0], 16)) > 0:
            await reader.readexactly(size + 2)
        await reader.readline()
    else:
        length = next(line for line in head.split(b"\r\n") if line.startswith(b"content-length:"))
        await reader.readexactly(int(length.split(b":")[1]))
    return int(head[9:12])


def _lines(kind: str, measured: tuple[list[float], float, int], aim: float | None = P99) -> Iterator[Line]:
    took, rate, wrong = measured
    note = f"{wrong} of {len(took)} were no 200" if wrong else ""
    if len(took) < 2:
        yield Line("serving", f"{kind}, p99", None, "ms", note="no answer came in time")
        return
    yield Line("serving", f"{kind}, requests a second", rate, "/s", note=note)
    yield Line("serving", f"{kind}, p50", median(took), "ms")
    yield Line("serving", f"{kind}, p99", quantiles(took, n=100)[98], "ms", at_most=None if kind == "query" else aim)
