"""Applications of the teacher's, accounts of the school, authorisations, devices and followers."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import AccountClosing, AccountTransfer, HandoverLine
from accounts.rules.custody import stores_for
from accounts.services import Custody, record_custody
from governance.profile.selectors import profile_for
from tests.accounts.factories import (
    AbsenceFactory,
    AccountFactory,
    ApplicationFactory,
    AuthorisationFactory,
    CheckFactory,
    CredentialsChangeFactory,
    DeviceFactory,
    FollowerFactory,
    FoundFactory,
    HandoverFactory,
    LoanFactory,
    LossFactory,
    TechnicalFactory,
)
from tests.crowd import Crowd
from tests.factories import LONG_AGO
from tests.policies.factories import make_ready


def school(crowd: Crowd) -> dict[str, str]:
    """The school for which an application is written."""
    return {"organisation": crowd.world.school.reference}


def _application(crowd: Crowd, **how: Any) -> dict[str, str]:
    teacher = crowd.person("teacher")
    made = ApplicationFactory(organisation=crowd.world.school, applicant=teacher, runners=[teacher], **how)
    return {"reference": made.reference}


def begun(crowd: Crowd) -> dict[str, str]:
    """An application that is being written."""
    return _application(crowd)


def submitted(crowd: Crowd) -> dict[str, str]:
    """An application that was handed in."""
    return _application(crowd, submitted=True)


def considered(crowd: Crowd) -> dict[str, str]:
    """An application to be decided."""
    return _application(crowd, considered=True)


def account(crowd: Crowd) -> dict[str, str]:
    """A live account of the school."""
    return {"reference": AccountFactory(organisation=crowd.world.school).reference}


def approved(crowd: Crowd) -> dict[str, str]:
    """An account that may be created."""
    return {"reference": AccountFactory(organisation=crowd.world.school, approved=True).reference}


def suspended(crowd: Crowd) -> dict[str, str]:
    """An account on which posting was stopped."""
    return {"reference": AccountFactory(organisation=crowd.world.school, status="suspended").reference}


def official(crowd: Crowd) -> dict[str, str]:
    """The school, with an account that speaks for it."""
    AccountFactory(organisation=crowd.world.school)
    return {"organisation": crowd.world.school.reference}


def platform_read(crowd: Crowd) -> dict[str, str]:
    """A platform, as the federation may read it."""
    return {"organisation": crowd.world.top.reference, "slug": "x"}


def handed(crowd: Crowd) -> dict[str, str]:
    """An account that the communications officer hands to the head of school."""
    made = AccountFactory(organisation=crowd.world.school, status="being-transferred")
    AccountTransfer.objects.create(
        account=made,
        incoming=crowd.person("hos"),
        why="leaving",
        started_by=crowd.person("com"),
        started_at=LONG_AGO,
    )
    return {"reference": made.reference}


def closing(crowd: Crowd) -> dict[str, str]:
    """An account that the communications officer asked to close."""
    made = AccountFactory(organisation=crowd.world.school, status="closing")
    AccountClosing.objects.create(account=made, reason="Done", asked_by=crowd.person("com"), asked_at=LONG_AGO)
    return {"reference": made.reference}


def found(crowd: Crowd) -> dict[str, str]:
    """A page of friends of the school that somebody came across."""
    return {"reference": FoundFactory(organisation=crowd.world.school).reference}


def adopting(crowd: Crowd) -> dict[str, str]:
    """The same, which may be adopted."""
    return {"reference": FoundFactory(organisation=crowd.world.school, decided=True).reference}


def technical(crowd: Crowd) -> dict[str, str]:
    """A security measure that the head directed for an account."""
    about = AccountFactory(organisation=crowd.world.school)
    return {"reference": TechnicalFactory(account=about, asked_by=crowd.person("head")).reference}


def technical_asked_by_a_teacher(crowd: Crowd) -> dict[str, str]:
    """Help that a teacher asked for with an account that they run."""
    teacher = crowd.person("teacher")
    about = AccountFactory(organisation=crowd.world.school, runners=[teacher])
    made = TechnicalFactory(account=about, asked_by=teacher, kind="help", measures=["settings"])
    return {"reference": made.reference}


def technical_done(crowd: Crowd) -> dict[str, str]:
    """The same, which the technician has done."""
    teacher = crowd.person("teacher")
    about = AccountFactory(organisation=crowd.world.school, runners=[teacher])
    made = TechnicalFactory(account=about, asked_by=teacher, kind="help", done=True, done_by=crowd.person("ict"))
    return {"reference": made.reference}


def runner(crowd: Crowd) -> dict[str, str]:
    """An account that the teacher and the communications officer run."""
    people = [crowd.person("com"), crowd.person("teacher")]
    made = AccountFactory(organisation=crowd.world.school, runners=people)
    return {"reference": made.reference, "person": people[1].reference}


def _authorisation(crowd: Crowd, **how: Any) -> dict[str, str]:
    teacher = crowd.person("teacher")
    make_ready(teacher, crowd.world.school)
    account = AccountFactory(organisation=crowd.world.school)
    made = AuthorisationFactory(account=account, person=teacher, requested_by=teacher, **how)
    return {"reference": made.reference}


def authorisation(crowd: Crowd) -> dict[str, str]:
    """The teacher may post."""
    return _authorisation(crowd)


def authorisation_requested(crowd: Crowd) -> dict[str, str]:
    """The teacher has asked to post."""
    return _authorisation(crowd, requested=True)


def authorisation_suspended(crowd: Crowd) -> dict[str, str]:
    """The teacher may not post for now."""
    return _authorisation(crowd, status="suspended")


def _password(crowd: Crowd, **how: Any) -> dict[str, str]:
    account = AccountFactory(organisation=crowd.world.school)
    return {"reference": CredentialsChangeFactory(account=account, **how).reference}


def kept(crowd: Crowd) -> dict[str, str]:
    """An account whose custody is on record, without a second factor, and whose password is to be changed."""
    account, now = AccountFactory(organisation=crowd.world.school), timezone.now()
    allowed = stores_for(profile_for(account.organisation, now)["P18"])
    custody = Custody(
        custodian=crowd.person("com"),
        store=allowed[0],
        second_factor="none",
        recovery_owner=crowd.person("ict"),
        last_changed_on=LONG_AGO.date(),
        access_review_on=(now + timedelta(days=90)).date(),
    )
    record_custody(account, custody=custody, by=crowd.person("com"), now=now)
    return {"reference": account.reference}


def password_owed(crowd: Crowd) -> dict[str, str]:
    """The password of an account is to be changed."""
    return _password(crowd)


def password_changed(crowd: Crowd) -> dict[str, str]:
    """The communications officer has changed the password."""
    return _password(crowd, changed_at=LONG_AGO, changed_by=crowd.person("com"))


def device(crowd: Crowd) -> dict[str, str]:
    """An approved camera."""
    return {"reference": DeviceFactory(organisation=crowd.world.school).reference}


def device_requested(crowd: Crowd) -> dict[str, str]:
    """A camera that the teacher has asked for."""
    made = DeviceFactory(organisation=crowd.world.school, requested=True, requested_by=crowd.person("teacher"))
    return {"reference": made.reference}


def device_lent(crowd: Crowd) -> dict[str, str]:
    """A camera that somebody has."""
    return {"reference": LoanFactory(device__organisation=crowd.world.school).device.reference}


def device_lost(crowd: Crowd) -> dict[str, str]:
    """A camera that was reported lost."""
    return {"reference": LossFactory(device__organisation=crowd.world.school).device.reference}


def device_loss(crowd: Crowd) -> dict[str, str]:
    """The report of loss of a camera."""
    loss = LossFactory(device__organisation=crowd.world.school)
    return {"reference": loss.device.reference, "loss": loss.reference}


def _check(crowd: Crowd, **how: Any) -> str:
    account = AccountFactory(organisation=crowd.world.school, runners=[crowd.person("teacher")])
    return str(CheckFactory(account=account, **how).reference)


def check(crowd: Crowd) -> dict[str, str]:
    """A look at an account that the teacher runs."""
    return {"reference": _check(crowd, looked=True)}


def found_by_look(crowd: Crowd) -> dict[str, str]:
    """A look that found something."""
    return {"reference": _check(crowd, with_findings=True)}


def watched(crowd: Crowd) -> dict[str, str]:
    """An account that the teacher runs."""
    return {"reference": AccountFactory(organisation=crowd.world.school, runners=[crowd.person("teacher")]).reference}


def _follower(crowd: Crowd, **how: Any) -> dict[str, str]:
    """Somebody who asks to follow a closed account to which the teacher may post."""
    account = AccountFactory(organisation=crowd.world.school, is_open=False)
    AuthorisationFactory(account=account, person=crowd.person("teacher"))
    return {"reference": FollowerFactory(account=account, **how).reference}


def follower(crowd: Crowd) -> dict[str, str]:
    """A parent who waits to be let in."""
    return _follower(crowd)


def follower_let_in(crowd: Crowd) -> dict[str, str]:
    """A follower."""
    return _follower(crowd, approved=True)


def parent_removed(crowd: Crowd) -> dict[str, str]:
    """A parent who was removed."""
    return _follower(crowd, removed=True)


def follower_blocked(crowd: Crowd) -> dict[str, str]:
    """A neighbour who was removed and blocked."""
    return _follower(crowd, blocked=True, kind="community")


def _leaver(crowd: Crowd, **how: Any) -> dict[str, str]:
    """The teacher leads an account of the school, and leaves."""
    made = AccountFactory(organisation=crowd.world.school, runners=[crowd.person("teacher"), crowd.person("com")])
    handover = HandoverFactory(organisation=crowd.world.school, leaver=crowd.person("teacher"), accounts=[made], **how)
    return {"reference": handover.reference}


def leaver(crowd: Crowd) -> dict[str, str]:
    """A handover that was noticed."""
    return _leaver(crowd)


def leaver_com(crowd: Crowd) -> dict[str, str]:
    """The only communications officer leaves: they do not run it themselves, so the head does."""
    made = AccountFactory(organisation=crowd.world.school, runners=[crowd.person("teacher"), crowd.person("com")])
    handover = HandoverFactory(
        organisation=crowd.world.school, leaver=crowd.person("com"), accounts=[made], status="open"
    )
    return {"reference": handover.reference}


def leaver_open(crowd: Crowd) -> dict[str, str]:
    """A handover that was taken on."""
    return _leaver(crowd, status="open")


def leaver_line(crowd: Crowd) -> dict[str, str]:
    """An account of a handover that was taken on."""
    found = _leaver(crowd, status="open")
    line = HandoverLine.objects.select_related("account").get(handover__reference=found["reference"])
    return {**found, "account": line.account.reference}


def leaver_proposed(crowd: Crowd) -> dict[str, str]:
    """A handover that waits to be confirmed."""
    return _leaver(crowd, status="open", proposed_at=LONG_AGO, proposed_by=crowd.person("com"))


def leaver_decided(crowd: Crowd) -> dict[str, str]:
    """A handover that the head confirmed."""
    said = {"proposed_at": LONG_AGO, "proposed_by": crowd.person("com"), "confirmed_at": LONG_AGO}
    return _leaver(crowd, status="accounts-decided", confirmed_by=crowd.person("head"), **said)


def away(crowd: Crowd) -> dict[str, str]:
    """The teacher is away from today, and the head of school stands in."""
    today = timezone.localdate()
    made = AbsenceFactory(
        organisation=crowd.world.school,
        person=crowd.person("teacher"),
        stand_in=crowd.person("hos"),
        starts_on=today,
        ends_on=today + timedelta(days=5),
    )
    return {"reference": made.reference}
