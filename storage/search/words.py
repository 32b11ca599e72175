"""What somebody looks for: words that all have to be there, and phrases in quotation marks: pure."""

import re
from dataclasses import dataclass
from itertools import chain

from storage.errors import StorageError
from storage.search.grams import fold, runs

_ASKED = re.compile(r'"([^"]+)"|(\S+)')
_QUOTES = str.maketrans("“”„‟", '""""')


class NothingToFindError(StorageError):
    """What was given holds no character to look for (raised here, shown to whoever asked)."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Characters that follow each other, in runs between which some punctuation may stand."""

    runs: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the index that have to follow each other; see ``storage.search.grams``."""
        whole = (run[place : place + 2] for run in self.runs[:-1] for place in range(len(run)))
        last = self.runs[-1]
        pairs = [last[place : place + 2] for place in range(len(last) - 1)]
        return tuple(chain(whole, pairs or [last]))

    @property
    def is_open(self) -> bool:
        """Whether the last word stands for all that begin with it: it is a single character."""
        return len(self.runs[-1]) == 1

    @property
    def pattern(self) -> re.Pattern[str]:
        """The phrase in a folded text."""
        return re.compile(r"[\W_]+".join(map(re.escape, self.runs)))


def phrases(asked: str) -> tuple[Phrase, ...]:
    """Each word and each phrase once. Raises NothingToFindError."""
    texts = (quoted or word for quoted, word in _ASKED.findall(asked.translate(_QUOTES)))
    found = tuple(dict.fromkeys(Phrase(tuple(parts)) for parts in map(runs, texts) if parts))
    if not found:
        raise NothingToFindError(f"there is nothing to look for in “{fold(asked).strip()}”: give a word, such as 信访")
    return found
