"""Every address of the product, by the app that answers it."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from governance.pages.technical_site import close_side_doors

ADDRESSES = [
    ("", "governance.pages.urls"),
    ("pupils/", "pupils.urls"),
    ("policies/", "policies.urls"),
    ("accounts/", "accounts.urls"),
    ("consent/", "consent.urls"),
    ("family/", "consent.parent_urls"),
    ("posts/", "posts.urls"),
]
if settings.DEMO:
    ADDRESSES.append(("demo/", "demo.urls"))

close_side_doors(admin.site)

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", include("config.allauth_urls")),
    path("admin/", admin.site.urls),
    *(path(prefix, include(module)) for prefix, module in ADDRESSES),
]
