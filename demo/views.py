"""The demonstration's own pages: be somebody, and read the messages that would have been sent."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from demo import selectors
from demo.data.people import PASSWORD
from demo.forms import PersonaForm
from demo.mail import AFTER, page_of_mail
from governance.kernel.models import Installation
from governance.pages.access import public

View = Callable[..., HttpResponse]


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
        login(request, user, backend="governance.pages.backends.SignInBackend")
        messages.success(request, f"You are now {user.person}, {form.title.lower()}.")
        return redirect("/")
    context = {"form": form, "casts": selectors.casts(), "password": PASSWORD, "parent_link": selectors.parent_link()}
    return render(request, "demo/personas.html", context, status=400 if form.errors else 200)


@public
@demonstration_only
@require_GET
def list_mail(request: HttpRequest) -> HttpResponse:
    """Every message, newest first, a page at a time; nothing leaves the machine."""
    return render(request, "demo/mail.html", {"page": page_of_mail(request.GET.get(AFTER, ""))})
