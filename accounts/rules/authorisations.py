"""Who may post: the rule that is computed each time and never stored (C037, C038, C042, D09)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from accounts.rules.authorisation_states import (
    ALL_RIGHTS,
    AUTHORISATION,
    IN_FORCE,
    OPEN,
    PUBLISHING,
    RIGHTS,
    AuthorisationStatus,
    Scope,
    rights_of,
)

__all__ = [
    "ALL_RIGHTS",
    "AUTHORISATION",
    "IN_FORCE",
    "OPEN",
    "PUBLISHING",
    "RIGHTS",
    "AuthorisationStatus",
    "Grant",
    "PostingFacts",
    "Scope",
    "about_another",
    "posting_refused",
    "prerequisites_missing",
    "rights_of",
]


@dataclass(frozen=True)
class Grant:
    """One authorisation as the rule sees it."""

    status: str
    scope: str
    starts_on: date
    ends_on: date | None

    def is_in_force(self, today: date) -> bool:
        """Granted, and the day lies within it; the last day counts to its midnight (Q36)."""
        return self.status in IN_FORCE and self.starts_on <= today and (self.ends_on is None or today <= self.ends_on)


@dataclass(frozen=True)
class PostingFacts:
    """All that decides whether a person may post to an account on a day."""

    today: date
    account_open: bool
    engaged: bool
    trained: bool
    platform_trained: bool
    terms_signed: bool
    policy_read: bool
    platform: str = "this platform"
    grants: tuple[Grant, ...] = ()
    # What the profile asks of a poster first, in the words of P08: policy, training, platform-training, terms.
    needs: frozenset[str] = field(default_factory=frozenset)


def posting_refused(facts: PostingFacts, *, scopes: Iterable[str] = PUBLISHING) -> list[str]:
    """Every reason why the person may not post just now; none means that they may (C037, C038, C042, D09)."""
    legs = (
        (facts.account_open, "The account is not live."),
        (facts.engaged, "Your time with the school does not cover today."),
        (_authorised(facts, scopes), _why_unauthorised(facts, scopes)),
        *_prerequisites(facts),
    )
    return [sentence for holds, sentence in legs if not holds]


def prerequisites_missing(facts: PostingFacts) -> list[str]:
    """What an approved person still has to do before the authorisation becomes active (S03)."""
    return [sentence for holds, sentence in _prerequisites(facts) if not holds]


def _prerequisites(facts: PostingFacts) -> tuple[tuple[bool, str], ...]:
    """Training and signatures, as far as the profile asks for them (P08, P16)."""
    legs = (
        (
            "training",
            facts.trained,
            "You have not been trained in the social media policy, or the training has run out.",
        ),
        (
            "platform-training",
            facts.platform_trained,
            f"You have not been trained for {facts.platform}, or the training has run out.",
        ),
        ("terms", facts.terms_signed, "You have not signed the current terms of use."),
        ("policy", facts.policy_read, "You have not signed the current social media policy."),
    )
    return tuple((holds, sentence) for need, holds, sentence in legs if need in facts.needs)


def _authorised(facts: PostingFacts, scopes: Iterable[str]) -> bool:
    return any(grant.scope in set(scopes) and grant.is_in_force(facts.today) for grant in facts.grants)


def _why_unauthorised(facts: PostingFacts, scopes: Iterable[str]) -> str:
    """The nearest reason: suspended, not yet begun, run out, or never given."""
    mine = [grant for grant in facts.grants if grant.scope in set(scopes)]
    if any(grant.status == AuthorisationStatus.SUSPENDED for grant in mine):
        return "Your authorisation to post to this account is suspended."
    if any(grant.status in IN_FORCE and grant.starts_on > facts.today for grant in mine):
        return "Your authorisation to post to this account has not begun yet."
    if any(grant.status in IN_FORCE for grant in mine):
        return "Your authorisation to post to this account has ended."
    if any(grant.status == AuthorisationStatus.REQUESTED for grant in mine):
        return "Your authorisation to post to this account has not been decided yet."
    return "You are not authorised to post to this account."


_OF_ANOTHER = (("Your ", "Their "), ("You are ", "They are "), ("You have ", "They have "))


def about_another(sentence: str) -> str:
    """A reason as it is told of somebody else."""
    for mine, theirs in _OF_ANOTHER:
        if sentence.startswith(mine):
            return theirs + sentence.removeprefix(mine)
    return sentence
