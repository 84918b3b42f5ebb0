"""Pupils, their contacts and classes, as the school's own system knows them."""

from django.apps import AppConfig


class PupilsConfig(AppConfig):
    """The first floor above governance: it decides nothing, it knows who the pupils are."""

    name = "pupils"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what the app lets people do."""
        from governance.pages import navigation
        from governance.permissions import registry
        from pupils import set_up  # noqa: F401  (its task adds itself)
        from pupils.access import ACTIONS, ROWS

        registry.declare(ROWS, ACTIONS)
        navigation.declare(navigation.Item("Pupils", "pupils:list_pupils", "pupils.list", order=50))
