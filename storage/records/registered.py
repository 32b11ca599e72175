"""What a site file says of a district's agencies, where titles cannot tell."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RegisteredAgency:
    """An agency that reports from one report year to another, in the place of others; None for always."""

    name: str
    valid_from: int | None = None
    valid_to: int | None = None
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Registered:
    """The agencies that a site file names for its district."""

    site: str
    code: str
    district: str
    agencies: tuple[RegisteredAgency, ...]
