"""Who can be walked around as, and where."""

from dataclasses import dataclass

from django.urls import reverse

from demo.data.pending import PARENT_TOKEN
from demo.data.people import PERSONAS, Persona, persona_at
from demo.data.world import TREES
from governance.people.models import User

FIRST_SCHOOL = TREES[0].schools[0].short_name


@dataclass(frozen=True)
class Seat:
    """One persona at one school, with the name of whoever sits there."""

    persona: Persona
    school: str
    name: str


@dataclass(frozen=True)
class CastOfSchool:
    """A school, the preset it runs on, and who may be played there."""

    name: str
    preset: str
    seats: tuple[Seat, ...]


def user_for(slug: str, school: str) -> User | None:
    """The sign-in behind a persona at a school, or at the top of its tree."""
    wanted = [f"{slug}.{place}@" for place in persona_at(school, slug)]
    for start in wanted:
        if user := User.objects.select_related("person").filter(email__startswith=start).first():
            return user
    return None


def casts() -> list[CastOfSchool]:
    """Every school with its personas, in the order in which they are listed."""
    users = User.objects.select_related("person").exclude(person=None)
    people = {user.email.split("@")[0]: str(user.person) for user in users}
    found = []
    for tree in TREES:
        for place in tree.schools or (tree,):
            seats = [
                Seat(persona, place.short_name, people[key])
                for persona in PERSONAS
                for key in dict.fromkeys(f"{persona.slug}.{where.short_name}" for where in (place, tree))
                if key in people
            ]
            found.append(CastOfSchool(place.name, tree.preset, tuple(seats)))
    return found


def parent_link() -> str:
    """Where one invented parent's own page opens."""
    return reverse("family:view_family", args=[PARENT_TOKEN])
