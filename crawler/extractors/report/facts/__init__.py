"""What a report says of itself: agency, year, title, publication date, index number, and whom it speaks for."""

from crawler.extractors.report.facts.finding import Facts, find

__all__ = ["Facts", "find"]
