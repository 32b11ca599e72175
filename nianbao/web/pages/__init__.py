"""The addresses, one module a kind of page: each takes its parameters, and hands the resource to whoever shows it."""

from fastapi import APIRouter

from nianbao.web.pages import (
    again,
    agencies,
    api,
    assets,
    compare,
    data,
    districts,
    finding,
    findings,
    home,
    hosts,
    metrics,
    originals,
    query,
    reports,
    runs,
    search,
    sign_in,
)

ROUTERS: tuple[APIRouter, ...] = (
    home.router,
    districts.router,
    agencies.router,
    again.router,
    finding.router,
    compare.router,
    reports.router,
    originals.router,
    search.router,
    query.router,
    runs.router,
    hosts.router,
    data.router,
    api.router,
    findings.router,
    sign_in.router,
    metrics.router,
    assets.router,
)
