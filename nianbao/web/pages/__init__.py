"""The addresses, one module a kind of page: each takes its parameters, and hands the resource to whoever shows it."""

from fastapi import APIRouter

from nianbao.web.pages import agencies, assets, districts, home, originals, reports, sign_in

ROUTERS: tuple[APIRouter, ...] = (
    home.router,
    districts.router,
    agencies.router,
    reports.router,
    originals.router,
    sign_in.router,
    assets.router,
)
