"""The demonstration's own pages: be somebody, and read the messages that would have been sent."""

from collections.abc import Callable
from email import message_from_string, policy
from functools import wraps
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from demo import selectors
from demo.data.people import PASSWORD
from demo.forms import PersonaForm
from governance.kernel.models import Installation
from governance.pages.access import public

View = Callable[..., HttpResponse]
BOUNDARY = "-" * 79
NEWEST = 100


def demonstration_only(view: View) -> View:
    """Answer only in a database that the demo command made."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not Installation.objects.filter(is_demo=True).exists():
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@public
@demonstration_only
@require_http_methods(["GET", "POST"])
def choose_persona(request: HttpRequest) -> HttpResponse:
    """Be any of the invented people by one POST; nothing is changed by looking."""
    form = PersonaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = form.cleaned_data["user"]
        login(request, user, backend="django.contrib.auth.backends.ModelBackend")
        messages.success(request, f"You are now {user.person}, {form.title.lower()}.")
        return redirect("/")
    context = {"form": form, "casts": selectors.casts(), "password": PASSWORD, "parent_link": selectors.parent_link()}
    return render(request, "demo/personas.html", context, status=400 if form.errors else 200)


@public
@demonstration_only
@require_GET
def list_mail(request: HttpRequest) -> HttpResponse:
    """Every message, newest first; nothing leaves the machine."""
    return render(request, "demo/mail.html", {"mails": _mails()})


def _mails() -> list[dict[str, str]]:
    """The kept messages as subject, recipient, time and text."""
    folder = Path(settings.EMAIL_FILE_PATH)
    files = sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime, reverse=True)
    found: list[dict[str, str]] = []
    for file in files:
        texts = [text for text in file.read_text(errors="replace").split(BOUNDARY) if text.strip()]
        found += [_mail(text.strip()) for text in reversed(texts)]
        if len(found) >= NEWEST:
            break
    return found[:NEWEST]


def _mail(text: str) -> dict[str, str]:
    """One message read from the file that the mail backend wrote."""
    mail = message_from_string(text, policy=policy.default)
    body = mail.get_body(("plain",))
    return {
        "subject": mail["subject"] or "",
        "to": mail["to"] or "",
        "date": mail["date"] or "",
        "text": body.get_content() if body else "",
    }
