"""Everything that a task may need, imported once by the process from which those of tasks are forked.

But not Twisted's reactor: each process needs its own.
"""

import gc
import importlib
import re
from collections.abc import Iterator
from types import ModuleType

import psycopg
from scrapy.settings import default_settings

import crawler.confined.work
import nianbao.worker.work
import storage.search.postgres
from crawler import settings

_CLASS = re.compile(r"(scrapy|crawler)(\.[a-z_\d]+)+\.[A-Z]\w+")
_USED = (psycopg, crawler.confined.work, nianbao.worker.work, storage.search.postgres)


def _components(known: ModuleType) -> Iterator[str]:
    """The classes that settings name, which Scrapy would import at its start."""
    for value in vars(known).values():
        named = (*value, *value.values()) if isinstance(value, dict) else (value,)
        yield from (one for one in named if isinstance(one, str) and _CLASS.fullmatch(one))


for component in {*_components(default_settings), *_components(settings)}:
    importlib.import_module(component.rpartition(".")[0])
gc.freeze()  # so that no child copies pages only because they were looked through
