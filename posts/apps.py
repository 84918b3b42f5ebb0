"""Posts, from the first draft to the last trace of a takedown."""

from importlib import import_module

from django.apps import AppConfig

from governance.duties.registry import declare as declare_duties
from governance.notices.registry import NoticeKind
from governance.notices.registry import declare as declare_notices
from governance.permissions import registry
from governance.profile.registry import declare as declare_settings
from posts import access
from posts.duties import KINDS
from posts.profile import SETTINGS


class PostsConfig(AppConfig):
    """The floor on which something goes out: it asks consent, accounts and the register before anything does."""

    name = "posts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add this app's rows, actions, settings, duties, notices and navigation, and listen to the floors below."""
        registry.declare(access.ROWS, access.ACTIONS)
        declare_settings(SETTINGS)
        declare_duties(KINDS)
        declare_notices(
            [
                NoticeKind("post-decided", "Decisions on my posts"),
                NoticeKind("post-held", "Posts that are held", urgent=True),
                NoticeKind("approver-gone", "Queued posts whose approver has left"),
                NoticeKind("consent-change-follows", "Posts to look at after a change of consent", urgent=True),
            ]
        )
        for module in ("posts.navigation", "posts.receivers", "posts.panels", "posts.guards"):
            import_module(module)
