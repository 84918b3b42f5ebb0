"""Pictures, only for those who may see their post; never by an address that anybody could guess or keep."""

from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from posts.selectors.library import picture_for


@require_GET
def view_picture(request: Any, reference: str) -> HttpResponse:
    """The picture, for a page."""
    return _answer(request, reference, as_attachment=False)


@require_GET
def download_picture(request: Any, reference: str) -> HttpResponse:
    """The picture, to be saved under a name that tells nothing."""
    return _answer(request, reference, as_attachment=True)


def _answer(request: Any, reference: str, *, as_attachment: bool) -> HttpResponse:
    """The file as the kind it was made, never as anything a browser might make of it; it is small, so it is sent whole."""
    picture = picture_for(request.standing, reference, request.now)
    with picture.file.open("rb") as file:
        response = HttpResponse(file.read(), content_type=picture.content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment, picture.download_name) or "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
