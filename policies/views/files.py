"""A version from a file: brought, its text checked, the file given to those who may read the version."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_POST

from governance.organisations.models import Organisation
from governance.pages.access import public as open_to_all
from governance.permissions.services import require
from policies import selectors, services
from policies.forms.files import CheckForm, FileForm
from policies.models import Document, DocumentVersion, VersionFile
from policies.rules.documents import VersionStatus
from policies.rules.files import CONTENT_TYPES, FileKind, as_shown
from policies.rules.reading import as_page
from policies.views.steps import act_at_once, ask, form_view, late_in_form
from policies.views.versions import readable_version

UPLOAD = "policies/upload_version.html"


@form_view
def upload_version(request: Any, reference: str) -> HttpResponse:
    """Bring the next version as a file."""
    document = get_object_or_404(Document.objects.select_related("organisation"), reference=reference)
    require(request.person, "policies.publish", document.organisation, now=request.now)
    draft = document.versions.filter(status=VersionStatus.DRAFTING).first()
    form = _file_form(request, document, draft)

    def act(data: dict[str, Any]) -> str:
        received = data.pop("file")
        made = services.take_file(document, received=received, **data, by=request.person, now=request.now)
        return reverse("policies:check_text", args=[made.reference])

    title = f"Bring the next version of “{document}” as a file"
    return ask(
        request, form, act, title=title, done="The file is there. Now check its text.", draft=draft, template=UPLOAD
    )


def _file_form(request: Any, document: Document, draft: DocumentVersion | None) -> FileForm:
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    begun = {"changes": draft.changes, "material": draft.material} if draft else {"material": True}
    return FileForm(services.read_file, document.get_absolute_url(), *sent, initial=begun)


@form_view
def check_text(request: Any, reference: str) -> HttpResponse:
    """See the text that was read in the file, mend it and say that it reads right."""
    version = _draft(request, reference)
    held, saves = _file(version), "save" in request.POST
    kept = _before_them(request, version, held)
    form = CheckForm(version.get_absolute_url(), request.POST if saves else None, initial=kept)
    html = mark_safe(as_page(kept["text"]))
    page = {"version": version, "file": held, "html": html, "title": f"Check the text of {version}"}
    if not saves:
        return render(request, "policies/check_text.html", {"form": form, **page})

    @late_in_form()
    def act(data: dict[str, Any]) -> str:
        services.check_text(version, text=data["text"], seen=data["seen"], by=request.person, now=request.now)
        return version.get_absolute_url()

    return ask(request, form, act, done="The text is saved.", template="policies/check_text.html", **page)


def _before_them(request: Any, version: DocumentVersion, held: VersionFile) -> dict[str, str]:
    """The text as it stands or as it was typed so far, and what the person was shown when they began."""
    shown = {"text": version.text, "seen": as_shown(held.reference, version.text)}
    return {name: request.POST.get(name, "") for name in shown} if request.method == "POST" else shown


@require_POST
def remove_file(request: Any, reference: str) -> HttpResponse:
    """Go on with the text alone."""
    version = _draft(request, reference)
    return act_at_once(
        request,
        lambda: services.remove_file(version, by=request.person, now=request.now),
        done="The file is gone. The text stays as your draft.",
        goes_to=reverse("policies:write_version", args=[version.document.reference]),
    )


@require_GET
def download_file(request: Any, reference: str) -> HttpResponse:
    """The file as it was received, for those who may read its version."""
    held = get_object_or_404(VersionFile, reference=reference, dropped_at=None)
    readable_version(request, held.version.reference)
    return _answer(held)


@open_to_all
@require_GET
def public_file(request: Any, organisation: str, reference: str) -> HttpResponse:
    """The file of a version in force that is shown to everybody."""
    held = selectors.public_file(get_object_or_404(Organisation, reference=organisation), reference)
    if held is None:
        raise Http404
    return _answer(held)


def _draft(request: Any, reference: str) -> DocumentVersion:
    """The version, for those who write it."""
    version = readable_version(request, reference)
    require(request.person, "policies.publish", version, now=request.now)
    return version


def _file(version: DocumentVersion) -> Any:
    """Its file; where there is none, there is nothing to check."""
    held = selectors.file_of(version)
    if held is None:
        raise Http404
    return held


def _answer(held: VersionFile) -> HttpResponse:
    """To be saved, never opened in the place of a page; should a browser open it all the same, it may do nothing there."""
    with held.file.open("rb") as file:
        response = HttpResponse(file.read(), content_type=CONTENT_TYPES[FileKind(held.kind)])
    response["Content-Disposition"] = content_disposition_header(True, held.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
