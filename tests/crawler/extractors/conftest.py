"""What mutation testing needs: nothing may be remembered from before a function was changed."""

import importlib
import os
import pkgutil
from collections.abc import Callable, Iterator

import pytest

from crawler.extractors import align, identities, numbers

_MODULES = [
    numbers,
    identities,
    *(importlib.import_module(m.name) for m in pkgutil.walk_packages(align.__path__, "crawler.extractors.align.")),
]


def _caches() -> Iterator[Callable[[], None]]:
    for module in _MODULES:
        for value in vars(module).values():
            if clear := getattr(value, "cache_clear", None):
                yield clear


@pytest.fixture(autouse=os.environ.get("MUTANT_UNDER_TEST") is not None)
def nothing_remembered() -> None:
    """mutmut changes a function and runs tests in a process that has run them before."""
    for clear in _caches():
        clear()
