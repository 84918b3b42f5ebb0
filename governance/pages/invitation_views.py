"""Pages of invitations and of the mail test: who may sign in, and whether messages arrive."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from governance.kernel.errors import NotFoundHere, Refused
from governance.organisations.models import Organisation
from governance.pages import set_up_forms as forms
from governance.pages.forms import refuse
from governance.pages.people_pager import page_of_people
from governance.pages.people_parts import form_view, posted
from governance.pages.set_up_views import place_with
from governance.set_up import services
from governance.set_up.models import MailTest
from governance.set_up.rules.mail import in_words
from governance.set_up.selectors import invitations

EVERYBODY = "everybody"
MOST_AT_ONCE = 3_000


@require_GET
def list_invitations(request: Any, reference: str) -> HttpResponse:
    """Everybody who works here, when they were invited, and when they first signed in."""
    place = place_with(request, reference, "people.add")
    page = page_of_people(invitations.people_to_invite(place, request.now), request.GET)
    rows = [invitations.shown(person) for person in page.rows]
    context = {
        "organisation": place,
        "page": page,
        "rows": rows,
        "may_invite": any(row.may_be_ticked for row in rows),
        "waiting": invitations.never_invited(place, request.now)[:MOST_AT_ONCE].count(),
    }
    return render(request, "governance/set_up/invitations.html", context)


@require_POST
def send_invitations(request: Any, reference: str) -> HttpResponse:
    """Invite those who are ticked, or everybody who never was."""
    place = place_with(request, reference, "people.add")
    asked = forms.ticked(request.POST.getlist("person"))
    if request.POST.get("who") == EVERYBODY:
        never = invitations.never_invited(place, request.now)[:MOST_AT_ONCE]
        asked = dict.fromkeys([person.reference for person in never], 0)
    invited = services.invite(organisation=place, asked=asked, by=request.person, now=request.now)
    _tell(request, invited)
    return redirect("governance:list_invitations", reference)


def _tell(request: Any, invited: services.Invited) -> None:
    if invited.sent:
        people = "person is" if invited.sent == 1 else "people are"
        messages.success(request, f"{invited.sent} {people} invited.")
    else:
        messages.info(request, "Nobody was invited. Whoever was invited a moment ago is not invited twice.")
    if invited.reasons:
        messages.warning(request, " ".join(invited.reasons[:10]))


@form_view
def view_mail_test(request: Any, reference: str) -> HttpResponse:
    """Where the last message to me is, and a place for its code."""
    place = place_with(request, reference, "set_up.test_mail")
    test = _last(request, place)
    form = forms.TypeCode(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            _confirm(request, test, form.cleaned_data["code"])
        except Refused as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, "The message arrived, so mail works.")
            return redirect("governance:view_mail_test", reference)
    context = {"organisation": place, "test": test, "form": form, "why": _why(test), "url": request.path}
    return render(request, "governance/set_up/mail.html", context)


@require_POST
def send_mail_test(request: Any, reference: str) -> HttpResponse:
    """Send a message to myself."""
    place = place_with(request, reference, "set_up.test_mail")
    try:
        services.send_test(organisation=place, by=request.person, now=request.now)
        messages.success(request, f"A message is on its way to {request.person.email}.")
    except Refused as refusal:
        messages.warning(request, " ".join(refusal.reasons))
    return redirect(reverse("governance:view_mail_test", args=[place.reference]))


def _last(request: Any, place: Organisation) -> MailTest | None:
    tests = MailTest.objects.filter(organisation=place, by=request.person).select_related("notice", "organisation")
    return tests.order_by("-asked_at", "-pk").first()


def _confirm(request: Any, test: MailTest | None, code: str) -> None:
    if test is None:
        raise NotFoundHere("Send yourself a message first.")
    services.confirm_arrival(test=test, code=code, by=request.person, now=request.now)


def _why(test: MailTest | None) -> str:
    """What went wrong on the way, in plain words."""
    return in_words(test.notice.last_error) if test and test.notice.last_error and not test.notice.sent_at else ""
