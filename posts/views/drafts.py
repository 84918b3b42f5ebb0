"""Writing: starting, editing, submitting, taking over, abandoning."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from governance.kernel.errors import NotAllowed, Refused
from governance.organisations.models import Organisation
from governance.pages.forms import refuse
from governance.permissions.selectors import can
from posts.forms.draft import DraftForm, StartDraft
from posts.models import Media, Post
from posts.rules.facts import Finding
from posts.rules.states import EDITABLE, SUBMITTABLE, Status
from posts.rules.words import NOT_EDITABLE, NOT_YOURS_TO_ABANDON
from posts.selectors.editing import Editing, editing
from posts.selectors.library import post_for
from posts.services import drafts, media, submission
from posts.services.gate import GateClosed

read_or_send = require_http_methods(["GET", "POST"])


@read_or_send
def start_post(request: Any) -> HttpResponse:
    """Choose the school; the draft is there from then on."""
    places = Organisation.objects.filter(pk__in=request.standing.organisation_ids("posts.draft"))
    organisations = {place.reference: place.name for place in places.order_by("kind", "name")}
    if not organisations:
        raise NotAllowed("Staff write posts. Your role does not include it.")
    only = next(iter(organisations)) if len(organisations) == 1 else None
    form = StartDraft(request.POST or None, organisations=organisations, initial={"organisation": only})
    if request.method == "POST" and form.is_valid():
        chosen = places.get(reference=form.cleaned_data["organisation"])
        return redirect(
            "posts:edit_post", drafts.start(organisation=chosen, by=request.person, now=request.now).reference
        )
    return render(request, "posts/start.html", {"form": form})


@read_or_send
def edit_post(request: Any, reference: str) -> HttpResponse:
    """The one page of a draft: saved, its pictures added, or sent for approval."""
    post = post_for(request.standing, reference, request.now)
    _may_edit(request, post)
    if request.method != "POST":
        return _page(request, DraftForm(offered=_offered(request, post)))
    # Conditions that are ticked are kept as they read now, so then they are worked out at once.
    form = DraftForm(request.POST, request.FILES, offered=_offered(request, post, explained="kept" in request.POST))
    if not form.is_valid():
        return _page(request, _typed(request, post))
    try:
        drafts.save(post, draft=form.draft(), edition=form.cleaned_data["edition"], by=request.person, now=request.now)
    except Refused as refusal:
        return _page(request, refuse(_typed(request, post), refusal))
    return _go_on(request, post, form.cleaned_data)


def _offered(request: Any, post: Post, *, explained: bool = True) -> Editing:
    """What this person may choose, with the class that is open."""
    opened = request.GET.get("class", "")
    return editing(post, request.standing, class_reference=opened, now=request.now, explained=explained)


def _typed(request: Any, post: Post) -> DraftForm:
    """Everything as it was typed, with what is wrong and what is said beside each choice."""
    form = DraftForm(request.POST, request.FILES, offered=_offered(request, post))
    form.full_clean()
    return form


def _may_edit(request: Any, post: Post) -> None:
    """Refuse whoever may not change it, and a post that cannot be changed as it stands."""
    _require(request, "posts.edit", post)
    if post.status not in EDITABLE:
        raise Refused(NOT_EDITABLE)


def _go_on(request: Any, post: Post, said: dict[str, Any]) -> HttpResponse:
    """What was pressed, now that everything typed is kept."""
    wrong = [_add(request, post, file) for file in said["new_pictures"]]
    found = [Finding("new_pictures", sentence) for sentence in dict.fromkeys(wrong) if sentence]
    pressed, _, which = request.POST.get("press", "save").partition(":")
    if pressed == "drop":
        drop = Media.objects.filter(post=post, reference=which, dropped_at=None).select_related("post").first()
        if drop:
            media.drop(drop, by=request.person, now=request.now)
    if pressed == "submit" and not found:
        return _submit(request, post)
    if found:
        return _again(request, post, found)
    messages.success(request, "Draft saved.")
    part = "pupils" if pressed == "class" else "pictures" if pressed in {"drop", "pictures"} else "draft"
    return redirect(f"{reverse('posts:edit_post', args=[post.reference])}?class={said['school_class']}#{part}")


def _add(request: Any, post: Post, file: Any) -> str:
    """Take one picture in; what is wrong with it, if anything."""
    try:
        media.add(post, data=file.read(), by=request.person, now=request.now)
    except Refused as refusal:
        return " ".join(refusal.reasons)
    return ""


def _submit(request: Any, post: Post) -> HttpResponse:
    """Send it, or show everything that stands in the way, each reason beside its question."""
    try:
        sent = submission.submit(post, by=request.person, now=request.now)
    except GateClosed as closed:
        return _again(request, post, closed.findings)
    except Refused as refusal:
        return _again(request, post, [Finding("", reason) for reason in refusal.reasons])
    waits = sent.status == Status.SUBMITTED
    messages.success(request, "Sent for approval." if waits else "Nothing stands in the way: it can be published.")
    return redirect(sent)


def _again(request: Any, post: Post, found: list[Finding]) -> HttpResponse:
    """The page once more, from what is kept now, with what is wrong."""
    fresh = post_for(request.standing, post.reference, request.now)
    return _page(request, DraftForm(offered=_offered(request, fresh)).show(found))


def _page(request: Any, form: DraftForm) -> HttpResponse:
    post = form.offered.post
    own = post.author_id == request.person.pk
    may_submit = own and post.status in (*SUBMITTABLE, Status.CHANGES_ASKED)
    context = {"form": form, "post": post, "offered": form.offered, "may_submit": may_submit}
    return render(request, "posts/edit.html", context)


@read_or_send
def take_over_post(request: Any, reference: str) -> HttpResponse:
    """Make somebody else's draft one's own."""
    post = _post(request, reference, "posts.take_over")
    if request.method == "POST":
        drafts.take_over(post, by=request.person, now=request.now)
        messages.success(request, "The draft is yours now.")
        return redirect("posts:edit_post", post.reference)
    line = f"You become its author. {post.author} stays on the record and cannot approve it."
    return _confirm(request, post, "Take over this draft?", line, "Take over", "posts:take_over_post")


@read_or_send
def abandon_post(request: Any, reference: str) -> HttpResponse:
    """Give one's own draft up."""
    post = _post(request, reference, "posts.submit")
    if post.author_id != request.person.pk:
        raise NotAllowed(NOT_YOURS_TO_ABANDON)
    if request.method == "POST":
        drafts.abandon(post, by=request.person, now=request.now)
        messages.success(request, "The draft is abandoned.")
        return redirect("posts:list_drafts")
    line = "It stays in the record and cannot be taken up again."
    return _confirm(request, post, "Abandon this draft?", line, "Abandon", "posts:abandon_post")


@read_or_send
def amend_post(request: Any, reference: str) -> HttpResponse:
    """Open a published post for a change."""
    post = _post(request, reference, "posts.amend")
    if request.method == "POST":
        drafts.amend(post, by=request.person, now=request.now)
        return redirect("posts:edit_post", post.reference)
    line = "It stays published as it is. What you change goes to the approver first."
    return _confirm(request, post, "Change this published post?", line, "Change it", "posts:amend_post")


def _post(request: Any, reference: str, action: str) -> Post:
    """The post, for those who may do this to it: nobody is shown a button that would refuse them."""
    post = post_for(request.standing, reference, request.now)
    _require(request, action, post)
    return post


def _require(request: Any, action: str, thing: Post) -> None:
    verdict = can(request.person, action, thing, now=request.now)
    if not verdict:
        raise NotAllowed(list(verdict.reasons))


def _confirm(request: Any, post: Post, title: str, line: str, action: str, address: str) -> HttpResponse:
    url = reverse(address, args=[post.reference])
    context = {"post": post, "title": title, "line": line, "action": action, "url": url}
    return render(request, "posts/confirm.html", context)
