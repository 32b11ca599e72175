"""LibreOffice, where it is installed, on documents that the readers refuse. Runs a program; the readers stay pure."""

from crawler.second_opinion.office import Office, find
from crawler.second_opinion.opinion import BATCH, Refused, hear, is_wanted

__all__ = ["BATCH", "Office", "Refused", "find", "hear", "is_wanted"]
