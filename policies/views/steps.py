"""What pages that ask for something share: a form that tells every reason why not, and a page that goes on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from governance.kernel.errors import Refused, TooLate
from governance.pages.forms import refuse

form_view = require_http_methods(["GET", "HEAD", "POST"])


def ask(
    request: Any,
    form: Any,
    act: Callable[[dict[str, Any]], str],
    *,
    title: str,
    done: str,
    template: str = "policies/ask.html",
    **context: Any,
) -> HttpResponse:
    """Show the form; filled in well, act on it and go where the act says; a plain refusal is told in the form.

    Whoever may not, or comes too late, gets the page that says so.
    """
    if request.method == "POST" and form.is_valid():
        try:
            goes_to = act(form.cleaned_data)
        except Refused as refusal:
            if type(refusal) is not Refused:
                raise
            refuse(form, refusal)
        else:
            messages.success(request, done)
            return redirect(goes_to)
    return render(request, template, {"form": form, "title": title, **context})


@contextmanager
def late_in_form() -> Iterator[None]:
    """Coming too late is told in the form, where what was typed took work and must not be lost."""
    try:
        yield
    except TooLate as late:
        raise Refused(late.reasons) from late


def act_at_once(request: Any, act: Callable[[], object], *, done: str, goes_to: str) -> HttpResponse:
    """Act on a single press; a plain refusal is told on the page one came from."""
    try:
        act()
    except Refused as refusal:
        if type(refusal) is not Refused:
            raise
        messages.error(request, " ".join(refusal.reasons))
    else:
        messages.success(request, done)
    return redirect(goes_to)
