"""Three nights in January: twenty districts fail now and then, and the program is killed four times a night."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random

from tests.district import Answer, Asked, District
from tests.journeys.town import COLUMN, path_of, publish
from tests.torture.contents import Contents, bodies, contents, differences, unsound
from tests.torture.outcome import Fault, Outcome
from tests.torture.scene import Scene
from tests.torture.victim import Victim
from tests.torture.wounded import SHIFT

NIGHTS, DISTRICTS, KILLS, FAILING = 3, 20, 4, 0.05
_REPORTS = 8
_LISTED = b"2027-01-08"
"""So new that a night asks for all of them."""
_FIRST = datetime(2027, 1, 12, 18, tzinfo=UTC)


class Moody(District):
    """Fails in its share of requests while it has a ``chance``; ``failed`` counts how."""

    chance: Random | None = None

    def __init__(self) -> None:
        super().__init__()
        self.failed: Counter[str] = Counter()

    def answer(self, asked: Asked) -> Answer:
        """As it is, or as a bad line or a tired server has it."""
        answer = super().answer(asked)
        if self.chance is None or self.chance.random() >= FAILING:
            return answer
        how = self.chance.choice(("reset", "late", "5xx", "truncated"))
        self.failed[how] += 1
        body = answer.body
        return {
            "reset": replace(answer, cut=0, etag=False),
            "late": replace(answer, wait=self.chance.uniform(0.5, 3)),
            "5xx": Answer(b"busy", status=self.chance.choice((500, 502, 503, 504)), etag=False),
            "truncated": replace(answer, cut=len(body) // 2, etag=False),
        }[how]


def soak(scene: Scene, chance: Random, outcome: Outcome) -> None:
    """The same nights twice, disturbed and not; a quiet one ends both."""
    with ExitStack() as open_:
        districts = [open_.enter_context(Moody()) for _ in range(DISTRICTS)]
        calm, hurt = (_home(scene.place(), districts) for _ in range(2))
        for night in range(NIGHTS + 1):
            _publish(districts, night)
            length = _walk(calm, night)
            is_quiet = night == NIGHTS
            for number, district in enumerate(districts):
                district.chance = None if is_quiet else Random(f"{chance.random()} {number}")
            for _ in range(0 if is_quiet else KILLS):
                shifted = {SHIFT: str(_shift(night))}
                outcome.hit(hurt.kill_after(chance.uniform(0.5, length + 1), *_night(hurt), **shifted))
            _walk(hurt, night)
            for district in districts:
                district.chance = None
        outcome.check(differences(_released(calm), _released(hurt)))
        held = bodies(hurt)
        outcome.check(
            f"the body of {url} is not archived" for url, digest in _served(districts) if (url, digest) not in held
        )
        outcome.check(unsound(hurt))
        failed = sum((district.failed for district in districts), Counter())
        outcome.require(failed.total() > NIGHTS, "no request failed")
        outcome.notes = f"{failed.total()} of {sum(len(d.log) for d in districts)} requests failed: {dict(failed)}"
        hurt.verify("--repair")
        outcome.require(hurt.verify() == [], f"after a repair: {hurt.verify()}")


def _home(place: Path, districts: Iterable[District]) -> Victim:
    home = Victim(place)
    for number, district in enumerate(districts):
        home.add(f"site{number:02}", district, code=f"99{number // 10 + 1:02}{number % 10 + 1:02}")
    return home


def _publish(districts: Iterable[District], night: int) -> None:
    """Each night each district has one report more, and a corrected one."""
    for place, district in enumerate(districts):
        count = _REPORTS - NIGHTS + min(night, NIGHTS - 1)
        number = {n: 10 * n + place + (100 if n < night else 0) for n in range(count)}
        publish(district, {path_of(n): (f"示例区第{n}局", 2024, number[n]) for n in range(count)})
        column = district.pages[COLUMN]
        district.pages[COLUMN] = replace(column, body=column.body.replace(b"2025-01-20", _LISTED))


def _shift(night: int) -> float:
    return (_FIRST + timedelta(days=night) - datetime.now(UTC)).total_seconds()


def _night(home: Victim) -> tuple[str, ...]:
    return ("night", "--sites", str(home.sites), "--releases", str(home.folder / "releases"), "--json")


def _walk(home: Victim, night: int) -> float:
    """A night to its end, however the sites were; how long it took."""
    began = time.monotonic()
    done = home.hurt(*_night(home), **{SHIFT: str(_shift(night))})
    if done.returncode not in (0, 3):
        raise AssertionError(f"night {night} ended with {done.returncode}: {done.stderr}")
    return time.monotonic() - began


def _served(districts: Iterable[District]) -> Iterator[tuple[str, str]]:
    """Address and digest of every page as it is at the end; what stood there for one night may have been missed."""
    for district in districts:
        for path, answer in district.pages.items():
            if isinstance(answer, Answer):
                yield district.url(path), sha256(answer.body).hexdigest()


def _released(home: Victim) -> Contents:
    return {name: rows for name, rows in contents(home).items() if name.startswith("released")}


FAULTS = (Fault("soak: 3 nights, 20 districts", "the release of an undisturbed run", soak),)
