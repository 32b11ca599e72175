"""The program run as a user runs it, in a process of its own, but without importing everything each time."""

from tests.programs.running import Running, run, start

__all__ = ["Running", "run", "start"]
