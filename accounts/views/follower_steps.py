"""What is done with one request: saying who it is, letting in, refusing, removing, blocking and looking again."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from accounts import selectors, services
from accounts.forms.follower_steps import ApproveFollowerForm, RefuseFollowerForm, RemoveFollowerForm, ReviewDayForm
from accounts.forms.followers import IdentifyForm
from accounts.models import FollowerRequest
from accounts.rules.followers import STAFF_ADVICE
from governance.calendar.rules import add_months
from governance.kernel.dates import local_date
from governance.permissions.services import require
from policies.views.steps import act_at_once, ask, form_view

MONTHS_BLOCKED = 3


@form_view
def identify_follower(request: Any, reference: str) -> HttpResponse:
    """Say who a waiting request comes from."""
    follower = _follower(request, reference, "accounts.log_follower")
    form = IdentifyForm(follower, request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.identify_follower(follower, **data, by=request.person, now=request.now)
        return follower.get_absolute_url()

    return ask(request, form, act, title=f"Who is {follower}?", done="Saved.")


@form_view
def approve_follower(request: Any, reference: str) -> HttpResponse:
    """Let somebody follow; where they can only be refused, the page says why and offers nothing else."""
    follower = _follower(request, reference, "accounts.decide_follower")
    initial = {"code_accepted_on": local_date(request.now)}
    data = request.POST if request.method == "POST" else None
    form = ApproveFollowerForm(follower.kind, follower.get_absolute_url(), "Let them in", data, initial=initial)

    def act(_: dict[str, Any]) -> str:
        services.approve_follower(follower, **form.recorded, by=request.person, now=request.now)
        return follower.get_absolute_url()

    done = "They may follow. Accept the request on the platform too."
    page = {"template": "accounts/approve_follower.html", "title": f"Let {follower} in?", "done": done}
    why = selectors.why_only_refused(follower, request.now)
    return ask(request, form, act, **page, follower=follower, advice=STAFF_ADVICE, only_refused=why)


@form_view
def refuse_follower(request: Any, reference: str) -> HttpResponse:
    """Refuse, with a reason."""
    follower = _follower(request, reference, "accounts.decide_follower")
    suggestion = " ".join(selectors.why_only_refused(follower, request.now))
    form = RefuseFollowerForm(suggestion, follower.get_absolute_url(), "Refuse", request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.refuse_follower(follower, **data, by=request.person, now=request.now)
        return follower.get_absolute_url()

    return ask(
        request, form, act, title=f"Refuse {follower}?", done="Refused. Decline the request on the platform too."
    )


@form_view
def remove_follower(request: Any, reference: str) -> HttpResponse:
    """Record that a follower was removed."""
    follower = _follower(request, reference, "accounts.remove_follower")
    initial = {"removed_on": local_date(request.now)}
    form = RemoveFollowerForm(follower.get_absolute_url(), request.POST or None, initial=initial)

    def act(data: dict[str, Any]) -> str:
        services.remove_follower(follower, **data, by=request.person, now=request.now)
        return follower.get_absolute_url()

    return ask(request, form, act, title=f"Remove {follower}?", done="Recorded: they were removed.")


@form_view
def block_follower(request: Any, reference: str) -> HttpResponse:
    """Record that somebody who was removed is blocked."""
    follower = _to_block(request, reference)
    form = _review_form(request, follower, "Block", warning=True)

    def act(data: dict[str, Any]) -> str:
        services.block_follower(follower, **data, by=request.person, now=request.now)
        return follower.get_absolute_url()

    return ask(request, form, act, title=f"Block {follower}?", done="Recorded: they are blocked.")


@form_view
def keep_block(request: Any, reference: str) -> HttpResponse:
    """Look at a block again, and leave it."""
    follower = _to_block(request, reference)
    form = _review_form(request, follower, "Keep the block")

    def act(data: dict[str, Any]) -> str:
        services.keep_block(follower, **data, by=request.person, now=request.now)
        return follower.get_absolute_url()

    return ask(request, form, act, title=f"Keep {follower} blocked?", done="The block stays.")


@require_POST
def unblock_follower(request: Any, reference: str) -> HttpResponse:
    """Look at a block again, and lift it."""
    follower = _to_block(request, reference)
    return act_at_once(
        request,
        lambda: services.unblock_follower(follower, by=request.person, now=request.now),
        done="Recorded: the block was lifted. They may ask to follow again.",
        goes_to=follower.get_absolute_url(),
    )


def _follower(request: Any, reference: str, action: str) -> FollowerRequest:
    follower = selectors.follower_for(reference)
    require(request.person, action, follower, now=request.now)
    return follower


def _to_block(request: Any, reference: str) -> FollowerRequest:
    follower = selectors.follower_for(reference)
    require(request.person, services.action_of_block(follower), follower, now=request.now)
    return follower


def _review_form(request: Any, follower: FollowerRequest, button: str, *, warning: bool = False) -> ReviewDayForm:
    initial = {"review_on": add_months(local_date(request.now), MONTHS_BLOCKED)}
    back = follower.get_absolute_url()
    return ReviewDayForm(button, back, request.POST or None, initial=initial, warning=warning)
