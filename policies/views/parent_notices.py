"""Notices to parents: the log, one notice from draft to sent, and the wordings they are drafted from."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from governance.kernel.dates import local_date
from governance.kernel.errors import NotAllowed
from governance.organisations.models import Organisation
from governance.pages.keyset import cut
from governance.pages.people_parts import organisations_of
from governance.permissions.selectors import can
from governance.permissions.services import require
from policies import selectors, services
from policies.forms import ReasonForm
from policies.forms.notices import DraftForm, FilterNotices, NoticeWordingForm, SendForm
from policies.models import ParentNotice
from policies.rules.parent_notices import Topic
from policies.views.steps import ask, form_view
from policies.views.teaching import NOT_YOURS
from pupils.selectors import schools_for, year_groups_of

IN_BRACKETS = (
    "Leave out nothing that parents need. What stands in square brackets has to be filled in before it is sent."
)
FOR_ALL = "Write [school] where the school’s name belongs, and put in square brackets what differs each time."


@require_GET
def list_parent_notices(request: Any) -> HttpResponse:
    """Every notice, the newest first: what waits to be sent, and what was sent, how and when."""
    if not request.standing.organisation_ids("teaching.view"):
        raise NotAllowed(NOT_YOURS)
    form = FilterNotices(request.GET or None)
    rows = selectors.notices_for(request.standing).filter(**form.chosen)
    context = {
        "page": cut(rows, "created_at", asked=request.GET, newest_first=True),
        "filters": form,
        "narrowed": bool(form.chosen),
        "may_draft": bool(request.standing.organisation_ids("teaching.log")),
        "names_at": request.standing.organisation_ids("teaching.view_whole"),
    }
    return render(request, "policies/list_parent_notices.html", context)


@form_view
def draft_notice(request: Any) -> HttpResponse:
    """Draft a notice from the wording in force."""
    places = schools_for(request.standing, "teaching.log")
    if not places:
        raise NotAllowed(NOT_YOURS)
    groups = year_groups_of([place.pk for place in places], on=local_date(request.now))
    every = [group for several in groups.values() for group in several]
    form = DraftForm(places, every, reverse("policies:list_parent_notices"), request.POST or None)

    def act(data: dict[str, Any]) -> str:
        return services.draft_notice(**data, by=request.person, now=request.now).get_absolute_url()

    return ask(
        request, form, act, title="Draft a notice to parents", done="Drafted. Read it through before you send it."
    )


@require_GET
def view_parent_notice(request: Any, reference: str) -> HttpResponse:
    """The notice as parents read it, to be copied, and how it was sent."""
    notice = _notice(request, reference, "teaching.view")
    context = {
        "notice": notice,
        "may_log": can(request.person, "teaching.log", notice, now=request.now),
        "sees_names": can(request.person, "teaching.view_whole", notice, now=request.now),
    }
    return render(request, "policies/view_parent_notice.html", context)


@form_view
def write_notice(request: Any, reference: str) -> HttpResponse:
    """Edit the draft."""
    notice = _notice(request, reference, "teaching.log")
    initial = {"title": notice.title, "text": notice.text}
    form = NoticeWordingForm(notice.get_absolute_url(), IN_BRACKETS, request.POST or None, initial=initial)

    def act(data: dict[str, Any]) -> str:
        services.write_notice(notice, form.wording, by=request.person, now=request.now)
        return notice.get_absolute_url()

    return ask(request, form, act, title="Edit the notice", done="Saved.")


@form_view
def send_notice(request: Any, reference: str) -> HttpResponse:
    """Record that the school sent it, and how."""
    notice = _notice(request, reference, "teaching.log")
    initial = {"sent_on": local_date(request.now)}
    form = SendForm(notice.get_absolute_url(), request.POST or None, initial=initial)

    def act(data: dict[str, Any]) -> str:
        services.send_notice(notice, **data, by=request.person, now=request.now)
        return notice.get_absolute_url()

    return ask(request, form, act, title=f"“{notice}” was sent", done="Recorded in the log.")


@form_view
def drop_notice(request: Any, reference: str) -> HttpResponse:
    """Say why a notice is not needed."""
    notice = _notice(request, reference, "teaching.log")
    hint = "A yearly notice is drafted again after a year."
    form = ReasonForm("Why it is not needed", "Drop it", notice.get_absolute_url(), request.POST or None, hint=hint)

    def act(data: dict[str, Any]) -> str:
        services.drop_notice(notice, **data, by=request.person, now=request.now)
        return notice.get_absolute_url()

    return ask(request, form, act, title=f"“{notice}” is not needed", done="Dropped.")


@form_view
def repeat_notice(request: Any, reference: str) -> HttpResponse:
    """Something has changed, so parents are told again."""
    notice = _notice(request, reference, "teaching.log")
    hint = "For example, a new filter, or another website for homework."
    form = ReasonForm("What has changed", "Draft it again", notice.get_absolute_url(), request.POST or None, hint=hint)

    def act(data: dict[str, Any]) -> str:
        again = services.repeat_notice(notice, because=data["reason"], by=request.person, now=request.now)
        return again.get_absolute_url()

    return ask(request, form, act, title=f"Send “{notice}” again", done="Drafted again. Say in it what has changed.")


@require_GET
def list_wordings(request: Any) -> HttpResponse:
    """The wordings in force, organisation by organisation."""
    places = organisations_of(request.standing, request.standing.organisation_ids("teaching.log"))
    if not places:
        raise NotAllowed(NOT_YOURS)
    wordings = selectors.wordings_of(places)
    rows = [(place, [(topic, wordings[place.pk].get(topic)) for topic in Topic]) for place in places]
    return render(request, "policies/list_notice_wordings.html", {"rows": rows})


@form_view
def edit_wording(request: Any, reference: str, topic: str) -> HttpResponse:
    """Edit an organisation's own wording of a notice."""
    place = _place_of_wording(request, reference, topic)
    now_reads, back = selectors.wording_of(place, topic), reverse("policies:list_notice_wordings")
    initial = {"title": now_reads.title, "text": now_reads.text}
    form = NoticeWordingForm(back, FOR_ALL, request.POST or None, initial=initial)

    def act(data: dict[str, Any]) -> str:
        services.edit_wording(
            organisation=place, topic=topic, wording=form.wording, by=request.person, now=request.now
        )
        return back

    return ask(
        request, form, act, title=f"{Topic(topic).label}: wording of {place}", done="Saved. New drafts begin with it."
    )


def _place_of_wording(request: Any, reference: str, topic: str) -> Organisation:
    """The organisation whose wording it is, where there is such a topic."""
    place = get_object_or_404(Organisation, reference=reference)
    require(request.person, "teaching.log", place, now=request.now)
    if topic not in Topic.values:
        raise Http404
    return place


def _notice(request: Any, reference: str, action: str) -> ParentNotice:
    rows = ParentNotice.objects.select_related("organisation", "sent_by", "planned_by")
    notice = get_object_or_404(rows, reference=reference)
    require(request.person, action, notice, now=request.now)
    return notice
