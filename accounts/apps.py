"""The app that holds social media accounts: applications, the register, authorisations, devices."""

from importlib import import_module

from django.apps import AppConfig

from accounts import access
from accounts.duties import KINDS
from accounts.profile import SETTINGS
from governance.duties.registry import declare as declare_duties
from governance.notices.registry import NoticeKind
from governance.notices.registry import declare as declare_notices
from governance.permissions import registry
from governance.profile.registry import declare as declare_settings


class AccountsConfig(AppConfig):
    """Declares to the floor who may do what, what is left open, what is owed and told, and where the pages are."""

    name = "accounts"
    verbose_name = "Accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add this app's rows, actions, settings, duties, notices and navigation, and listen to the floors below."""
        registry.declare(access.ROWS, access.ACTIONS)
        declare_settings(SETTINGS)
        declare_duties(KINDS)
        declare_notices(
            [
                NoticeKind("account-application", "Decisions on my applications"),
                NoticeKind("account-state", "Accounts suspended and live again", urgent=True),
                NoticeKind("authorisation", "My authorisations"),
                NoticeKind("device", "Decisions on devices"),
            ]
        )
        for module in ("accounts.navigation", "accounts.receivers"):
            import_module(module)
