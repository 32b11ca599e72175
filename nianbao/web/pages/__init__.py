"""The addresses, one module a kind of page: each takes its parameters, and hands the resource to whoever shows it."""

from fastapi import APIRouter

from nianbao.web.pages import assets, sign_in
from nianbao.web.pages.asking import compare, query, search
from nianbao.web.pages.keeping import api, data, hosts, metrics, runs
from nianbao.web.pages.places import agencies, districts, finding, home
from nianbao.web.pages.reports import again, findings, originals, reports

ROUTERS: tuple[APIRouter, ...] = (
    home.router,
    districts.router,
    again.router,
    reports.router,
    originals.router,
    agencies.router,
    finding.router,
    compare.router,
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
