"""What pupils learn about being online: fourteen outcomes, in our own words, that any school may tick (C219)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """One thing that pupils can do or explain after a lesson."""

    slug: str
    words: str


OUTCOMES = (
    Outcome("passwords", "Choose and keep strong passwords, and decide what is private where"),
    Outcome("pretending", "Tell that somebody online may not be who they say they are, and why they would do that"),
    Outcome("strangers", "Say what can go wrong with people whom one knows from the internet alone"),
    Outcome("feelings", "Understand that words on a screen hurt real people, oneself among them"),
    Outcome("rules", "Know what is good conduct online, and keep to it"),
    Outcome("self-image", "Weigh what is gained and risked by showing oneself in different ways"),
    Outcome("enjoyment", "Have fun safely in different games, chats and networks"),
    Outcome("respect", "Be courteous in what one writes, shares and likes"),
    Outcome("bullying", "Recognise bullying in messages, pictures, games and other media"),
    Outcome("reputation", "Think before posting: whom it may affect, and what others will think of oneself"),
    Outcome("communities", "Take a good part in an online community, and work well with others there"),
    Outcome("wellbeing", "Know one’s own share in looking after others online"),
    Outcome("rashness", "Explain the trouble that hasty messages and live streams can bring"),
    Outcome("privacy", "Make the settings of an app more private"),
)
WORDS = {outcome.slug: outcome.words for outcome in OUTCOMES}
CHOICES = tuple(WORDS.items())


def in_order(slugs: Iterable[str]) -> list[str]:
    """Known outcomes, each once, in the order of the list."""
    wanted = set(slugs)
    return [slug for slug in WORDS if slug in wanted]


def in_words(slugs: Iterable[str]) -> list[str]:
    """The same as sentences."""
    return [WORDS[slug] for slug in in_order(slugs)]


def strange(slugs: Collection[str]) -> list[str]:
    """Whatever was ticked that is on no list."""
    return sorted(set(slugs) - set(WORDS))
