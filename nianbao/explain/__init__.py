"""Shows how a report was read: on a terminal, or as a page with the original beside the reading."""

from nianbao.explain.page import page
from nianbao.explain.terminal import lines

__all__ = ["lines", "page"]
