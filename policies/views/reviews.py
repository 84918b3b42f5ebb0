"""Reviews of a policy: opened, laid before the reviewers, signed, and the texts side by side."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from governance.pages.proof import proof_required, proved_at
from governance.permissions.selectors import can
from governance.permissions.services import require
from policies import selectors, services
from policies.forms import ReasonForm, SignForm
from policies.forms.reviews import EqualityForm, FoundForm, SubmitForm
from policies.models import Document, PolicyReview
from policies.rules.difference import difference, is_changed
from policies.rules.documents import VersionStatus
from policies.services.review_signing import equality_statement_of, fingerprint_of, statement_of
from policies.services.reviews import require_reviewer
from policies.views.steps import act_at_once, ask, form_view
from policies.views.versions import readable_version


@require_POST
def open_review(request: Any, reference: str) -> HttpResponse:
    """Open the next review now."""
    document = get_object_or_404(Document.objects.select_related("organisation"), reference=reference)
    return act_at_once(
        request,
        lambda: _open(request, document),
        done="The review is open. Everybody who has to sign it has been told.",
        goes_to=document.get_absolute_url(),
    )


def _open(request: Any, document: Document) -> None:
    services.open_review(document, by=request.person, now=request.now)


@require_GET
def view_review(request: Any, reference: str) -> HttpResponse:
    """How a review stands: what is proposed, who has signed, who is waited for."""
    review = _review(request, reference)
    page = selectors.page_of_review(review, request.person, request.now)
    return render(request, "policies/view_review.html", {"review": review, "page": page})


@form_view
def submit_review(request: Any, reference: str) -> HttpResponse:
    """Lay the new text, or the old one, before the reviewers."""
    review = _review(request, reference)
    require(request.person, "policies.publish", review, now=request.now)
    draft = review.document.versions.filter(status=VersionStatus.DRAFTING).first()
    form = SubmitForm(str(draft) if draft else "", review.get_absolute_url(), request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.submit_review(review, **form.chosen(), by=request.person, now=request.now)
        return review.get_absolute_url()

    return ask(request, form, act, title=f"{review}: before the reviewers", done="It is with the reviewers.")


@form_view
def ask_changes(request: Any, reference: str) -> HttpResponse:
    """Send the text back with a reason."""
    review = _to_review(request, reference)
    hint = "Whoever writes the policy reads this. Signatures given so far no longer count."
    form = ReasonForm(
        "What should change?", "Ask for changes", review.get_absolute_url(), request.POST or None, hint=hint
    )

    def act(data: dict[str, Any]) -> str:
        services.ask_changes(review, **data, by=request.person, now=request.now)
        return review.get_absolute_url()

    return ask(request, form, act, title=f"{review}: ask for changes", done="It goes back to be written again.")


@form_view
@proof_required
def sign_review(request: Any, reference: str) -> HttpResponse:
    """Sign for one's body."""
    review = _to_review(request, reference)
    seen, back = fingerprint_of(review), review.get_absolute_url()
    form = SignForm(statement_of(review), request.person, back, request.POST or None, seen=seen)

    def act(data: dict[str, Any]) -> str:
        services.sign_review(review, by=request.person, now=request.now, proof=_proof(request, data))
        return review.get_absolute_url()

    return ask(request, form, act, title=f"Sign: {review}", done="You have signed the review.")


@form_view
@proof_required
def check_equality(request: Any, reference: str) -> HttpResponse:
    """Sign the equality check."""
    review = _to_review(request, reference)
    statement, seen, back = equality_statement_of(review), fingerprint_of(review), review.get_absolute_url()
    form = EqualityForm(statement, request.person, back, request.POST or None, seen=seen)

    def act(data: dict[str, Any]) -> str:
        proof, note = _proof(request, data), data["note"]
        services.check_equality(review, note=note, by=request.person, now=request.now, proof=proof)
        return review.get_absolute_url()

    return ask(request, form, act, title=f"Equality check: {review}", done="The equality check is signed.")


@form_view
def put_in_force(request: Any, reference: str) -> HttpResponse:
    """Enter a policy that was approved before, with its dates."""
    version = readable_version(request, reference)
    require(request.person, "policies.publish", version, now=request.now)
    form = FoundForm(version.get_absolute_url(), request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.publish_version(version, by=request.person, now=request.now, approval=form.approval())
        return version.document.get_absolute_url()

    done = f"{version} is in force. Everybody who has to sign it has been told."
    return ask(request, form, act, title=f"Put {version} in force", done=done)


@form_view
def withdraw_version(request: Any, reference: str) -> HttpResponse:
    """Take back an approved text before its day."""
    version = readable_version(request, reference)
    require(request.person, "policies.review", version, now=request.now)
    require_reviewer(request.person, version.organisation, request.now)
    back = version.get_absolute_url()
    form = ReasonForm("Why is it withdrawn?", "Withdraw it", back, request.POST or None, warning=True)

    def act(data: dict[str, Any]) -> str:
        services.withdraw_version(version, **data, by=request.person, now=request.now)
        return version.document.get_absolute_url()

    return ask(request, form, act, title=f"Withdraw {version}", done="It is withdrawn. The text in force stays.")


@require_GET
def compare_versions(request: Any, reference: str) -> HttpResponse:
    """A version beside the one before it, or beside an earlier one that the reader knows."""
    version = readable_version(request, reference)
    before = selectors.version_to_compare(version, request.GET.get("since", ""))
    pairs = difference(before.text if before else "", version.text)
    notes = selectors.changes_since(before, version)
    context = {"version": version, "before": before, "pairs": pairs, "changed": is_changed(pairs), "notes": notes}
    context["of_file"] = bool(selectors.files_of([one for one in (version, before) if one]))
    return render(request, "policies/compare_versions.html", context)


def _review(request: Any, reference: str) -> PolicyReview:
    """The review, for those who write policies and for the bodies that review them."""
    rows = PolicyReview.objects.select_related("document__organisation", "organisation", "version__document")
    review = get_object_or_404(rows, reference=reference)
    if not can(request.person, "policies.publish", review, now=request.now):
        require(request.person, "policies.review", review, now=request.now)
        require_reviewer(request.person, review.organisation, request.now)
    return review


def _to_review(request: Any, reference: str) -> PolicyReview:
    """The review, for those bodies alone."""
    review = _review(request, reference)
    require(request.person, "policies.review", review, now=request.now)
    require_reviewer(request.person, review.organisation, request.now)
    return review


def _proof(request: Any, data: dict[str, Any]) -> services.Proof:
    return services.Proof(proved_at=proved_at(request), printed_name=data["printed_name"], seen=data["seen"])
