"""The worlds in which tests happen: a federation on the SPX preset, its people, and a stranger from elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.test import Client

from governance.organisations.models import Organisation
from governance.people.models import Engagement, Person
from governance.people.roles import Role
from tests.factories import (
    CalendarFactory,
    EmailDomainFactory,
    OrganisationFactory,
    PersonFactory,
    ProfileVersionFactory,
)


@dataclass
class World:
    """An organisation tree with one person for each role; `stranger` heads a school of another tree."""

    top: Organisation
    school: Organisation
    small: Organisation
    head: Person
    hos: Person
    slt: Person
    com: Person
    teacher: Person
    office: Person
    ict: Person
    oso: Person
    dpo: Person
    dsl: Person
    chair: Person
    governor: Person
    tech: Person
    elsewhere: Organisation
    stranger: Person

    @property
    def federation(self) -> Organisation:
        """The top of the tree, whatever its kind."""
        return self.top

    def everyone(self) -> dict[str, Person]:
        """Each person of this world by the name of their field."""
        return {name: value for name, value in vars(self).items() if isinstance(value, Person)}


def make_world(preset: str = "SPX", kind: str = Organisation.Kind.FEDERATION) -> World:
    """A tree with two schools; for a preset of a single school the top is the school itself."""
    calendar = CalendarFactory()
    top = OrganisationFactory(name="Harbour Federation", kind=kind, calendar=calendar)
    single = kind == Organisation.Kind.SCHOOL
    school = top if single else OrganisationFactory(name="Harbour Primary", parent=top, calendar=calendar)
    small = top if single else OrganisationFactory(name="Quay Infants", parent=top, calendar=calendar)
    elsewhere = OrganisationFactory(name="Moorland School")
    ProfileVersionFactory(organisation=top, preset=preset)
    ProfileVersionFactory(organisation=elsewhere, preset="SPX")
    EmailDomainFactory(organisation=top, domain="harbour.example")

    def person(place: Organisation, *roles: Role, **engagement: object) -> Person:
        extra = {f"working_at__{key}": value for key, value in engagement.items()}
        return PersonFactory(working_at=place, roles=roles, **extra)

    governor = {"kind": Engagement.Kind.GOVERNOR}
    return World(
        top=top,
        school=school,
        small=small,
        elsewhere=elsewhere,
        head=person(top, Role.HD),
        hos=person(school, Role.HOS),
        slt=person(school, Role.SLT),
        com=person(top, Role.COM),
        teacher=person(school, teaches=True),
        office=person(school, Role.OFF),
        ict=person(top, Role.ICT),
        oso=person(top, Role.OSO),
        dpo=person(top, Role.DPO),
        dsl=person(school, Role.DSL),
        chair=person(top, Role.CHR, **governor),
        governor=person(top, Role.GOV, **governor),
        tech=person(top, Role.SYS),
        stranger=person(elsewhere, Role.HD),
    )


@pytest.fixture
def now() -> datetime:
    """Monday 5 October 2026, 11am in London: a working day in term."""
    return datetime(2026, 10, 5, 10, 0, tzinfo=UTC)


@pytest.fixture
def spx(db: None) -> World:
    """A federation of two schools on the SPX preset; the smaller one has no head of school."""
    return make_world("SPX")


@pytest.fixture(params=["SPX", "STB", "ODB", "ROS", "WAN"])
def any_world(request: pytest.FixtureRequest, db: None) -> World:
    """Each of the five presets in the shape its policy was written for (P01)."""
    shapes = {"SPX": Organisation.Kind.FEDERATION, "ODB": Organisation.Kind.TRUST}
    return make_world(request.param, shapes.get(request.param, Organisation.Kind.SCHOOL))


@pytest.fixture
def client_for() -> Callable[[Person], Client]:
    """A browser already signed in as that person."""

    def sign_in(person: Person) -> Client:
        client = Client()
        client.force_login(person.user, backend="governance.pages.backends.SignInBackend")
        return client

    return sign_in
