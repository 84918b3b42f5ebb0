"""Making a link for a family: by those who record consent, from the pupil's page."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from consent.services.links import make_link as make
from governance.kernel.errors import NotFoundHere
from pupils.selectors import contacts_of, pupil_for


@require_POST
def make_link(request: Any, reference: str, contact: str) -> HttpResponse:
    """Make the link and show it, once; it is not kept, so there is no page to come back to."""
    pupil = pupil_for(request.standing, reference)
    held = contacts_of(pupil).filter(contact__reference=contact).first()
    if held is None:
        raise NotFoundHere
    link, token = make(contact=held.contact, by=request.person, now=request.now)
    address = request.build_absolute_uri(reverse("family:view_family", args=[token]))
    return render(request, "consent/parent/link_made.html", {"pupil": pupil, "link": link, "address": address})
