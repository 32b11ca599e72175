"""Which cell of a row stands under which heading."""

from crawler.extractors.align.columns.matching import NOTHING, Heading, Match, Row, match

__all__ = ["NOTHING", "Heading", "Match", "Row", "match"]
