"""The printed tables S01, S02, S03, S21, S22, S25, S26 and S27, arrow by arrow, and every pair that has none."""

import pathlib

import pytest
from django.db import IntegrityError, transaction

from accounts.models import (
    AccountApplication,
    AccountCheck,
    Authorisation,
    CredentialsChange,
    FollowerRequest,
    ImageDevice,
    LeaverHandover,
    SocialAccount,
)
from accounts.rules.accounts import ACCOUNT
from accounts.rules.applications import APPLICATION
from accounts.rules.authorisations import AUTHORISATION
from accounts.rules.checks import CHECK
from accounts.rules.credentials import CREDENTIALS_CHANGE
from accounts.rules.devices import DEVICE
from accounts.rules.followers import FOLLOWER
from accounts.rules.leaver_states import LEAVER_HANDOVER
from governance.kernel.actors import SYSTEM
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused, TooLate
from governance.permissions.selectors import can
from governance.workflow.services import move
from tests.accounts.factories import (
    AccountFactory,
    ApplicationFactory,
    AuthorisationFactory,
    CheckFactory,
    CredentialsChangeFactory,
    DeviceFactory,
    FollowerFactory,
    HandoverFactory,
)
from tests.transitions import right_pairs, wrong_pairs

MACHINES = [APPLICATION, ACCOUNT, AUTHORISATION, CHECK, DEVICE, FOLLOWER, CREDENTIALS_CHANGE, LEAVER_HANDOVER]
README = pathlib.Path(__file__).parents[2] / "accounts" / "README.md"

PRINTED = {
    "S01": {
        ("draft", "submitted"),
        ("returned", "submitted"),
        ("submitted", "under-consideration"),
        ("under-consideration", "returned"),
        ("under-consideration", "approved"),
        ("under-consideration", "rejected"),
        ("draft", "withdrawn"),
        ("submitted", "withdrawn"),
    },
    "S02": {
        ("approved-not-created", "live"),
        ("live", "needs-attention"),
        ("needs-attention", "live"),
        ("live", "suspended"),
        ("suspended", "live"),
        ("live", "being-transferred"),
        ("suspended", "being-transferred"),
        ("being-transferred", "live"),
        ("approved-not-created", "closing"),
        ("live", "closing"),
        ("needs-attention", "closing"),
        ("suspended", "closing"),
        ("being-transferred", "closing"),
        ("closing", "closed"),
    },
    "S03": {
        ("requested", "approved"),
        ("requested", "refused"),
        ("approved", "active"),
        ("active", "suspended"),
        ("active", "expired"),
        ("active", "revoked"),
    },
    "S21": {
        ("requested", "approved"),
        ("requested", "refused"),
        ("approved", "on-loan"),
        ("on-loan", "approved"),
        ("approved", "withdrawn"),
        ("on-loan", "withdrawn"),
    },
    "S25": {("opened", "changed"), ("opened", "overdue"), ("overdue", "changed")},
    "S22": {("waiting", "approved"), ("waiting", "refused"), ("approved", "removed"), ("removed", "blocked")},
    "S26": {("due", "done-clean"), ("due", "done-with-findings"), ("due", "covered-by-another"), ("due", "missed")},
    "S27": {
        ("noticed", "open"),
        ("open", "accounts-decided"),
        ("accounts-decided", "credentials-changed"),
        ("credentials-changed", "complete"),
    },
}
# Exits that the printed tables lack; the README of the app says why each is read into them.
READ_IN = {
    "S01": set(),
    "S02": {
        ("needs-attention", "suspended"),
        ("needs-attention", "being-transferred"),
        ("being-transferred", "suspended"),
        ("closing", "suspended"),
    },
    "S03": {
        ("suspended", "active"),
        ("approved", "expired"),
        ("suspended", "expired"),
        ("approved", "revoked"),
        ("suspended", "revoked"),
    },
    "S21": {("approved", "approved"), ("on-loan", "on-loan")},
    "S25": {("opened", "opened"), ("overdue", "overdue")},
    "S22": {("blocked", "removed")},
    "S26": {("due", "ended")},
    "S27": {
        ("open", "open"),
        ("accounts-decided", "open"),
        ("credentials-changed", "open"),
        ("noticed", "stays"),
        ("open", "stays"),
        ("accounts-decided", "stays"),
        ("credentials-changed", "stays"),
    },
}


@pytest.mark.clause("S01", "S02", "S03", "S21", "S22", "S25", "S26", "S27")
@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.key)
def test_the_arrows_are_those_printed_and_the_readings_we_declare(machine):
    arrows = {(source, arrow.target) for arrow in machine.transitions for source in arrow.sources}

    assert arrows == PRINTED[machine.key] | READ_IN[machine.key]


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.key)
def test_the_readme_shows_the_table_as_it_is(machine):
    assert machine.diagram() in README.read_text()


def a_thing(machine, spx):
    """One of that machine's things at its first status, in the school, in whose deciding nobody there has an interest."""
    return {
        "S01": lambda: ApplicationFactory(organisation=spx.school),
        "S02": lambda: AccountFactory(organisation=spx.school),
        "S03": lambda: AuthorisationFactory(account=AccountFactory(organisation=spx.school), requested=True),
        "S21": lambda: DeviceFactory(organisation=spx.school, requested=True),
        "S25": lambda: CredentialsChangeFactory(account=AccountFactory(organisation=spx.school)),
        "S22": lambda: FollowerFactory(account=AccountFactory(organisation=spx.school)),
        "S26": lambda: CheckFactory(account__organisation=spx.school),
        "S27": lambda: HandoverFactory(organisation=spx.school),
    }[machine.key]()


