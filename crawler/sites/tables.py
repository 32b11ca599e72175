"""The tables of a site file, read key by key; what is wrong is noted with its place: ``agencies[2].valid.from: …``."""

from collections.abc import Callable, Iterator, Mapping

Check = Callable[[str], str]
"""A text as it is kept. Raises ValueError, in a sentence, for what it cannot be."""

Faults = list[str]
"""What to mend, a clause for each key."""

_TEXT = "must be text: put it in quotes"


class Entry:
    """One table. What is wrong in it counts as absent from then on: its file is not used anyway."""

    def __init__(self, content: Mapping[str, object], place: str, faults: Faults) -> None:
        self._content = content
        self._place = place
        self._faults = faults
        self._asked: list[str] = []

    def needed(self, key: str, check: Check) -> str:
        """A text that must be there."""
        if key not in self._content:
            self.fault("is missing", key)
        return self.text(key, check) or ""

    def text(self, key: str, check: Check) -> str | None:
        """A text that may be there."""
        value = self._take(key)
        return None if value is None else self._checked(value, key, check)

    def texts(self, key: str, check: Check, *, at_least: str = "") -> tuple[str, ...]:
        """A list of texts; ``at_least``: what to say of one that has none."""
        values = self._take(key)
        if values is None and at_least:
            self.fault("is missing", key)
        elif isinstance(values, list):
            if at_least and not values:
                self.fault(at_least, key)
            found = (self._checked(value, f"{key}[{n}]", check) for n, value in enumerate(values, 1))
            return tuple(value for value in found if value is not None)
        elif values is not None:
            self.fault("must be a list of texts: put it in square brackets", key)
        return ()

    def whole(self, key: str, bounds: tuple[int, int]) -> int | None:
        """A whole number that may be there."""
        value = self._take(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            self.fault("must be a whole number, without quotes", key)
            return None
        return value if self._is_within(value, key, bounds) else None

    def number(self, key: str, bounds: tuple[int, int], *, otherwise: float) -> float:
        """A number, with or without decimals."""
        value = self._take(key)
        if value is None:
            return otherwise
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.fault("must be a number, without quotes", key)
            return otherwise
        return float(value) if self._is_within(value, key, bounds) else otherwise

    def entry(self, key: str) -> "Entry | None":
        """A table in this one."""
        value = self._take(key)
        if value is None or isinstance(value, dict):
            return None if value is None else Entry(value, self._at(key), self._faults)
        self.fault("must be a table: { key = value }", key)
        return None

    def entries(self, key: str) -> Iterator["Entry"]:
        """The tables of a list: ``[[key]]``."""
        values = self._take(key)
        if not isinstance(values, list | None):
            self.fault(f"must be a list of tables: [[{key}]]", key)
            return
        for n, value in enumerate(values or (), 1):
            if isinstance(value, dict):
                yield Entry(value, self._at(f"{key}[{n}]"), self._faults)
            else:
                self.fault("must be a table", f"{key}[{n}]")

    def names(self, *keys: str) -> bool:
        """Whether it has one of these keys."""
        return any(key in self._content for key in keys)

    def end(self, known: str = "") -> None:
        """Nothing else may be in it; ``known`` introduces what may, where that is to be told."""
        for key in (key for key in self._content if key not in self._asked):
            self.fault(f"unknown key; {known}{', '.join(self._asked)}" if known else "unknown key", key)

    def fault(self, advice: str, key: str = "") -> None:
        """Note what to mend, in the table or in one of its keys."""
        self._faults.append(f"{self._at(key) or 'file'}: {advice}")

    def _at(self, key: str) -> str:
        return f"{self._place}.{key}".strip(".")

    def _take(self, key: str) -> object:
        self._asked.append(key)
        return self._content.get(key)

    def _checked(self, value: object, key: str, check: Check) -> str | None:
        if not isinstance(value, str):
            self.fault(_TEXT, key)
            return None
        try:
            return check(value)
        except ValueError as error:
            self.fault(str(error), key)
            return None

    def _is_within(self, value: float, key: str, bounds: tuple[int, int]) -> bool:
        if bounds[0] <= value <= bounds[1]:
            return True
        self.fault(f"must be from {bounds[0]} to {bounds[1]}", key)
        return False
