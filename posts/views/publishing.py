"""Between approval and the world: a time, a hold, the copy pack, the link, the second look."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from governance.kernel.dates import local_date
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused
from governance.pages.forms import refuse
from governance.permissions.selectors import can
from posts.forms.deciding import HoldForm, LinkForm, ScheduleForm
from posts.models import Post, Target
from posts.rules.states import Status, TargetStatus
from posts.selectors.content import content_of
from posts.selectors.gate import gather
from posts.selectors.library import post_for
from posts.services import publication, queue

read_or_send = require_http_methods(["GET", "POST"])


@read_or_send
def schedule_post(request: Any, reference: str) -> HttpResponse:
    """Say when an approved post is to go out."""
    post = _post(request, reference, "posts.schedule")
    form = ScheduleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            queue.schedule(post, planned_for=form.moment, by=request.person, now=request.now)
        except Refused as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, "Scheduled. Everything is checked again every hour, and when it goes out.")
            return redirect(post)
    return render(request, "posts/schedule.html", {"form": form, "post": post})


@read_or_send
def hold_post(request: Any, reference: str) -> HttpResponse:
    """Stop a queued post at once."""
    post = _post(request, reference, "posts.hold")
    form = HoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        queue.hold(post, reasons=[form.cleaned_data["reason"]], by=request.person, now=request.now)
        messages.success(request, "Held. It needs a fresh approval before it can go out.")
        return redirect(post)
    return render(request, "posts/hold.html", {"form": form, "post": post})


@require_POST
def open_copy_pack(request: Any, reference: str) -> HttpResponse:
    """Check everything once more and hand out text and pictures."""
    post = _post(request, reference, "posts.publish")
    publication.open_copy_pack(post, by=request.person, now=request.now)
    return redirect("posts:view_copy_pack", post.reference)


@require_GET
def view_copy_pack(request: Any, reference: str) -> HttpResponse:
    """The text to copy, the pictures to save, and a place for each link."""
    post = _post(request, reference, "posts.publish")
    return _pack(request, post, None) if post.status == Status.PUBLISHING else redirect(post)


@require_POST
def publish_post(request: Any, reference: str) -> HttpResponse:
    """Take the link of one account."""
    post = _post(request, reference, "posts.publish")
    form = LinkForm(request.POST, auto_id=f"{request.POST.get('account', '')}_%s")
    if not form.is_valid():
        return _pack(request, post, form)
    try:
        publication.publish(post, **form.cleaned_data, by=request.person, now=request.now)
    except Refused as refusal:
        if isinstance(refusal, NotAllowed | NotFoundHere):
            raise
        return _pack(request, post, refuse(form, refusal))
    messages.success(request, "The link is kept.")
    return redirect("posts:view_copy_pack", post.reference)


@require_POST
def check_live(request: Any, reference: str) -> HttpResponse:
    """A second person says that the live post is what was approved."""
    post = _post(request, reference, "posts.check_live")
    meant = request.POST.get("account", "")
    target = next((one for one in content_of(post).targets if one.account.reference == meant), None)
    if target is None:
        raise Http404("No account of this post.")
    publication.check_live(target, by=request.person, now=request.now)
    messages.success(request, "Thank you: the check is on the record.")
    return redirect(post)


def _post(request: Any, reference: str, action: str) -> Post:
    """The post, for those who may do this to it."""
    post = post_for(request.standing, reference, request.now)
    verdict = can(request.person, action, post, now=request.now)
    if not verdict:
        raise NotAllowed(list(verdict.reasons))
    return post


def _pack(request: Any, post: Post, wrong: LinkForm | None) -> HttpResponse:
    """The copy pack, with a form for each account that has no link yet."""
    content = content_of(post)
    people = list({person.pk: person for person in (post.author, request.person)}.values())
    # What is copied from here goes out: the page is the moment of effect, and asks what the gate asks (law 1).
    gathered = gather(
        content, people=people, now=request.now, on=local_date(request.now), approved_hash=post.approved_hash
    )
    if gathered.findings and wrong is None:
        reasons = list(dict.fromkeys(finding.sentence for finding in gathered.findings))
        return render(request, "posts/copy_pack_shut.html", {"post": post, "content": content, "reasons": reasons})
    waiting = [one for one in content.targets if one.status == TargetStatus.PUBLISHING]
    rows = [(target, _link_form(target, wrong)) for target in waiting]
    context = {"post": post, "content": content, "rows": rows, "form": wrong or LinkForm()}
    return render(request, "posts/copy_pack.html", context)


def _link_form(target: Target, wrong: LinkForm | None) -> LinkForm:
    reference = target.account.reference
    if wrong and wrong.data.get("account") == reference:
        return wrong
    return LinkForm(initial={"account": reference, "link": target.link}, auto_id=f"{reference}_%s")
