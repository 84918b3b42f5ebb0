"""The steps of a leaver’s handover, each a page or a press (S27)."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from accounts import services
from accounts.forms.leavers import ConfirmForm, DecideForm, ReminderForm, TakeOverForm
from accounts.selectors import leavers
from accounts.selectors.leaver_page import page_of
from accounts.services.leaver_facts import undecided
from accounts.views.leavers import handover_of
from governance.kernel.dates import local_date
from governance.permissions.services import require
from policies.forms import ReasonForm
from policies.views.steps import act_at_once, ask, form_view

RUN, CONFIRM = "accounts.run_handover", "accounts.confirm_handover"


def _press(request: Any, reference: str, do: Callable[..., None], done: str, action: str = RUN) -> HttpResponse:
    handover = handover_of(request, reference, action)
    page = handover.get_absolute_url()
    return act_at_once(request, lambda: do(handover, by=request.person, now=request.now), done=done, goes_to=page)


@require_POST
def open_handover(request: Any, reference: str) -> HttpResponse:
    """Take it on."""
    return _press(request, reference, services.open_handover, "Taken on. Decide what becomes of each account.")


@require_POST
def propose_handover(request: Any, reference: str) -> HttpResponse:
    """Ask somebody else to confirm what was decided."""
    return _press(request, reference, services.propose_handover, "Somebody else has been asked to confirm it.")


@require_POST
def carry_out_handover(request: Any, reference: str) -> HttpResponse:
    """Do what was confirmed, account by account."""
    done = "Carried out. What is left to do stands below."
    return _press(request, reference, services.carry_out, done, "accounts.transfer")


@require_POST
def change_credentials(request: Any, reference: str) -> HttpResponse:
    """No account names them, no right is left and every password was changed."""
    return _press(request, reference, services.change_credentials, "Recorded: every password was changed.")


@require_POST
def complete_handover(request: Any, reference: str) -> HttpResponse:
    """Nothing is left."""
    return _press(request, reference, services.complete_handover, "The handover is complete.")


@form_view
def decide_line(request: Any, reference: str, account: str) -> HttpResponse:
    """Decide what becomes of one account and who takes over, with who is ready beside each name."""
    handover = handover_of(request, reference, RUN)
    rows = leavers.lines_of(handover).select_related("handover__leaver", "handover__organisation")
    line = get_object_or_404(rows, account__reference=account)
    require(request.person, RUN, line, now=request.now)
    chooser = leavers.chooser_for(line, request.now)
    form = DecideForm(line, chooser.hats, chooser.people, chooser.marks, request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.decide_line(line, form.decision(), by=request.person, now=request.now)
        return f"{handover.get_absolute_url()}#accounts"

    page, title = "accounts/decide_line.html", f"What becomes of {line.account}?"
    return ask(request, form, act, title=title, done="Decided.", template=page, line=line, chooser=chooser)


@form_view
def confirm_handover(request: Any, reference: str) -> HttpResponse:
    """Look at what was decided, and confirm exactly that."""
    handover = handover_of(request, reference, CONFIRM)
    page = handover.get_absolute_url()
    if request.method == "POST":
        seen = ConfirmForm(request.POST).stamp
        done = f"Confirmed. {handover.leaver}’s authorisations end with their last day."
        do = services.confirm_handover
        return act_at_once(
            request, lambda: do(handover, seen=seen, by=request.person, now=request.now), done=done, goes_to=page
        )
    context = {"handover": handover, "what": page_of(handover, request.standing, request.now)}
    return render(request, "accounts/confirm_handover.html", {**context, "missing": undecided(handover, request.now)})


def _with_reason(
    request: Any, reference: str, do: Callable[..., None], words: tuple[str, str, str], action: str = RUN
) -> HttpResponse:
    handover = handover_of(request, reference, action)
    button, label, done = words
    form = ReasonForm(label, button, handover.get_absolute_url(), request.POST or None)

    def act(data: dict[str, Any]) -> str:
        do(handover, reason=data["reason"], by=request.person, now=request.now)
        return handover.get_absolute_url()

    return ask(request, form, act, title=f"{button}: {handover}", done=done)


@form_view
def send_handover_back(request: Any, reference: str) -> HttpResponse:
    """Do not confirm: it is decided again."""
    words = ("Send back", "What should be decided otherwise", "Sent back.")
    return _with_reason(request, reference, services.send_handover_back, words, CONFIRM)


@form_view
def reopen_handover(request: Any, reference: str) -> HttpResponse:
    """Decide again after it was confirmed."""
    words = ("Decide again", "Why it is decided again", "It may be decided again, and is then confirmed again.")
    return _with_reason(request, reference, services.reopen_handover, words)


@form_view
def keep_leaver(request: Any, reference: str) -> HttpResponse:
    """They stay after all."""
    done = "They stay. What has passed on or was to end stays so: look at it."
    return _with_reason(request, reference, services.keep_leaver, ("They stay after all", "How you know", done))


@form_view
def record_reminder(request: Any, reference: str) -> HttpResponse:
    """Record that they were reminded of confidentiality."""
    handover = handover_of(request, reference, RUN)
    form = ReminderForm(handover, request.POST or None, initial={"given_on": local_date(request.now)})

    def act(data: dict[str, Any]) -> str:
        services.record_reminder(handover, given_on=data["given_on"], by=request.person, now=request.now)
        return handover.get_absolute_url()

    return ask(request, form, act, title=f"Remind {handover.leaver} of confidentiality", done="Recorded.")


@form_view
def hand_on_turns(request: Any, reference: str) -> HttpResponse:
    """Let somebody else take their turns to watch."""
    hint = "For every turn to watch after their last day. On the rota each turn may be set by itself."
    return _take_over(request, reference, services.hand_on_turns, ("Turns to watch", hint))


@form_view
def hand_on_tasks(request: Any, reference: str) -> HttpResponse:
    """Have somebody else asked for what asks them by name."""
    hint = "What belongs to a role goes back to that role; this person is asked for the rest."
    return _take_over(request, reference, services.hand_on_tasks, ("Tasks that ask them by name", hint))


def _take_over(request: Any, reference: str, do: Callable[..., None], words: tuple[str, str]) -> HttpResponse:
    handover = handover_of(request, reference, RUN)
    title, hint = words
    people = leavers.others_than(handover, local_date(request.now))
    form = TakeOverForm(people, "Hand them on", hint, handover.get_absolute_url(), request.POST or None)

    def act(data: dict[str, Any]) -> str:
        do(handover, to=data["to"], by=request.person, now=request.now)
        return handover.get_absolute_url()

    return ask(request, form, act, title=f"{title}: {handover.leaver}", done="Handed on.")
