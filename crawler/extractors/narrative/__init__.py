"""What the prose says: the numbers in it, the topics of 总体情况, and whether both agree with the tables."""

from crawler.extractors.narrative.agreement import compare
from crawler.extractors.narrative.statements import UNREAD, Narrative, read
from crawler.extractors.narrative.topics import split

__all__ = ["UNREAD", "Narrative", "compare", "read", "split"]
