"""Checks that take more than one report: this year against the last, a district's summary against its agencies."""

from storage.crosschecks.code import WORDS, Code
from storage.crosschecks.renewal import Renewed, renew

__all__ = ["WORDS", "Code", "Renewed", "renew"]
