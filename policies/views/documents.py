"""Documents: the list, one version with its text and signature, writing and publishing."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from governance.pages.people_parts import places_for
from governance.pages.proof import proof_required, proved_at
from governance.permissions.selectors import can
from governance.permissions.services import require
from policies import selectors, services
from policies.forms import DocumentForm, ExcuseForm, SignForm, VersionForm
from policies.models import Acknowledgement, Document, DocumentVersion
from policies.rules.documents import NOT_APPROVED, VersionStatus
from policies.services.signatures import OPEN, statement_of
from policies.views.reading import around, beside
from policies.views.steps import act_at_once, ask, form_view

VERSION_PAGE = "policies/view_version.html"


@require_GET
def list_documents(request: Any) -> HttpResponse:
    """The documents one is covered by, and what one has still to sign."""
    mine = list(selectors.my_signatures(request.person))
    context = {
        "documents": selectors.documents_for(request.standing),
        "to_sign": [one for one in mine if one.status in OPEN],
        "signed": [one for one in mine if one.status == "signed"],
        "sees_readers": bool(request.standing.organisation_ids("policies.view_signatures")),
        "can_write": bool(request.standing.organisation_ids("policies.publish")),
    }
    return render(request, "policies/list_documents.html", context)


@form_view
def create_document(request: Any) -> HttpResponse:
    """Start a document."""
    places = places_for(request.standing, "policies.publish")
    form = DocumentForm(places, reverse("policies:list_documents"), request.POST or None)

    def act(data: dict[str, Any]) -> str:
        made = services.create_document(**data, by=request.person, now=request.now)
        return reverse("policies:write_version", args=[made.reference])

    return ask(request, form, act, title="Start a document", done="The document is there. Now write its text.")


@require_GET
def view_document(request: Any, reference: str) -> HttpResponse:
    """A document: how it stands, its versions, and for a policy its review, who was told and which schools adopted it."""
    document = get_object_or_404(Document.objects.select_related("organisation"), reference=reference)
    may_write = can(request.person, "policies.publish", document.organisation, now=request.now)
    if not may_write:
        require(request.person, "policies.view", document.organisation, now=request.now)
    page = selectors.page_of_document(document, request.person, request.now, may_write=bool(may_write))
    return render(
        request, "policies/view_document.html", {"document": document, "page": page, **beside(request, document)}
    )


@form_view
def write_version(request: Any, reference: str) -> HttpResponse:
    """Write the next version, which nobody sees until it is published."""
    document = get_object_or_404(Document.objects.select_related("organisation"), reference=reference)
    require(request.person, "policies.publish", document.organisation, now=request.now)
    if draft := selectors.draft_from_file(document):
        return redirect("policies:check_text", draft.reference)
    form = VersionForm(document.get_absolute_url(), request.POST or None, initial=_begun(document))

    def act(data: dict[str, Any]) -> str:
        version = services.write_version(document=document, **data, by=request.person, now=request.now)
        return version.get_absolute_url()

    page = {"title": f"Write the next version of “{document}”", "template": "policies/write_version.html"}
    return ask(request, form, act, **page, done="The draft is saved.", document=document)


def _begun(document: Document) -> dict[str, Any]:
    """The draft as it stands or, where there is none, the latest text to begin from."""
    draft = document.versions.filter(status=VersionStatus.DRAFTING).first()
    latest = draft or document.versions.first()
    return {
        "text": latest.text if latest else "",
        "changes": draft.changes if draft else "",
        "material": draft.material if draft else True,
    }


@require_GET
def view_version(request: Any, reference: str) -> HttpResponse:
    """The text of a version, to be read and signed."""
    version = readable_version(request, reference)
    return _version_page(request, version, _sign_form(request, version))


@require_POST
@proof_required
def sign_version(request: Any, reference: str) -> HttpResponse:
    """Sign the version that was read."""
    version = readable_version(request, reference)

    def act(data: dict[str, Any]) -> str:
        proof = {"proved_at": proved_at(request), "printed_name": data["printed_name"]}
        services.sign_version(version, by=request.person, now=request.now, **proof)
        return reverse("policies:list_documents")

    form, context = _sign_form(request, version), _version_context(request, version)
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


def _sign_form(request: Any, version: DocumentVersion) -> SignForm:
    form = SignForm(statement_of(version), request.person, reverse("policies:list_documents"), request.POST or None)
    form.helper.form_action = reverse("policies:sign_version", args=[version.reference])
    return form


def _version_context(request: Any, version: DocumentVersion) -> dict[str, Any]:
    signed = Acknowledgement.objects.filter(person=request.person, version=version, status="signed").first()
    writes = can(request.person, "policies.publish", version, now=request.now)
    return {
        "version": version,
        **around(request, version),
        "signed": signed,
        "may_sign": version.status == VersionStatus.CURRENT and not signed,
        "may_publish": version.status == VersionStatus.DRAFTING and writes,
        "may_withdraw": version.status == VersionStatus.APPROVED and _reviews(request, version),
        "before": selectors.version_before(version),
        "publishes_at_once": version.document.kind != Document.Kind.POLICY,
        "signers": selectors.signers_of(version, request.standing),
        "excuses_at": request.standing.organisation_ids("policies.excuse"),
    }


def _version_page(request: Any, version: DocumentVersion, form: SignForm) -> HttpResponse:
    context = {"form": form, "title": str(version.document), **_version_context(request, version)}
    return render(request, VERSION_PAGE, context)
