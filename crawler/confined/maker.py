"""Ends a process with the one that asked for it, which need not be the one that it was forked from."""

import multiprocessing
import os
import threading


def end_with_maker() -> None:
    """From now on, however the maker ends: its end is seen on a pipe. Nothing is tidied up, and nobody is told."""
    threading.Thread(target=_wait, daemon=True).start()


def _wait() -> None:
    maker = multiprocessing.parent_process()
    if maker is not None:
        maker.join()
        os._exit(1)
