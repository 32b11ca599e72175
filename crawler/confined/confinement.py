"""What a process gives up before it reads anything of a stranger's."""

import contextlib
import gc
import os
import resource
import signal

from crawler.confined import calls
from crawler.confined.limits import Limits
from crawler.confined.maker import end_with_maker


def confine(limits: Limits) -> None:
    """Limits on memory, processor time, open files and written bytes; then the system calls. For good."""
    os.environ.clear()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it ends it
    calls.end_with_parent()
    end_with_maker()
    for what, most in (
        (resource.RLIMIT_DATA, limits.memory),
        (resource.RLIMIT_NOFILE, limits.files),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # one that is lower already stays
            resource.setrlimit(what, (most, most))
    calls.take()
    gc.freeze()  # what was imported is not looked through again at every collection
