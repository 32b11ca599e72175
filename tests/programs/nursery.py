"""`python -m tests.programs.nursery SOCKET`: imports the program once, and forks a process for each command.

Most of the time of a small crawl goes into imports. A forked process has them behind it and is otherwise one of its
own: it has its own network loop, environment, folder and files, can be interrupted or killed, and ends as any
interpreter ends. What an interpreter reads at its start – ``PYTHON…``, ``LC_…``, ``LANG`` – it has from here (see
``running``).
"""

import gc
import importlib
import json
import os
import pkgutil
import re
import runpy
import select
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import ModuleType

from scrapy.settings import default_settings

import crawler
import nianbao
import storage
from crawler import settings

_BUFFER = 1 << 20
_WITH_THREADS = re.compile(
    r"^(?:import|from) (?:cv2|numpy|onnxruntime|openpyxl|pyarrow|rapidocr|\S+\.scan\.\S+)\b", re.M
)
"""An import in a module's own lines."""
_CLASS = re.compile(r"(scrapy|crawler)(\.[a-z_\d]+)+\.[A-Z]\w+")


def main(path: str) -> None:
    """Serve until standard input is closed; each child comes back from ``_child`` to run its program and to end."""
    _import_everything()
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(path)
        door.listen()
        while True:
            ready, _, _ = select.select([door, sys.stdin], [], [], 1)
            _bury()
            if sys.stdin in ready:
                return
            if door in ready:
                asking, _ = door.accept()
                if os.fork() == 0:
                    door.close()
                    break
                asking.close()
    _child(asking)


def _import_everything() -> None:
    """All but what starts threads when it is imported, for a fork leaves them behind."""
    for package in (nianbao, crawler, storage):
        for name in _modules(package):
            importlib.import_module(name)
            if threading.active_count() > 1 or len(list(Path("/proc/self/task").glob("*"))) > 1:
                raise RuntimeError(f"{name} starts a thread when it is imported: see _WITH_THREADS")
    for known in (default_settings, settings):
        for component in _components(known):
            importlib.import_module(component.rpartition(".")[0])
    if "twisted.internet.reactor" in sys.modules:
        raise RuntimeError("a network loop cannot be shared with children")
    gc.freeze()


def _modules(package: ModuleType) -> Iterator[str]:
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not found.name.endswith("__main__") and not _WITH_THREADS.search(_source(found)):
            yield found.name


def _source(found: pkgutil.ModuleInfo) -> str:
    spec = found.module_finder.find_spec(found.name, None)
    return Path(spec.origin).read_text("utf-8") if spec is not None and spec.origin else ""


def _components(known: ModuleType) -> Iterator[str]:
    """What Scrapy would import at its start: the classes that settings name."""
    for value in vars(known).values():
        named = (*value, *value.values()) if isinstance(value, dict) else (value,)
        yield from (one for one in named if isinstance(one, str) and _CLASS.fullmatch(one))


def _bury() -> None:
    """Take leave of children that have ended."""
    try:
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass
    except ChildProcessError:
        return


def _child(asking: socket.socket) -> None:
    """Start the program in a child, tell its number, and then how it ended."""
    message, files, _, _ = socket.recv_fds(asking, _BUFFER, 2)
    asked = json.loads(message)
    child = os.fork()
    if child == 0:
        asking.close()
        _become(asked, files)
        return
    with suppress(BrokenPipeError):  # whoever asked has not waited
        asking.sendall(b"%d\n" % child)
        _, status = os.waitpid(child, 0)
        asking.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))
    os._exit(0)


def _become(asked: dict, files: list[int]) -> None:
    """Run the module as ``python -m`` does; whatever it raises ends this process as it would end any."""
    for file, number in zip(files, (1, 2), strict=True):
        os.dup2(file, number)
        os.close(file)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    time.tzset()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    module, *arguments = asked["command"]
    sys.argv = [module, *arguments]
    sys.path[0] = asked["folder"]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(sys.argv[1])
