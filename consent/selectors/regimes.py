"""Which rule for pictures a school goes by, and since when: after a change each pupil is a no until answered (P36, Q37)."""

from collections import OrderedDict
from datetime import datetime

from consent.selectors.places import line_of
from governance.organisations.models import Organisation
from governance.profile.registry import REGISTRY
from governance.profile.rules import Profile
from governance.profile.selectors import history, profile_for

REGIME = "P36"
# By the text that names the versions in force. None of them is ever edited, nor can one come to lie before them, so
# what was worked out once stays true (Perf5).
_REMEMBERED: OrderedDict[tuple[int, str], datetime | None] = OrderedDict()
_REMEMBER = 256


def policy_when(organisation: Organisation, moment: datetime) -> Profile:
    """The policy at that moment; for a time before the school kept it here, the first that it kept."""
    profile = profile_for(organisation, moment)
    starts = [] if profile.version else _starts(organisation)
    return profile_for(organisation, starts[0]) if starts else profile


def regime_since(organisation: Organisation, profile: Profile, moment: datetime) -> datetime | None:
    """From when the rule of that moment has held without a break; None if the school never had another before."""
    if _nothing_before(profile.version):
        return None
    key = (REGISTRY.generation, profile.version)
    try:
        return _REMEMBERED[key]
    except KeyError:
        since = _REMEMBERED[key] = _since(organisation, profile[REGIME], moment)
    while len(_REMEMBERED) > _REMEMBER:
        _REMEMBERED.popitem(last=False)
    return since


def _nothing_before(version: str) -> bool:
    """Whether one place alone keeps a policy for the school, and that is its first ("PV-...:1"): the usual case, unasked."""
    return not version or ("+" not in version and version.endswith(":1"))


def _since(organisation: Organisation, regime: str, moment: datetime) -> datetime | None:
    since = None
    for start in reversed(_starts(organisation)):
        if start > moment:
            continue
        if profile_for(organisation, start)[REGIME] != regime:
            return since
        since = start
    return None


def _starts(organisation: Organisation) -> list[datetime]:
    """Every moment at which the school's policy, or that of somebody above it, began or changed, the first one first."""
    versions = [history(Organisation(pk=pk)).filter(approved_at__isnull=False) for pk in line_of(organisation)]
    return sorted({start for found in versions for start in found.values_list("effective_from", flat=True)})
