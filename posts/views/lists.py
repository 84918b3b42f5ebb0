"""The library, one's own drafts, and one post's page."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from governance.pages import keyset
from governance.workflow.panels import for_place
from posts.forms.deciding import FilterPosts
from posts.selectors import library
from posts.selectors.page import post_page


@require_GET
def list_posts(request: Any) -> HttpResponse:
    """The library, newest first, with filters and search."""
    form = FilterPosts(request.GET, accounts=library.accounts_to_filter(request.standing))
    rows = library.library(request.standing, **form.wanted)
    page = keyset.cut(rows, "created_at", asked=request.GET, newest_first=True)
    may_start = bool(request.standing.organisation_ids("posts.draft"))
    return render(request, "posts/list.html", {"filters": form, "page": page, "may_start": may_start})


@require_GET
def list_drafts(request: Any) -> HttpResponse:
    """One's own unfinished posts and, for those who look after the accounts, other people's drafts."""
    page = keyset.cut(library.drafts_of(request.standing), "created_at", asked=request.GET, newest_first=True)
    others = list(library.drafts_of_others(request.standing).order_by("-created_at")[: keyset.SIZE])
    may_start = bool(request.standing.organisation_ids("posts.draft"))
    return render(request, "posts/drafts.html", {"page": page, "others": others, "may_start": may_start})


@require_GET
def view_post(request: Any, reference: str) -> HttpResponse:
    """One post: what it says, where it stands, its versions, decisions and history."""
    post = library.post_for(request.standing, reference, request.now)
    page = post_page(post, request.person, request.now)
    panels = for_place("post", post, request.person, request.now)
    return render(request, "posts/view.html", {"page": page, "post": post, "panels": panels})
