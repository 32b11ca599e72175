"""Which cell of a row stands under which heading."""

from crawler.extractors.align.columns.matching import NOTHING, Heading, Match, Row, match
from crawler.extractors.align.columns.values import padding_of

__all__ = ["NOTHING", "Heading", "Match", "Row", "match", "padding_of"]
