"""One version: its text to be read and signed, putting it in force, and excusing whoever is away."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from governance.kernel.dates import local_date
from governance.pages.keyset import cut
from governance.pages.proof import proof_required, proved_at
from governance.permissions.selectors import can
from governance.permissions.services import require
from policies import selectors, services
from policies.forms import ExcuseForm
from policies.forms.quiz import QuizSignForm
from policies.models import Acknowledgement, Document, DocumentVersion
from policies.rules.documents import NOT_APPROVED, VersionStatus
from policies.rules.signing import may_sign_again
from policies.selectors import Asked
from policies.selectors.quiz import questions_of
from policies.services.signatures import statement_of
from policies.views.reading import around
from policies.views.steps import act_at_once, ask, form_view

VERSION_PAGE = "policies/view_version.html"
SIGNERS = 50


@require_GET
def view_version(request: Any, reference: str) -> HttpResponse:
    """The text of a version, to be read and signed."""
    version = readable_version(request, reference)
    asked = selectors.asked_of(version, request.person, request.now)
    return _version_page(request, version, _sign_form(request, version, asked), asked)


@require_POST
@proof_required
def sign_version(request: Any, reference: str) -> HttpResponse:
    """Sign the version that was read."""
    version = readable_version(request, reference)
    asked = selectors.asked_of(version, request.person, request.now)
    form, context = _sign_form(request, version, asked), _version_context(request, version, asked)

    def act(data: dict[str, Any]) -> str:
        given = {"printed_name": data["printed_name"], "answers": form.answers(), "proved_at": proved_at(request)}
        given["seen"] = request.GET.get("seen", "")
        services.sign_version(version, by=request.person, now=request.now, **given)
        return reverse("policies:list_documents")

    done = f"You have signed {version}."
    return ask(request, form, act, title=str(version.document), done=done, template=VERSION_PAGE, **context)


@require_POST
def publish_version(request: Any, reference: str) -> HttpResponse:
    """Put the draft in force."""
    version = readable_version(request, reference)
    return act_at_once(
        request,
        lambda: _publish(request, version),
        done=f"{version} is in force. Everybody who has to sign it has been told.",
        goes_to=version.get_absolute_url(),
    )


def _publish(request: Any, version: DocumentVersion) -> None:
    services.publish_version(version, by=request.person, now=request.now)


@form_view
def excuse(request: Any, reference: str) -> HttpResponse:
    """Excuse somebody who is away."""
    asked = get_object_or_404(
        Acknowledgement.objects.select_related("organisation", "person", "version__document"), reference=reference
    )
    require(request.person, "policies.excuse", asked, now=request.now)
    form = ExcuseForm(asked.get_absolute_url(), request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.excuse(asked, **data, by=request.person, now=request.now)
        return asked.get_absolute_url()

    return ask(request, form, act, title=f"Excuse {asked.person} for now", done=f"{asked.person} is excused.")


def readable_version(request: Any, reference: str) -> DocumentVersion:
    """The version, if the reader may see it; one that nobody has approved is seen by those who write and review."""
    rows = DocumentVersion.objects.select_related("document", "organisation", "written_by")
    version = get_object_or_404(rows, reference=reference)
    writes = can(request.person, "policies.publish", version, now=request.now)
    if not writes and not _reviews(request, version):
        hidden = version.status in NOT_APPROVED
        require(request.person, "policies.publish" if hidden else "policies.view", version, now=request.now)
    return version


def _reviews(request: Any, version: DocumentVersion) -> bool:
    """Whether the reader speaks for a body that reviews this policy."""
    may = can(request.person, "policies.review", version, now=request.now)
    of_policy = version.document.kind == Document.Kind.POLICY
    return of_policy and bool(may) and selectors.is_reviewer(request.person, version.organisation, request.now)


def _sign_form(request: Any, version: DocumentVersion, asked: Sequence[Asked]) -> QuizSignForm:
    """The form carries a mark of what is asked on this very page, in its address: a refusal shows what is asked now."""
    questions, back = questions_of(version.document), reverse("policies:list_documents")
    form = QuizSignForm(questions, statement_of(version, asked), request.person, back, request.POST or None)
    seen = f"?seen={selectors.mark_of_asked(asked)}" if asked else ""
    form.helper.form_action = f"{reverse('policies:sign_version', args=[version.reference])}{seen}#sign"
    return form


def _version_context(request: Any, version: DocumentVersion, asked: Sequence[Asked]) -> dict[str, Any]:
    writes = can(request.person, "policies.publish", version, now=request.now)
    may_publish = version.status == VersionStatus.DRAFTING and writes
    return {
        **around(request, version),
        **_signing(request, version),
        "asked": asked,
        "may_publish": may_publish,
        "reading": selectors.reading_of(version.document) if may_publish else None,
        "may_withdraw": version.status == VersionStatus.APPROVED and _reviews(request, version),
        "before": selectors.version_before(version),
        "publishes_at_once": version.document.kind != Document.Kind.POLICY,
        "signers": cut(selectors.signers_of(version, request.standing), "created_at", asked=request.GET, size=SIGNERS),
        "keys_paper": bool(request.standing.organisation_ids("policies.key_paper")),
        "excuses_at": request.standing.organisation_ids("policies.excuse"),
    }


def _signing(request: Any, version: DocumentVersion) -> dict[str, Any]:
    """How the reader stands to the version: signed, to be signed, to be signed again."""
    signed = Acknowledgement.objects.filter(person=request.person, version=version, status="signed").first()
    again = signed is not None and may_sign_again(signed.stands_until, local_date(request.now))
    return {
        "signed": signed,
        "again": again,
        "last": selectors.last_signed(request.person, version),
        "may_sign": version.status == VersionStatus.CURRENT and (again or not signed),
    }


def _version_page(request: Any, version: DocumentVersion, form: QuizSignForm, asked: Sequence[Asked]) -> HttpResponse:
    context = {"form": form, "title": str(version.document), **_version_context(request, version, asked)}
    return render(request, VERSION_PAGE, context)
