"""The short form of ``make torture``: a few kills and a torn write, after which nothing is lost."""

import random
from collections.abc import Iterator

import pytest

from tests.torture.outcome import Fault
from tests.torture.scene import Scene
from tests.torture.suite import FAULTS, strike

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    with Scene(short=True) as scene:
        yield scene


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault.quick], ids=lambda fault: fault.name)
def test_after_a_fault_nothing_is_lost(scene: Scene, fault: Fault) -> None:
    seed = random.randrange(10**6)
    outcome = strike(fault, scene, random.Random(seed))
    assert outcome.lost == [], f"seed {seed}"
    assert outcome.struck, f"seed {seed}: nothing happened"


def test_every_fault_has_a_name_of_its_own() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)
