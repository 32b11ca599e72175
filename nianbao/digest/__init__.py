"""What a night brought: reports new, changed and withdrawn, sites that broke or fell silent."""

from nianbao.digest.collect import Digest, SiteNews, collect
from nianbao.digest.feed import atom
from nianbao.digest.markdown import markdown
from nianbao.digest.record import record, text

__all__ = ["Digest", "SiteNews", "atom", "collect", "markdown", "record", "text"]
