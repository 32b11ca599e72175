"""``python -m tests.fuzz [TARGET]… [--seconds N]``: feed each target for so long, and keep what broke it.

atheris, where it is installed (Linux), looks for inputs that reach new code; else seeded mutants are fed. Each target
runs in a process of its own, with a limit on memory, so that one that breaks does not end the others.
"""

import argparse
import hashlib
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from tests.fuzz.mutation import mutate
from tests.fuzz.seeds import KEPT, seeds

_MEMORY = 3 * 2**30
_SLOW = 10
"""Seconds for one input, after which it is taken for a hang."""
_RUNS = re.compile(r"(?:Done|#)(?:\s)?(\d+)")


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.fuzz")
    parser.add_argument("target", nargs="*")
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.here:
        return feed(asked.target[0], asked.seconds)
    broken = 0
    for target in asked.target or _targets():
        command = [sys.executable, "-m", "tests.fuzz", target, "--seconds", str(asked.seconds), "--here"]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
        runs = [int(number) for number in _RUNS.findall(done.stdout + done.stderr)]
        print(f"{target}: {max(runs, default=0):,} executions, exit status {done.returncode}", flush=True)
        if done.returncode:
            broken += 1
            print((done.stdout + done.stderr)[-3000:], flush=True)
    return broken


def _targets() -> dict[str, Callable[[bytes], None]]:
    from tests.fuzz.targets import TARGETS  # noqa: PLC0415 – atheris has to see the project imported

    return TARGETS


def feed(target: str, seconds: int) -> int:
    """One target in this process; atheris ends it itself."""
    resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
    (KEPT / target).mkdir(parents=True, exist_ok=True)
    if find_spec("atheris") is None:
        return _mutants(target, seconds)
    import atheris  # noqa: PLC0415 – Linux only

    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(seeds(target)):
            (Path(corpus) / str(number)).write_bytes(seed)
        limits = [f"-max_total_time={seconds}", f"-timeout={_SLOW}", "-max_len=200000", "-rss_limit_mb=0"]
        places = [f"-artifact_prefix={KEPT / target}{os.sep}", corpus]
        with atheris.instrument_imports(include=["crawler", "storage.archive"]):
            targets = _targets()
        atheris.Setup([sys.argv[0], *limits, *places], targets[target])
        atheris.Fuzz()
    return 0


def _mutants(target: str, seconds: int) -> int:
    until, number = time.monotonic() + seconds, 0
    whole = seeds(target)
    while time.monotonic() < until:
        data = mutate(whole[number % len(whole)], f"{target}/{number}")
        try:
            _targets()[target](data)
        except Exception:
            (KEPT / target / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
            raise
        number += 1
    print(f"Done {number}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
