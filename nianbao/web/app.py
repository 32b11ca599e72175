"""Puts the pages together: the application that a server runs."""

import gc
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from importlib.metadata import version

import anyio.to_thread
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from crawler.confined import Confined
from nianbao.garbage import spare_what_is_there
from nianbao.web.again import Rereadings
from nianbao.web.guards.headers import Headers
from nianbao.web.guards.origin import Origin
from nianbao.web.guards.rate import Rate
from nianbao.web.guards.size import Size
from nianbao.web.pages import ROUTERS
from nianbao.web.people import People
from nianbao.web.replies.cache import Cache
from nianbao.web.replies.failing import explained, failed, refused, unfit, unknown
from nianbao.web.replies.openapi import DESCRIPTION, Described
from nianbao.web.replies.problems import RefusedError
from nianbao.web.settings import Serving
from nianbao.web.site import READING, Site
from nianbao.web.state import watch
from nianbao.web.templating import environment
from nianbao.web.words import Language
from storage.queries import UnknownError
from storage.session import open_database

THREADS = 4
"""Pages worked out at once by a process.

Twice as many waited for each other, so that half as many came in a second; fewer could all be held by questions in SQL.
"""


def from_environment() -> FastAPI:
    """For a server that makes several processes, each with an application of its own."""
    return application(Serving.from_environment(os.environ))


def application(serving: Serving, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> FastAPI:
    """Opens the database. Raises DatabaseError, ServingError, AccountsError."""
    people = People.of_settings(serving)
    engine = open_database(serving.storage)
    rereadings = Rereadings(serving.storage, now)
    confined = Confined(limits=READING)
    templates = {language: environment(language) for language in Language}
    site = Site(serving, engine, watch(engine), Cache(), templates, people, confined, rereadings, now)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        gc.collect()
        spare_what_is_there()  # looking through it again at every collection took a fifth of a page's time
        anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
        yield
        site.close()

    app = Described(
        title="Nianbao 年报",
        version=version("nianbao"),
        description=DESCRIPTION,
        lifespan=lifespan,
        openapi_url="/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.site = site
    for router in ROUTERS:
        app.include_router(router)
    app.add_exception_handler(RefusedError, refused)
    app.add_exception_handler(UnknownError, unknown)
    app.add_exception_handler(HTTPException, explained)
    app.add_exception_handler(RequestValidationError, unfit)
    app.add_exception_handler(Exception, failed)
    app.add_middleware(Size)
    app.add_middleware(Origin, proxies=serving.proxies)
    app.add_middleware(Rate, a_minute=serving.requests_a_minute, proxies=serving.proxies)
    app.add_middleware(Headers)
    return app
