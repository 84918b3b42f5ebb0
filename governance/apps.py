"""The floor: who you are, what you may do, what you owe, what was done."""

from importlib import import_module

from django.apps import AppConfig

from governance import access
from governance.duties import kinds
from governance.duties.registry import declare as declare_duties
from governance.pages import profile_duties
from governance.permissions import registry
from governance.profile import settings
from governance.profile.registry import declare
from governance.set_up import duties as set_up_duties


class GovernanceConfig(AppConfig):
    """One app label for the packages of the floor."""

    name = "governance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add the floor's own rows, actions, settings, duties, entries and jobs."""
        registry.declare(access.ROWS, access.ACTIONS)
        declare(settings.SETTINGS)
        declare_duties((*kinds.KINDS, *profile_duties.KINDS, *set_up_duties.KINDS))
        import_module("governance.pages.entries")
        import_module("governance.pages.set_up_doors")
        # Every sign-in is noted, the first one of a process too.
        import_module("governance.pages.people_sessions")
        # Known by name wherever a request queues them, not only in the worker.
        import_module("governance.pages.tasks")
