"""What the pages of the profile show: settings by group in plain words, and what a version would change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.text import slugify

from governance.kernel.errors import NotFoundHere
from governance.organisations.models import Organisation
from governance.permissions.standing import Standing
from governance.profile.models import ProfileVersion
from governance.profile.registry import PRESETS, Setting, all_settings
from governance.profile.rules import Explanation, Profile, Source
from governance.profile.selectors import history, profile_for, proposal_of, version_in_force


@dataclass(frozen=True)
class Group:
    """The settings of one heading."""

    name: str
    slug: str
    answers: tuple[Explanation, ...]

    @property
    def may_be_changed(self) -> bool:
        """Whether any of them is not locked above."""
        return any(one.source is not Source.LOCKED for one in self.answers)


@dataclass(frozen=True)
class Difference:
    """A setting as it is and as it would be, what it changes, and what the policy to begin from says of it."""

    name: str
    now: str
    then: str
    changes: str = ""
    policy_says: str = ""


@dataclass(frozen=True)
class Past:
    """A version in the history, and what became of it."""

    version: ProfileVersion
    status: str


def places_with_profile(standing: Standing) -> list[Organisation]:
    """The organisations whose profile the person may read, by name."""
    ids = standing.organisation_ids("profile.view")
    return sorted((standing.organisations[pk] for pk in ids), key=lambda place: (place.is_school, place.name))


def place_named(standing: Standing, reference: str) -> Organisation:
    """The organisation of that reference among those the person has business with; any other is not found (D04)."""
    for pk in standing.reachable():
        if standing.organisations[pk].reference == reference:
            return standing.organisations[pk]
    raise NotFoundHere


def groups_for(organisation: Organisation, now: datetime) -> list[Group]:
    """Every setting with its answer, where it comes from and what the policy says, under its heading."""
    profile = profile_for(organisation, now)
    names = dict.fromkeys(one.group for one in all_settings())
    return [
        Group(name, slugify(name), tuple(one for one in profile.explanations() if one.setting.group == name))
        for name in names
    ]


def group_of(organisation: Organisation, slug: str, now: datetime) -> Group:
    """One heading's settings."""
    for group in groups_for(organisation, now):
        if group.slug == slug:
            return group
    raise NotFoundHere


def differences(version: ProfileVersion, now: datetime) -> list[Difference]:
    """What approving the version would change for its organisation, in words."""
    before, after = version_in_force(version.organisation, now), dict(version.values)
    old: Mapping[str, Any] = before.values if before else {}
    profile = profile_for(version.organisation, now)
    found = [
        Difference(
            one.name,
            profile.explain(one.key).in_words,
            _then(one, version, after),
            one.help,
            one.says.get(version.preset, ""),
        )
        for one in all_settings()
        if old.get(one.key) != after.get(one.key) or _moves(one, version, profile)
    ]
    found += _new_preset(before.preset if before else "", version.preset)
    return found + _new_locks(before.locks if before else [], version.locks)


def history_of(organisation: Organisation, now: datetime) -> list[Past]:
    """Every version, the newest first, with what became of it."""
    waiting, current = proposal_of(organisation), version_in_force(organisation, now)
    return [Past(one, _fate(one, waiting, current, now)) for one in history(organisation)]


def _moves(setting: Setting, version: ProfileVersion, profile: Profile) -> bool:
    """Whether another policy to begin from gives the setting another answer, where nothing is chosen or locked."""
    answer = profile.explain(setting.key)
    if version.preset == profile.preset or setting.key in version.values or answer.source is Source.LOCKED:
        return False
    return bool(setting.presets.get(version.preset, setting.default) != answer.value)


def _then(setting: Setting, version: ProfileVersion, after: Mapping[str, Any]) -> str:
    if setting.key in after:
        return setting.in_words(setting.from_json(after[setting.key]))
    back = setting.presets.get(version.preset, setting.default)
    return f"{setting.in_words(back)} (what the policy says)"


def _new_preset(old: str, new: str) -> list[Difference]:
    if old == new:
        return []
    return [Difference("The policy this profile begins from", PRESETS.get(old, "None"), PRESETS.get(new, "None"))]


def _new_locks(old: list[str], new: list[str]) -> list[Difference]:
    if sorted(old) == sorted(new):
        return []
    return [Difference("Settings locked for the schools", _names(old), _names(new))]


def _names(keys: list[str]) -> str:
    return "; ".join(one.name for one in all_settings() if one.key in keys) or "None"


def _fate(one: ProfileVersion, waiting: ProfileVersion | None, current: ProfileVersion | None, now: datetime) -> str:
    if one.approved_at is None:
        return "Waiting" if waiting and waiting.pk == one.pk else "Replaced"
    if current and one.pk == current.pk:
        return "Current"
    return "Agreed" if one.effective_from > now else "Superseded"
