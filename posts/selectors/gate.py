"""Reading everything the gate looks at, at one instant and always afresh (law 1, D05)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from accounts.rules.authorisations import posting_refused
from accounts.rules.device_cover import DeviceFacts, suits_day, why_not_covered
from accounts.selectors.device_cover import facts_of
from accounts.selectors.posting import posting_facts
from consent.rules.facts import Use
from consent.rules.ruling import Ruling
from consent.rules.states import Channel, Kind
from consent.selectors import rulings
from governance.kernel.dates import local_date
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.people.selectors import engaged_in
from posts.models import Media, Post, Shown, Target
from posts.rules.facts import Facts, Finding, MediaFacts, PupilFacts, TargetFacts
from posts.rules.gate import NO_PEOPLE, findings
from posts.rules.names import Name, full_names_in, name_of
from posts.rules.naming import Naming, faults
from posts.rules.people import about
from posts.selectors.content import Content, publish_date
from posts.selectors.policy import Policy, policy_for
from pupils.models import Pupil

SHOWS_PEOPLE = (Media.Kind.PHOTO, Media.Kind.OTHER)
TAKEN_WITH_A_DEVICE = (Media.Kind.PHOTO, Media.Kind.SCENE, Media.Kind.PUPIL_WORK, Media.Kind.OTHER)
Rulings = Mapping[tuple[int, Use], Ruling]


@dataclass(frozen=True)
class Gathered:
    """What was read, what stands in the way, and what a publication relies on."""

    content: Content
    policy: Policy
    facts: Facts
    rulings: Rulings = field(default_factory=dict)

    @property
    def findings(self) -> list[Finding]:
        """Every reason why not, in the order of the page."""
        return findings(self.facts)


def gather(
    content: Content,
    *,
    people: Collection[Person],
    now: datetime,
    on: date | None = None,
    approved_hash: str = "",
) -> Gathered:
    """Read everything about the post for those people and that day; the day it is to go out if none is given."""
    post = content.post
    policy = policy_for(post.organisation, now)
    day = on or publish_date(post, local_date(now))
    ruled = _rulings(content, policy, day, now)
    facts = Facts(
        text=post.text,
        category=post.category,
        categories=policy.categories,
        checklist_ticked=post.checklist_ticked,
        regime=policy.regime,
        no_identifiable=post.no_identifiable,
        targets=_targets(content, people, now),
        media=_media(content, policy),
        pupils=tuple(_pupil_facts(row, content, ruled) for row in content.shown),
        naming=tuple(faults(content.words, _naming(content, policy, now))),
        content_hash=content.content_hash,
        approved_hash=approved_hash,
        sensitive=post.sensitive,
        extra_consent=post.extra_consent,
        sensitive_allowed=policy.allows_sensitive,
    )
    return Gathered(content, policy, facts, ruled)


def use_of(target: Target, post: Post) -> Use:
    """A picture on that account with a pupil who was ticked, and whether the author says that nobody could tell who."""
    return Use(Kind.IMAGE, Channel.ACCOUNT, target.account_id, identifiable=not post.no_identifiable)


def _rulings(content: Content, policy: Policy, on: date, now: datetime) -> Rulings:
    """Each pupil ticked, on each account, by the record of their own school (T114); nothing is asked without pictures."""
    if not content.media or not content.shown or policy.regime == NO_PEOPLE:
        return {}
    uses = [use_of(target, content.post) for target in content.targets]
    return rulings(content.pupil_ids, uses, on=on, now=now)


def _targets(content: Content, people: Collection[Person], now: datetime) -> tuple[TargetFacts, ...]:
    """What keeps the author, or whoever publishes, from posting to each account now (C037, T37)."""
    accounts = [target.account for target in content.targets]
    known = posting_facts([person.pk for person in people], accounts, now) if accounts else {}
    return tuple(
        TargetFacts(
            account.pk,
            account.name,
            tuple(
                dict.fromkeys(
                    about(person.name, why)
                    for person in people
                    for why in posting_refused(known[person.pk, account.pk])
                )
            ),
        )
        for account in accounts
    )


def _media(content: Content, policy: Policy) -> tuple[MediaFacts, ...]:
    """Each picture, with the past of the device it was taken with: what holds is the day of the picture (T33)."""
    past = facts_of({picture.device for picture in content.media if picture.device})
    return tuple(_media_facts(picture, past, policy) for picture in content.media)


def _media_facts(picture: Media, past: Mapping[int, DeviceFacts], policy: Policy) -> MediaFacts:
    return MediaFacts(
        reference=picture.reference,
        position=picture.position,
        shows_people=picture.kind in SHOWS_PEOPLE,
        needs_device=picture.kind in TAKEN_WITH_A_DEVICE,
        alternative_text=picture.alternative_text,
        pupils_visible=picture.pupils_visible,
        device_obstacles=_device_obstacles(picture, past, policy),
        day_obstacle=suits_day(picture.taken_on, local_date(picture.uploaded_at)),
    )


def _device_obstacles(picture: Media, past: Mapping[int, DeviceFacts], policy: Policy) -> tuple[str, ...]:
    """Pictures come from the school's own devices, approved on the day they were taken (C074, P46, T33)."""
    if picture.device_id is None:
        return ("choose the school's device it was taken with.",)
    why = why_not_covered(past[picture.device_id], picture.taken_on, owned_is_enough=policy.owned_is_enough)
    return (why,) if why else ()


def _pupil_facts(row: Shown, content: Content, ruled: Rulings) -> PupilFacts:
    """The rulings as a poster is told them: where not, and on what conditions (M10)."""
    uses = {target.account_id: use_of(target, content.post) for target in content.targets}
    own = {key: ruled[row.pupil_id, use] for key, use in uses.items() if (row.pupil_id, use) in ruled}
    conditions = tuple(dict.fromkeys(text for ruling in own.values() if ruling.may_use for text in ruling.conditions))
    return PupilFacts(
        reference=row.pupil.reference,
        name=row.pupil.name,
        refused_on=tuple(key for key, ruling in own.items() if not ruling.may_use),
        conditions=conditions,
        conditions_met=row.conditions_met and set(conditions) <= set(row.conditions_seen),
    )


def _naming(content: Content, policy: Policy, now: datetime) -> Naming:
    """The register of the whole tree, and those adults who share a full name that the post gives (C065, T27)."""
    organisation = content.post.organisation
    register = register_of(organisation, now)
    words = "\n".join(content.words.values())
    return Naming(
        strictness=policy.strictness,
        has_image=bool(content.media),
        register=register,
        namesakes=_namesakes(list(full_names_in(words, register)), organisation, now),
        explained=bool(content.post.names_explained.strip()),
    )


def register_of(organisation: Organisation, now: datetime) -> tuple[Name, ...]:
    """The names of every pupil of the tree: a federation's post may name a pupil of any of its schools (T114)."""
    rows = Pupil.objects.filter(organisation__root=organisation.root_id).exclude(left_on__lt=local_date(now))
    names = rows.order_by().values_list("given_name", "family_name", "known_as")
    return tuple(name_of(*name) for name in names)


def _namesakes(found: Collection[Name], organisation: Organisation, now: datetime) -> frozenset[str]:
    """Adults of the same name; asked only where the post gives a full name."""
    if not found:
        return frozenset()
    adults = engaged_in(organisation, local_date(now)).filter(family_name__in={name.family for name in found})
    return frozenset(adult.name.casefold() for adult in adults)
