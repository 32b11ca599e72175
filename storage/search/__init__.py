"""Full-text search over what the reports say: words of two characters and more, phrases, on both databases alike.

The index is kept by whoever writes: ``put`` with a new version, ``move`` whenever another version becomes the current
one, both in the transaction of the writing. ``rebuild`` makes it anew from the stored text.
"""

from storage.search.finding import Found, Hit, count, search
from storage.search.keeping import catch_up, move, put, put_stored, rebuild
from storage.search.schema import create, drop
from storage.search.words import NothingToFindError, Phrase, phrases

__all__ = [
    "Found",
    "Hit",
    "NothingToFindError",
    "Phrase",
    "catch_up",
    "count",
    "create",
    "drop",
    "move",
    "phrases",
    "put",
    "put_stored",
    "rebuild",
    "search",
]
