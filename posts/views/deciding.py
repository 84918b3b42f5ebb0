"""The approver's page: everything needed on one screen, one tick, one button."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from governance.kernel.errors import NotAllowed, Refused
from governance.pages.forms import refuse
from governance.pages.proof import proof_required, proved_at
from governance.permissions.selectors import can
from posts.forms.deciding import ApproveForm, SayNoForm, version_of
from posts.models import Post
from posts.rules.states import Status
from posts.selectors.deciding import Deciding, deciding
from posts.selectors.library import post_for
from posts.services import decisions


@require_http_methods(["GET", "POST"])
@proof_required
def approve_post(request: Any, reference: str) -> HttpResponse:
    """Read it, tick the statement, approve."""
    post = _post(request, reference)
    if post.status != Status.SUBMITTED:
        messages.info(request, "This post does not wait for approval any more.")
        return redirect(post)
    # The service reads everything afresh; the page is read only where it is shown.
    sent = ApproveForm(request.POST, statement="")
    if request.method != "POST" or not sent.is_valid():
        return _ask(request, post, None)
    try:
        return _approve(request, post, sent)
    except NotAllowed:
        raise
    except Refused as refusal:
        return _ask(request, post, refusal)


def _ask(request: Any, post: Post, refusal: Refused | None) -> HttpResponse:
    """The page, with what was typed and why it could not be done, if it was sent."""
    page = deciding(post, request.now)
    form = ApproveForm(request.POST or None, statement=page.checklist.opening_line, initial=version_of(post))
    return _render(request, page, refuse(form, refusal) if refusal else form, SayNoForm(initial=version_of(post)))


def _approve(request: Any, post: Post, form: ApproveForm) -> HttpResponse:
    said = form.cleaned_data
    proof = proved_at(request)
    decisions.approve(
        post, version=said["version"], ticked=said["ticked"], proved_at=proof, by=request.person, now=request.now
    )
    messages.success(request, f"Approved. {post.author} has been told.")
    return redirect("governance:home")


@require_POST
def ask_changes(request: Any, reference: str) -> HttpResponse:
    """Send it back with reasons."""
    return _say_no(request, reference, decisions.ask_changes, "Sent back. The author has been told why.")


@require_POST
def reject_post(request: Any, reference: str) -> HttpResponse:
    """Refuse it for good, with reasons."""
    return _say_no(request, reference, decisions.reject, "Rejected. The author has been told why.")


def _say_no(request: Any, reference: str, decide: Any, done: str) -> HttpResponse:
    post, form = _post(request, reference), SayNoForm(request.POST)
    if not form.is_valid():
        page = deciding(post, request.now)
        approve = ApproveForm(statement=page.checklist.opening_line, initial=version_of(post))
        return _render(request, page, approve, form)
    decide(post, **form.cleaned_data, by=request.person, now=request.now)
    messages.success(request, done)
    return redirect("governance:home")


def _post(request: Any, reference: str) -> Post:
    """The post, for those who may approve it and nobody else."""
    post = post_for(request.standing, reference, request.now)
    verdict = can(request.person, "posts.approve", post, now=request.now)
    if not verdict:
        raise NotAllowed(list(verdict.reasons))
    return post


def _render(request: Any, page: Deciding, form: ApproveForm, no: SayNoForm) -> HttpResponse:
    context = {"page": page, "post": page.post, "form": no if no.errors else form, "approve": form, "no": no}
    return render(request, "posts/approve.html", context)
