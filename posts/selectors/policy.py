"""What the school's profile says about posts, as the rules of this app take it."""

from dataclasses import dataclass
from datetime import datetime

from accounts.rules.devices import OWNED_IS_ENOUGH
from governance.organisations.models import Organisation
from governance.profile.registry import setting
from governance.profile.rules import Profile
from governance.profile.selectors import profile_for
from posts.rules.checklist import criteria_of
from posts.rules.naming import Strictness


def category_name(key: str) -> str:
    """What a post is for, in words; also of a kind that this school no longer lists (P13)."""
    return dict(setting("P13").choices).get(key, key)


@dataclass(frozen=True)
class Policy:
    """The settings that decide about a post."""

    profile: Profile

    @property
    def version(self) -> str:
        """What a decision keeps of the profile (D10)."""
        return self.profile.version

    @property
    def categories(self) -> dict[str, str]:
        """The kinds of post the school lists, with their words (P13)."""
        return {key: category_name(key) for key in self.profile["P13"]}

    def criteria(self, *, has_pictures: bool) -> tuple[str, ...]:
        """What author and approver answer for (P14, P45)."""
        wording = (*self.profile["P14"], *OPINIONS.get(self.profile["P15"], ()))
        return criteria_of(wording, dress=bool(self.profile["P45"]), has_pictures=has_pictures)

    @property
    def strictness(self) -> Strictness:
        """How names are kept out (P43)."""
        return Strictness(self.profile["P43"])

    @property
    def regime(self) -> str:
        """Which pictures of pupils the school shows at all (P36)."""
        return str(self.profile["P36"])

    def needs_approver(self, *, controversial: bool) -> bool:
        """Whether a person has to approve the post (P11)."""
        return bool(self.profile["P11"] != ONLY_CONTROVERSIAL or controversial)

    @property
    def allows_sensitive(self) -> bool:
        """Whether something sensitive about a pupil may be posted at all (P48)."""
        return bool(self.profile["P48"] == "extra-consent")

    @property
    def owned_is_enough(self) -> bool:
        """Whether a device only has to be the school's own, without an approval (P46)."""
        return bool(self.profile["P46"] == OWNED_IS_ENOUGH)

    @property
    def recognisable(self) -> str:
        """How recognisable pupils may be, in the profile's words (P44)."""
        return str(dict(setting("P44").choices)[self.profile["P44"]])

    @property
    def asks_controversial(self) -> bool:
        """Whether the answer decides who approves."""
        return bool(self.profile["P11"] == ONLY_CONTROVERSIAL)


# What P15 adds to the checklist; neutral opinions stand in the printed criteria already.
OPINIONS = {
    "never-the-schools": ("it gives no opinion as though the school held it",),
    "balanced": ("any opinion in it is balanced and measured",),
}
ONLY_CONTROVERSIAL = "controversial"


def policy_for(organisation: Organisation, now: datetime) -> Policy:
    """The organisation's policy on posts at that moment."""
    return Policy(profile_for(organisation, now))
