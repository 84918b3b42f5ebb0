"""What the page of a draft offers: accounts, classes and pupils with their rulings, devices."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from accounts.models import ImageDevice, SocialAccount
from accounts.rules.authorisations import posting_refused
from accounts.selectors.device_cover import devices_to_name
from accounts.selectors.posting import posting_facts
from consent.selectors import rulings
from governance.kernel.dates import local_date
from governance.people.models import Person
from governance.permissions.standing import Standing
from posts.models import Post
from posts.rules.gate import NO_IDENTIFIABLE, NO_PEOPLE
from posts.rules.people import about
from posts.selectors.content import Content, content_of, publish_date
from posts.selectors.gate import use_of
from posts.selectors.policy import Policy, policy_for
from pupils.models import Pupil, SchoolClass
from pupils.selectors import classes_in

NO_RULING = ""
MAY = "May be shown."
MAY_IF = "May be shown if the condition is kept."
MAY_NOT = "May not be shown."


@dataclass(frozen=True)
class AccountChoice:
    """An account of the tree, and why the author may not post to it now, if so."""

    account: SocialAccount
    why_not: tuple[str, ...] = ()


@dataclass(frozen=True)
class PupilChoice:
    """A pupil to tick, with what a poster is told: yes, yes if, or no; never why (M10, T17)."""

    pupil: Pupil
    sentence: str = NO_RULING
    conditions: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """What a tick for the conditions says: for whom, and which words were read (T16)."""
        words = hashlib.sha256("\n".join(sorted(self.conditions)).encode()).hexdigest()
        return f"{self.pupil.reference}.{words[:16]}"


@dataclass(frozen=True)
class Editing:
    """Everything the page of a draft is made from."""

    content: Content
    policy: Policy
    accounts: tuple[AccountChoice, ...] = ()
    classes: tuple[SchoolClass, ...] = ()
    chosen_class: SchoolClass | None = None
    pupils: tuple[PupilChoice, ...] = ()
    devices: tuple[ImageDevice, ...] = field(default=())

    @property
    def post(self) -> Post:
        """The post itself."""
        return self.content.post

    @property
    def shows_pupils(self) -> bool:
        """Whether this school ever shows a pupil (P36)."""
        return self.policy.regime != NO_PEOPLE

    @property
    def shows_nobody_identifiable(self) -> bool:
        """Whether those who are in a picture must not be recognisable; they are ticked all the same (Q37)."""
        return self.policy.regime == NO_IDENTIFIABLE


def editing(post: Post, standing: Standing, *, class_reference: str, now: datetime, explained: bool = True) -> Editing:
    """What this person is offered for this draft; classes and pupils of the schools they work with.

    A form that comes in is checked against the choices alone: what is said beside each is worked out for pages.
    """
    content = content_of(post)
    policy = policy_for(post.organisation, now)
    today = local_date(now)
    classes = tuple(classes_in(pupils_offered_from(post, standing), on=today))
    chosen = next((one for one in classes if one.reference == class_reference), None)
    return Editing(
        content=content,
        policy=policy,
        accounts=_accounts(post, content, now, explained),
        classes=classes,
        chosen_class=chosen,
        pupils=_pupils(content, policy, chosen, now, explained),
        devices=tuple(devices_to_name(post.organisation, now)),
    )


def pupils_offered_from(post: Post, standing: Standing) -> frozenset[int]:
    """The schools whose pupils may be ticked: the post's own, and those where one may ask who may be shown (M10)."""
    return frozenset({post.organisation_id, *standing.organisation_ids("consent.see_ruling")})


def _accounts(post: Post, content: Content, now: datetime, explained: bool) -> tuple[AccountChoice, ...]:
    """The open accounts of the tree that the author may write for, and those chosen already."""
    author: Person = post.author
    chosen = {target.account_id for target in content.targets}
    found = SocialAccount.objects.filter(organisation__root=post.organisation.root_id)
    accounts = list(found.exclude(status="closed").select_related("platform", "organisation"))
    if not explained:
        return tuple(AccountChoice(account) for account in accounts)
    known = posting_facts([author.pk], accounts, now) if accounts else {}
    offered = [
        AccountChoice(account, tuple(about(author.name, why) for why in posting_refused(known[author.pk, account.pk])))
        for account in accounts
    ]
    return tuple(one for one in offered if not one.why_not or one.account.pk in chosen or _is_near(one.account, post))


def _is_near(account: SocialAccount, post: Post) -> bool:
    """An account of the post's own school or above it is listed even where the author may not use it: it says why not."""
    line = (post.organisation_id, post.organisation.parent_id, post.organisation.root_id)
    return account.is_live and account.organisation_id in line


def _pupils(
    content: Content, policy: Policy, chosen: SchoolClass | None, now: datetime, explained: bool
) -> tuple[PupilChoice, ...]:
    """The pupils ticked, and those of the class that is open."""
    today = local_date(now)
    wanted = Q(pk__in=content.pupil_ids)
    if chosen:
        wanted |= Q(school_class=chosen) & (Q(left_on=None) | Q(left_on__gte=today))
    pupils = list(Pupil.objects.filter(wanted).select_related("school_class", "organisation"))
    unrecognisable = policy.regime == NO_IDENTIFIABLE
    uses = [use_of(target, content.post)._replace(identifiable=not unrecognisable) for target in content.targets]
    if not (explained and uses) or policy.regime == NO_PEOPLE:
        return tuple(PupilChoice(pupil) for pupil in pupils)
    ruled = rulings([pupil.pk for pupil in pupils], uses, on=publish_date(content.post, today), now=now)
    choices = []
    for pupil in pupils:
        views = [ruled[pupil.pk, use].for_poster() for use in uses]
        conditions = tuple(dict.fromkeys(text for view in views for text in view.conditions))
        if not all(view.may_use for view in views):
            choices.append(PupilChoice(pupil, MAY_NOT))
        else:
            choices.append(PupilChoice(pupil, MAY_IF if conditions else MAY, conditions))
    return tuple(choices)
