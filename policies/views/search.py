"""Looking for words in the documents one may read."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from governance.pages.keyset import cut
from policies import selectors
from policies.models import Document
from policies.rules.search import Piece, sentence_around, words_of

LONGEST_ASKED = 100


@require_GET
def search_documents(request: Any) -> HttpResponse:
    """The documents in which every word is found, each with the sentence around it."""
    asked = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_ASKED]
    page = cut(selectors.found_documents(request.standing, asked), "created_at", asked=request.GET, newest_first=True)
    found = [(one, _sentence(one, asked)) for one in page.rows]
    return render(request, "policies/search_documents.html", {"asked": asked, "page": page, "found": found})


def _sentence(document: Document, asked: str) -> tuple[Piece, ...]:
    current = getattr(document, "current", [])
    return sentence_around(current[0].text, words_of(asked)) if current else ()