@pytest.mark.django_db
@pytest.mark.clause("S01", "S02", "S03", "S21", "S22", "S25", "S26", "S27")
@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.key)
def test_no_role_follows_an_arrow_that_is_not_there(machine, spx, now, monkeypatch):
    thing = a_thing(machine, spx)

    for name, status in wrong_pairs(machine):
        monkeypatch.setattr("governance.workflow.services._stored_status", lambda one, status=status: status)
        for by in (*spx.everyone().values(), SYSTEM):
            with pytest.raises((TooLate, NotAllowed, NotFoundHere)):
                move(thing, name, by=by, now=now, reason="Because")


# Who may follow each arrow, written by hand from section 4b and the five tables; `own` is whoever the thing belongs to.
WHO = {
    ("S01", "submit"): "own",
    ("S01", "consider"): "head slt",
    ("S01", "send_back"): "head",
    ("S01", "approve"): "head",
    ("S01", "reject"): "head",
    ("S01", "withdraw"): "own",
    ("S02", "go_live"): "com",
    ("S02", "flag"): "",
    ("S02", "clear"): "com",
    ("S02", "suspend"): "head com",
    ("S02", "reinstate"): "head",
    ("S02", "transfer"): "com",
    ("S02", "confirm_transfer"): "head",
    ("S02", "stop_transfer"): "com",
    ("S02", "close"): "com",
    ("S02", "confirm_close"): "head",
    ("S02", "keep"): "com",
    ("S03", "approve"): "head",
    ("S03", "refuse"): "head",
    ("S03", "activate"): "",
    ("S03", "suspend"): "head com",
    ("S03", "resume"): "head",
    ("S03", "expire"): "",
    ("S03", "revoke"): "head",
    ("S21", "approve"): "oso",
    ("S21", "refuse"): "oso",
    ("S21", "renew"): "oso",
    ("S21", "lend"): "oso office com ict",
    ("S21", "take_back"): "oso office com ict",
    ("S21", "withdraw"): "oso head",
    ("S25", "record"): "com",
    ("S25", "ask_again"): "",
    ("S25", "lapse"): "",
    ("S25", "confirm"): "head com ict",
    ("S22", "approve"): "com",
    ("S22", "refuse"): "com",
    ("S22", "remove"): "com",
    ("S22", "block"): "com",
    ("S22", "block_parent"): "head",
    ("S22", "unblock"): "com",
    ("S22", "unblock_parent"): "head",
    ("S26", "look"): "com",
    ("S26", "find"): "com",
    ("S26", "cover"): "com",
    ("S26", "miss"): "",
    ("S26", "end"): "",
    ("S27", "open"): "com",
    ("S27", "propose"): "com",
    ("S27", "send_back"): "head",
    ("S27", "decide"): "head",
    ("S27", "change_credentials"): "com",
    ("S27", "reopen"): "com",
    ("S27", "complete"): "com",
    ("S27", "stay"): "com",
}


@pytest.mark.django_db
@pytest.mark.clause("M02", "M03", "M04", "M05", "M06", "M19", "M34", "P03", "P05", "P09", "P19")
@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.key)
def test_each_arrow_is_followed_by_the_roles_of_the_table_alone(machine, spx, now):
    thing = a_thing(machine, spx)

    may = {
        name: {who for who, person in spx.everyone().items() if can(person, arrows[0].action, thing, now=now)}
        for name, arrows in machine.by_name.items()
        if not arrows[0].by_system_only
    }

    printed = {name: set(who.replace("own", "").split()) for (key, name), who in WHO.items() if key == machine.key}
    assert may == {name: who for name, who in printed.items() if name in may}
    assert all(not who for name, who in printed.items() if name not in may)


@pytest.mark.django_db
@pytest.mark.clause("D04")
@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.key)
def test_another_schools_thing_is_not_found_whatever_one_tries(machine, spx, now):
    thing = a_thing(machine, spx)

    for name, arrows in machine.by_name.items():
        if not arrows[0].by_system_only:
            with pytest.raises(NotFoundHere):
                move(thing, name, by=spx.stranger, now=now, reason="Because")


def test_every_right_pair_ends_in_the_status_of_its_arrow():
    assert all(machine.arrow(name, status).target for machine in MACHINES for name, status in right_pairs(machine))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "model",
    [
        AccountApplication,
        AccountCheck,
        SocialAccount,
        Authorisation,
        ImageDevice,
        FollowerRequest,
        CredentialsChange,
        LeaverHandover,
    ],
)
def test_the_database_refuses_a_status_nobody_declared(model, spx):
    thing = a_thing(model.MACHINE, spx)

    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.filter(pk=thing.pk).update(status="invented")


@pytest.mark.django_db
@pytest.mark.clause("C024")
@pytest.mark.parametrize("name", ["send_back", "approve", "reject"])
def test_a_decision_without_reasons_is_refused(name, spx, now):
    application = ApplicationFactory(organisation=spx.school, considered=True)

    with pytest.raises(Refused) as refusal:
        move(application, name, by=spx.head, now=now, reason="  ")

    assert refusal.value.reasons == ["Give a reason."]
