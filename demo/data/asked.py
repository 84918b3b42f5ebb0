"""What was directed, lent, agreed and told: a security measure, a camera that is out, channels, a notice, a leaver."""

from datetime import datetime, timedelta

from accounts.services import direct_security, lend_device, notice_leaver
from accounts.services.device_loans import Lending
from accounts.services.technical import Wish
from demo.data.accounts import Estate
from demo.data.people import Cast
from demo.data.world import TREES, Tree
from governance.kernel.dates import local_date
from governance.organisations.models import Organisation
from governance.people.models import Person
from policies.services.conduct import agree_channel, word_monitoring

MONITORING = """What is done on the school's devices and network is recorded. The online safety officer looks each morning at the
warnings that the filter gives, and tells the designated safeguarding lead of any that are about a child.

Records are kept for one year. Questions go to the data protection officer."""
CHANNELS = (
    ("School e-mail", "parents", "From the school's own address, between eight and six."),
    ("Class pages", "pupils", "Work and answers to it, open to the whole class and to the head."),
)
# One tree in which somebody with duties on accounts leaves in a fortnight.
LEAVES_AT = "rookwater"


def make_asked(made: dict[str, Organisation], cast: Cast, estate: Estate, now: datetime) -> None:
    """One of each for every tree."""
    for tree in TREES:
        _Asked(tree, made, cast).make(estate, now)


class _Asked:
    """One tree: its top, its first school, and who is who there."""

    def __init__(self, tree: Tree, made: dict[str, Organisation], cast: Cast) -> None:
        self.tree, self.cast, self.top = tree, cast, made[tree.short_name]
        self.school = made[tree.schools[0].short_name] if tree.schools else self.top

    def make(self, estate: Estate, now: datetime) -> None:
        """What waits for the technician, who has the camera, how families are reached, what staff are told."""
        head, today = self._who("executive-headteacher"), local_date(now)
        account = estate.accounts[self.school.pk][0]
        wish = Wish(measures=["second-factor", "sessions"], note="", due_on=today + timedelta(days=7))
        direct_security(account, wish=wish, by=head, now=now - timedelta(days=1))
        lending = Lending(borrower=self._who("teacher"), occasion="Autumn walk of Year 4", due_back_on=today)
        lend_device(estate.devices[self.school.pk], lending, by=self._who("office"), now=now - timedelta(days=1))
        for name, audience, protocol in CHANNELS:
            agree_channel(
                self.school, name=name, audience=audience, protocol=protocol, by=head, now=now - timedelta(days=90)
            )
        word_monitoring(self.school, text=MONITORING, by=head, now=now - timedelta(days=90))
        if self.tree.short_name == LEAVES_AT:
            leaves_on = today + timedelta(days=14)
            notice_leaver(
                person=self._who("senior-leader"), organisation=self.school, last_day=leaves_on, by=head, now=now
            )

    def _who(self, slug: str) -> Person:
        """A persona of the first school, else of the top."""
        places = (self.school.short_name, self.top.short_name)
        return next(self.cast[place, slug] for place in places if (place, slug) in self.cast)
