"""Rows for who and where: districts, agencies, addresses; each is looked for once in a transaction."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import agencies
from storage.models import Agency, District, Url
from storage.records import Context, Registered


def district_of(session: Session, context: Context) -> District:
    """The district's row, made when it is new; the last site file that names it counts."""
    known: dict[str, District] = session.info.setdefault("districts", {})
    found = known.get(context.code) or session.scalar(select(District).where(District.code == context.code))
    if found is None:
        found = District(code=context.code, name=context.district, site=context.site)
        session.add(found)
        session.flush()
    found.name, found.site = context.district, context.site
    known[context.code] = found
    return found


def agency_of(session: Session, district: District, name: str) -> Agency:
    """The agency's row by its key within the district, under its fullest name."""
    identity = agencies.identify(name, district.name)
    found = session.scalar(select(Agency).where(Agency.district_id == district.id, Agency.key == identity.key))
    if found is None:
        found = Agency(district_id=district.id, key=identity.key, name=agencies.clean(name), kind=identity.kind)
        session.add(found)
        session.flush()
    else:
        found.name = agencies.fullest((found.name, name))
    return found


def register(session: Session, district: District, registered: Registered) -> None:
    """Years and successors as the site file has them; what replaces another has its reports from then on."""
    for named in registered.agencies:
        agency = agency_of(session, district, named.name)
        agency.valid_from, agency.valid_to = named.valid_from, named.valid_to
        for former in named.replaces:
            old = agency_of(session, district, former)
            old.successor_id = agency.id
            if old.valid_to is None and named.valid_from is not None:
                old.valid_to = named.valid_from - 1


def url_of(session: Session, url: str, context: Context, at: datetime) -> Url:
    """The address's row, with what the newest link says of it."""
    district = district_of(session, context)
    known: dict[tuple[str, str], Url] = session.info.setdefault("urls", {})
    found = known.get((context.site, url)) or session.scalar(
        select(Url).where(Url.site == context.site, Url.url == url)
    )
    is_new = found is None
    if found is None:
        found = Url(site=context.site, url=url, first_seen=at, reason="")
        session.add(found)
    found.district_id, found.role, found.parent = district.id, context.role, context.parent
    found.link_title, found.column, found.listed = context.link_title, context.column, context.listed
    found.agency, found.year = context.agency, context.year
    found.agency_key = agencies.identify(context.agency, district.name).key if context.agency else None
    if is_new:
        session.flush()
    known[context.site, url] = found
    return found


def is_new(url: Url) -> bool:
    """Whether nothing good was had of the address before, so that nothing else can be known of it."""
    return url.capture_id is None
