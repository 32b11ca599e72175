"""Tables + national forms → cells, each found by its label and its parent, never by position alone."""

from crawler.extractors.align.walk import Alignment, align

__all__ = ["Alignment", "align"]
