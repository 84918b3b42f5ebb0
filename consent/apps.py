"""Consent: forms, answers, and the one question every picture is asked."""

from django.apps import AppConfig


class ConsentConfig(AppConfig):
    """May this pupil's picture be used here, on that day? No answer is not yes."""

    name = "consent"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what the app lets people do, asks for and owes, and hear of pupils who join."""
        from consent import family_panel, panels, receivers  # noqa: F401  (the panels add themselves)
        from consent.access import ACTIONS, ROWS
        from consent.duties import KINDS
        from consent.profile import SETTINGS
        from governance.duties import registry as duties
        from governance.pages import navigation
        from governance.permissions import registry as permissions
        from governance.profile import registry as profile
        from pupils.signals import pupils_joined

        permissions.declare(ROWS, ACTIONS)
        duties.declare(KINDS)
        profile.declare(SETTINGS)
        pupils_joined.subscribe(receivers.on_pupils_joined)
        navigation.declare(navigation.Item("Consent", "consent:check_class", "consent.see_ruling", order=40))
