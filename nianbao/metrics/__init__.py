"""What a monitoring system wants to know, in the format of Prometheus."""

from nianbao.metrics.collecting import exposition

__all__ = ["exposition"]
