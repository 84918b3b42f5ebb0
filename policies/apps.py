"""The app that holds policies, signatures and training."""

from importlib import import_module

from django.apps import AppConfig

from governance.duties.registry import declare as declare_duties
from governance.notices.registry import NoticeKind
from governance.notices.registry import declare as declare_notices
from governance.permissions import registry
from governance.profile.registry import declare as declare_settings
from policies import access
from policies.duties import KINDS
from policies.profile import SETTINGS


class PoliciesConfig(AppConfig):
    """Declares to the floor who may do what, what is left open and what is owed."""

    name = "policies"
    verbose_name = "Policies"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add this app's rows, actions, settings and kinds of duty."""
        registry.declare(access.ROWS, access.ACTIONS)
        declare_settings(SETTINGS)
        declare_duties(KINDS)
        declare_notices([NoticeKind("monitoring-told", "Notices of monitoring")])
        for module in ("policies.navigation", "policies.set_up", "policies.receivers"):
            import_module(module)
