"""The app of what is owed and proven."""

from django.apps import AppConfig

from assurance import access
from governance.permissions import registry


class AssuranceConfig(AppConfig):
    """Declares to the floor who may do what."""

    name = "assurance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add this app's rows and actions to the one table."""
        registry.declare(access.ROWS, access.ACTIONS)
