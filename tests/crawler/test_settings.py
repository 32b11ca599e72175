"""Scrapy's components are listed one by one, so one that a new version brings must not go by unseen."""

import pytest
from scrapy.settings import Settings, default_settings

from crawler import settings as ours

_LEFT_OUT = {
    "DOWNLOADER_MIDDLEWARES": {
        "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware",
        "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware",
        "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware",
        "scrapy.downloadermiddlewares.retry.RetryMiddleware",
        "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware",
        "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware",
        "scrapy.downloadermiddlewares.cookies.CookiesMiddleware",
        "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware",
    },
    "SPIDER_MIDDLEWARES": {
        "scrapy.spidermiddlewares.start.StartSpiderMiddleware",
        "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware",
        "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware",
        "scrapy.spidermiddlewares.depth.DepthMiddleware",
        "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware",
    },
    "EXTENSIONS": {
        "scrapy.extensions.telnet.TelnetConsole",
        "scrapy.extensions.memdebug.MemoryDebugger",
        "scrapy.extensions.feedexport.FeedExporter",
        "scrapy.extensions.spiderstate.SpiderState",
        "scrapy.extensions.throttle.AutoThrottle",
        "scrapy.extensions.remote_control.RemoteControl",
    },
}


@pytest.mark.parametrize("name", _LEFT_OUT)
def test_each_of_scrapys_components_is_taken_or_left_out_on_purpose(name):
    scrapys = getattr(default_settings, f"{name}_BASE")
    taken = {path: order for path, order in getattr(ours, name).items() if path.startswith("scrapy.")}

    assert set(scrapys) == taken.keys() | _LEFT_OUT[name]
    assert not taken.keys() & _LEFT_OUT[name]
    assert {path: scrapys[path] for path in taken} == taken


@pytest.mark.parametrize("name", _LEFT_OUT)
def test_scrapy_adds_nothing_to_our_lists(name):
    settings = Settings()
    settings.setmodule(ours, priority="project")

    assert dict(settings.get_component_priority_dict_with_base(name)) == getattr(ours, name)
