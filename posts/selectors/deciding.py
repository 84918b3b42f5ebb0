"""What an approver reads before deciding: the post, whether the gate is open now, and what that rests on."""

from dataclasses import dataclass
from datetime import datetime

from posts.models import Decision, Post
from posts.rules.checklist import Checklist, approver_checklist
from posts.rules.facts import PupilFacts
from posts.selectors.content import Content, content_of
from posts.selectors.gate import Gathered, gather
from posts.selectors.policy import category_name


@dataclass(frozen=True)
class Deciding:
    """The approver's page."""

    gathered: Gathered
    earlier: tuple[Decision, ...]

    @property
    def content(self) -> Content:
        """The post with everything in it."""
        return self.gathered.content

    @property
    def post(self) -> Post:
        """The post itself."""
        return self.content.post

    @property
    def category(self) -> str:
        """What it is for, in the school's words."""
        return category_name(self.post.category)

    @property
    def checklist(self) -> Checklist:
        """The one statement the approver ticks."""
        return approver_checklist(self.gathered.policy.criteria(has_pictures=bool(self.content.media)))

    @property
    def reasons(self) -> list[str]:
        """Everything that stands in the way now."""
        return list(dict.fromkeys(finding.sentence for finding in self.gathered.findings))

    @property
    def pupils(self) -> tuple[PupilFacts, ...]:
        """Who is shown, and the conditions that are said to be kept."""
        return self.gathered.facts.pupils


def deciding(post: Post, now: datetime) -> Deciding:
    """Read everything afresh, as the gate will once more when the button is pressed."""
    gathered = gather(content_of(post), people=[post.author], now=now, approved_hash=post.content_hash)
    earlier = Decision.objects.filter(post=post).select_related("decider", "version")
    return Deciding(gathered, tuple(earlier))
