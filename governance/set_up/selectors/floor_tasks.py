"""The floor's own tasks of setting up: the organisation, its policy, terms, people, roles and the mail."""

from collections.abc import Iterator

from django.urls import reverse

from governance.calendar.selectors import days_for
from governance.organisations.models import Organisation
from governance.people.models import Person, Signature
from governance.people.roles import DERIVED, Role
from governance.people.rules import conflicts_among, plainly
from governance.permissions.registry import ACTIONS
from governance.permissions.table import Action
from governance.profile.models import ProfileVersion
from governance.profile.registry import PRESETS, setting
from governance.profile.selectors import proposal_of
from governance.set_up.models import MailTest
from governance.set_up.place import Place
from governance.set_up.registry import Step
from governance.set_up.rules.states import State, another_person, cannot_start, done, to_do

TRUST, FEDERATION = Organisation.Kind.TRUST, Organisation.Kind.FEDERATION
# Nobody goes live without these, whatever the policy says; each school of a federation has its own safeguarding lead.
WANTED = {
    TRUST: (Role.TRU, Role.DPO),
    FEDERATION: (Role.HD, Role.CHR, Role.GOV, Role.DPO),
    Organisation.Kind.SCHOOL: (Role.HD, Role.CHR, Role.GOV, Role.DPO, Role.DSL),
}
FEWEST_PEOPLE = 2


def organisation_task(place: Place) -> State:
    """The name, and the domains by which official addresses are known (C033)."""
    url = _page("change_organisation", place)
    if not place.domains:
        return to_do("No e-mail domain is entered, so official addresses cannot be told from private ones.", url)
    return done(f"Official addresses end in {', '.join(place.domains)}.", url)


def policy_task(place: Place) -> State:
    """One of the five policies to begin from."""
    if place.version is not None:
        return done(f"It begins from: {PRESETS[place.version.preset]}.", _page("view_profile", place))
    waiting = proposal_of(place.organisation)
    if waiting and waiting.created_by == place.reader:
        return another_person("You proposed one. Somebody else has to approve it.", _page("view_profile", place))
    if waiting:
        return to_do("One is proposed and waits for approval.", _page("view_profile", place))
    return to_do("No policy to begin from is chosen yet.", _page("choose_preset", place))


def agreed_task(place: Place) -> State:
    """Whoever chose the policy does not look it through alone: the head and a governor decide together (M48)."""
    version = place.version
    if version is None:
        return cannot_start("Choose a policy first.")
    if second := agreed_by(version):
        return done(f"{second.name} looked it through and agreed.", _page("agree_profile", place))
    if version.organisation_id != place.organisation.pk:
        return another_person(f"{version.organisation.name} chose it for its schools, so it is looked through there.")
    if version.created_by and version.created_by == place.reader:
        return another_person("You chose it, so somebody on another side, such as a governor, looks it through.")
    return to_do("One person chose it. A second looks it through and agrees.", _page("agree_profile", place))


def agreed_by(version: ProfileVersion) -> Person | None:
    """Who beside the proposer approved the version, or signed that they looked it through."""
    if version.approved_by and version.approved_by != version.created_by:
        return version.approved_by
    signed = Signature.objects.filter(thing_type=version.thing_type, thing_reference=version.reference)
    found = signed.exclude(person=version.created_by).select_related("person").order_by("pk").first()
    return found.person if found else None


def terms_task(place: Place) -> State:
    """Deadlines such as "once a term" need dates (D15)."""
    coming = [term for term in days_for(place.organisation).terms if term.ends_on >= place.today]
    url = _page("change_terms", place)
    if not coming:
        return to_do("No term dates are loaded from today on, so deadlines cannot be worked out.", url)
    return done(f"{coming[0].name} is the first of {len(coming)} loaded.", url)


def staff_task(place: Place) -> State:
    """Everybody the policies cover, whoever pays them (C014, T101)."""
    url = _page("list_staff_steps", place)
    if place.people < FEWEST_PEOPLE:
        return to_do("Only the first person is here. Bring everybody the policies cover, volunteers too.", url)
    return done(f"{place.people} people are here, {place.with_sign_in} of them with a sign-in.", url)


