"""What setting up needs from this app: somebody to whom a concern about the head goes (K02, P50, Q16)."""

from django.urls import reverse

from governance.people.models import Person
from governance.people.roles import Role
from governance.people.rules import plainly
from governance.set_up.place import Place
from governance.set_up.registry import Step, declare
from governance.set_up.rules.states import State, done, to_do

SETTING = "P50"
# Whoever judges the head is never the head's to name (M47).
GRANTS = ("roles.grant_head",)


def concerns_task(place: Place) -> State:
    """Done once a role that hears of the head is held by somebody who neither is the head nor stands in for them."""
    roles = place.profile[SETTING]
    named = [one for role in roles for one in place.holders.get(role, [])]
    free = [one for one in named if one not in heads(place)]
    people = reverse("governance:list_people")
    if free:
        return done(f"A concern about the head goes to {', '.join(one.name for one in dict.fromkeys(free))}.", people)
    if named:
        said = (
            f"{named[0].name} is the head, or stands in for the head, so a concern about the head cannot go to them."
        )
        return to_do(f"{said} Give the role to somebody else.", people)
    words = " or ".join(plainly(role) for role in roles)
    return to_do(f"A concern about the head goes to: {words}. Nobody is that yet.", people)


def heads(place: Place) -> list[Person]:
    """Whoever the concern would be about: the head, and whoever stands in for them (T69)."""
    return [*place.holders.get(Role.HD, []), *place.deputies_of_head]


declare([Step("K02", "The person for concerns about the head", 60, concerns_task, actions=GRANTS)])
