"""Servers that the program relies on, for tests that stop them, shut them or fill them up."""

from tests.servers.door import Door, door
from tests.servers.objects import Objects, objects
from tests.servers.postgres import Postgres, postgres

__all__ = ["Door", "Objects", "Postgres", "door", "objects", "postgres"]
