"""The app of unblocking, content reports and the block register."""

from django.apps import AppConfig

from blocked_content import access, profile
from governance.permissions import registry
from governance.profile.registry import declare


class BlockedContentConfig(AppConfig):
    """Declares to the floor who may do what."""

    name = "blocked_content"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add this app's rows, actions and settings."""
        registry.declare(access.ROWS, access.ACTIONS)
        declare(profile.SETTINGS)
