"""An agency's reports read again on demand: beside the server, one agency at a time, with a result that is kept."""

from nianbao.web.again.rereadings import Rereadings

__all__ = ["Rereadings"]
