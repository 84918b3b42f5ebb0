"""The people of the demonstration: one for each persona and place, and a staffroom behind them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from random import Random

from django.contrib.auth.hashers import make_password

from demo.data import names
from demo.data.when import began
from demo.data.world import TREES
from governance.kernel.dates import local_date
from governance.organisations.models import Organisation
from governance.people.models import Engagement, Person, RoleHeld, User
from governance.people.roles import Role

# Shown on the demonstration's own page; it opens nothing anywhere else.
PASSWORD = "a-walk-round-the-school"


@dataclass(frozen=True)
class Persona:
    """Somebody to be: the name used in the form, the words shown, the role behind it, and where they work."""

    slug: str
    title: str
    role: Role | None
    at_top: bool = True
    presets: tuple[str, ...] = ("SPX", "STB", "ODB", "ROS", "WAN")
    kind: str = Engagement.Kind.EMPLOYED
    teaches: bool = False


PERSONAS = (
    Persona("executive-headteacher", "Executive headteacher or headteacher", Role.HD),
    Persona("head-of-school", "Head of school", Role.HOS, at_top=False, presets=("SPX",)),
    Persona("senior-leader", "Senior leader", Role.SLT, at_top=False),
    Persona("communications-officer", "Communications officer", Role.COM),
    Persona("teacher", "Teacher", None, at_top=False, teaches=True),
    Persona("staff", "Teaching assistant", None, at_top=False),
    Persona("office", "School office", Role.OFF, at_top=False),
    Persona("ict-technician", "ICT technician", Role.ICT),
    Persona("online-safety-officer", "Online safety officer", Role.OSO),
    Persona("dpo", "Data protection officer", Role.DPO),
    Persona("dsl", "Designated safeguarding lead", Role.DSL, at_top=False),
    Persona("chair-of-governors", "Chair of governors", Role.CHR, kind=Engagement.Kind.GOVERNOR),
    Persona("governor", "Governor", Role.GOV, kind=Engagement.Kind.GOVERNOR),
    Persona("trust-officer", "Trust officer", Role.TRU, presets=("ODB",)),
    Persona("media-lead", "Media lead", Role.MED, presets=("ODB",)),
    Persona("technical-administrator", "Technical administrator", Role.SYS),
)
# The smaller school has no head of school: the executive headteacher approves its posts.
WITHOUT_HEAD_OF_SCHOOL = "little-tarn"

Cast = dict[tuple[str, str], Person]


def make_people(made: dict[str, Organisation], random: Random, now: datetime) -> Cast:
    """Everybody, by (short name of the organisation, persona); those at the top answer for its schools too."""
    cast: Cast = {}
    hashed = make_password(PASSWORD)
    for tree in TREES:
        places = [place.short_name for place in tree.schools] or [tree.short_name]
        for persona in PERSONAS:
            if tree.preset not in persona.presets:
                continue
            for where in [tree.short_name] if persona.at_top else places:
                if persona.role == Role.HOS and where == WITHOUT_HEAD_OF_SCHOOL:
                    continue
                cast[where, persona.slug] = _person(persona, made[where], tree.short_name, random, now, hashed)
    return cast


def persona_at(cast_lookup: str, slug: str) -> Iterator[str]:
    """The short names under which a persona of that school may be found: the school, then the top of its tree."""
    yield cast_lookup
    for tree in TREES:
        if any(place.short_name == cast_lookup for place in tree.schools):
            yield tree.short_name


def _person(persona: Persona, where: Organisation, domain: str, random: Random, now: datetime, hashed: str) -> Person:
    """One person with their engagement, role and sign-in."""
    given, family = names.full_name(random)
    since = began(now)
    person = Person.objects.create(
        given_name=given,
        family_name=family,
        email=f"{persona.slug}.{where.short_name}@{domain}.example",
        created_at=since,
    )
    Engagement.objects.create(
        person=person,
        organisation=where,
        kind=persona.kind,
        job_title=persona.title,
        teaches=persona.teaches,
        starts_on=local_date(since),
    )
    if persona.role:
        RoleHeld.objects.create(
            person=person,
            organisation=where,
            role=persona.role,
            starts_on=local_date(since),
            granted_at=since,
        )
    User.objects.create(email=person.email, person=person, password=hashed)
    return person
