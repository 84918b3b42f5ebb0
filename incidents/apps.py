"""The app of comments, abuse, concerns, cases, breaches and complaints."""

from importlib import import_module

from django.apps import AppConfig

from governance.permissions import registry
from governance.profile.registry import declare
from incidents import access, profile


class IncidentsConfig(AppConfig):
    """Declares to the floor who may do what."""

    name = "incidents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add this app's rows, actions, settings, task of setting up and panels."""
        registry.declare(access.ROWS, access.ACTIONS)
        declare(profile.SETTINGS)
        import_module("incidents.set_up")
        import_module("incidents.panels")
