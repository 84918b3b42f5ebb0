"""Looking after what one posted (J54, C082)."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from governance.kernel.dates import local_date
from governance.people.models import Person
from policies.views.steps import ask, form_view
from posts.forms.own_posts import OwnPostsForm
from posts.selectors.own_posts import as_shown, own_targets
from posts.services import own_posts as services

PAGE = "posts/look_at_posts.html"
AT_ONCE = 50


@form_view
def look_at_posts(request: Any, reference: str) -> HttpResponse:
    """What one person published and is still up, with a tick for each that is still right."""
    person = get_object_or_404(Person, reference=reference)
    rows = list(own_targets(person, request.standing)[: AT_ONCE + 1])
    posts = as_shown(rows[:AT_ONCE], local_date(request.now))
    form = OwnPostsForm(posts, reverse("posts:list_posts"), request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.look_at_posts(person, looked=data["looked"], by=request.person, now=request.now)
        return reverse("posts:look_at_posts", args=[person.reference])

    shown = {"posts": posts, "more": len(rows) > AT_ONCE}
    title = "Your posts that are up" if person == request.person else f"Posts of {person} that are up"
    return ask(request, form, act, title=title, done="Recorded. Thank you for looking.", template=PAGE, **shown)
