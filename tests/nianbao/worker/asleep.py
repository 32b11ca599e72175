"""`python -m tests.nianbao.worker.asleep FILE`: has a process sleep that writes its number into the file."""

import asyncio
import os
import sys
import time
from pathlib import Path

from nianbao.worker.child import run


def sleep(path: str) -> None:
    Path(path).write_text(str(os.getpid()))
    time.sleep(60)


if __name__ == "__main__":
    asyncio.run(run(sleep, sys.argv[1]))
