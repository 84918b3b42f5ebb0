"""The claim that publication and every consent change make first, so that one waits for the other (law 1)."""

from collections.abc import Iterable, Mapping

from django.db.models import F

from consent.models import PupilRevision
from governance.kernel.errors import TooLate
from governance.kernel.verbs import read_again


def claim_revisions(pupil_ids: Iterable[int], *, expected: Mapping[int, int] | None = None) -> dict[int, int]:
    """Count up each pupil's revision, in the order of their keys, and hold the rows until the caller's transaction ends.

    What is read after this call is what everybody who claimed before has committed. With `expected`, a number that has
    moved on since it was read is refused. SQLite lets only one writer in at all, so there the update is the lock.
    """
    wanted = sorted(set(pupil_ids))
    if not wanted:
        return {}
    held = _locked(wanted)
    if missing := [pk for pk in wanted if pk not in held]:
        PupilRevision.objects.bulk_create([PupilRevision(pupil_id=pk) for pk in missing], ignore_conflicts=True)
        held = _locked(wanted)
    read_again()
    if expected is not None and any(held[pk] != expected.get(pk, 0) for pk in wanted):
        raise TooLate("The consent of a pupil changed in the meantime. Look again.")
    PupilRevision.objects.filter(pupil_id__in=wanted).update(number=F("number") + 1)
    return {pk: number + 1 for pk, number in held.items()}


def bump(pupil_ids: Iterable[int]) -> None:
    """The same, for those who do not need the numbers."""
    claim_revisions(pupil_ids)


def _locked(pupil_ids: list[int]) -> dict[int, int]:
    rows = PupilRevision.objects.select_for_update().filter(pupil_id__in=pupil_ids).order_by("pupil_id")
    return dict(rows.values_list("pupil_id", "number"))