def roles_task(place: Place) -> State:
    """The roles that the organisation cannot do without, and those by which its policy decides (M47)."""
    if place.people < FEWEST_PEOPLE:
        return cannot_start("Bring the staff first. Nobody gives a role to themselves.")
    missing = list(_missing(place))
    if missing:
        return to_do(" ".join(missing), reverse("governance:list_people"))
    return done("Every role that is needed is held by somebody.", reverse("governance:list_people"))


def _missing(place: Place) -> Iterator[str]:
    wanted = WANTED[Organisation.Kind(place.organisation.kind)]
    # In a trust the trust officer is the second side of what the governors decide elsewhere (M48).
    spared = {Role.GOV} if place.profile["P01"] == "trust" else set()
    lacking = [plainly(role) for role in wanted if role not in place.holders and role not in spared]
    if lacking:
        yield f"Nobody is yet: {', '.join(lacking)}."
    if place.organisation.is_school:
        yield from (f"Nobody holds a role for “{setting(key).name}”." for key in _without_decider(place))


def _without_decider(place: Place) -> list[str]:
    """The settings that name who decides, where nobody holds any role they name."""
    answers = DERIVED | {Role(role) for role in place.holders}
    named = {one.decider_setting: (*place.profile[one.decider_setting], *one.fallback) for one in _with_setting()}
    return sorted(key for key, roles in named.items() if roles and answers.isdisjoint(roles))


def _with_setting() -> list[Action]:
    return [action for action in ACTIONS.values() if action.decider_setting]


def conflict_task(place: Place) -> State | None:
    """The same person in two seats that decide about each other, however it came about (T69)."""
    found = [(person, pair) for person, roles in place.seats.items() for pair in conflicts_among(roles)]
    if not found:
        return None
    words = " ".join(f"{person.name} is both {plainly(one)} and {plainly(other)}." for person, (one, other) in found)
    url = reverse("governance:view_person", args=[found[0][0].reference])
    return to_do(f"{words} One of them decides about the other: end one of the two roles.", url)


def deputy_task(place: Place) -> State | None:
    """Who stands in for the head, so that decisions do not wait (D03)."""
    if place.organisation.kind == TRUST:
        return None
    heads = place.holders.get(Role.HD, [])
    if not heads:
        return cannot_start("There is no head yet.")
    if len(heads) > 1 or place.deputies_of_head:
        names = ", ".join(one.name for one in place.deputies_of_head) or "another head"
        return done(f"While the head is away: {names}.", reverse("governance:view_person", args=[heads[0].reference]))
    url = reverse("governance:make_deputy", args=[heads[0].reference])
    return to_do("Nobody is named for days on which the head is away. Name somebody for the next absence.", url)


def mail_task(place: Place) -> State:
    """A message that arrived, told by the code in it."""
    tests = MailTest.objects.filter(organisation__root_id=place.organisation.root_id, arrived_at__isnull=False)
    url = _page("view_mail_test", place)
    if tests.exists():
        return done("A message was sent and arrived.", url)
    return to_do("Nobody has yet seen a message arrive.", url)


def _page(name: str, place: Place) -> str:
    return reverse(f"governance:{name}", args=[place.organisation.reference])


GRANTS = ("roles.grant", "roles.grant_head", "roles.carry_out")
TASKS = (
    Step(
        "organisation",
        "The organisation and its e-mail domains",
        10,
        organisation_task,
        actions=("organisation.change",),
    ),
    Step("policy", "The policy to begin from", 20, policy_task, actions=("profile.change",)),
    # J60 and J58 ask for these two once the organisation is live.
    Step("terms", "Term dates", 30, terms_task, actions=("organisation.change",), lasting=False),
    Step("staff", "Staff, volunteers and governors", 40, staff_task, actions=("people.add",)),
    Step("roles", "Roles", 50, roles_task, actions=GRANTS),
    Step("seats", "One person, two seats", 55, conflict_task, actions=GRANTS),
    # The head names their own deputy.
    Step(
        "deputy",
        "A deputy for the head",
        70,
        deputy_task,
        actions=("roles.grant_head", "set_up.go_live"),
        lasting=False,
    ),
    Step("agreed", "The policy looked through by a second person", 80, agreed_task, actions=("profile.approve",)),
    Step("mail", "A message that arrives", 90, mail_task, actions=("set_up.test_mail",)),
)
