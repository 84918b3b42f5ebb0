"""Who looked after the accounts: four weeks of checks, last term's settings, a review, searches, followers, found accounts."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from accounts.models import (
    AccountCheck,
    AccountReview,
    FollowerRequest,
    Platform,
    RotaTurn,
    SettingsCheck,
    SocialAccount,
    WebSearch,
)
from accounts.rules.checks import CheckStatus, Finding, Part
from accounts.rules.follower_lines import Line
from accounts.rules.followers import FollowerKind, has_queue
from accounts.rules.windows import Window, next_window
from accounts.services import custody, followers, found, watching
from accounts.services.sweeps import check_runners
from demo.data.accounts import Estate
from demo.data.people import Cast
from demo.data.world import TREES, Tree
from governance.calendar.selectors import days_for
from governance.kernel.dates import local_date, local_midnight
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.profile.rules import Profile
from governance.profile.selectors import profile_for

WATCHED_SINCE = timedelta(days=28)
# One account that was not looked at on its last day: the officer and the head hear of it.
FORGOTTEN = "holy-lantern"
PARTS = [part.value for part in Part]
FOLLOWERS = (
    (FollowerKind.PARENT, Line("orchard.gate", "The mother of two pupils in Year 3")),
    (FollowerKind.STAFF, Line("chalk_and_glue", "A teaching assistant")),
    (FollowerKind.COMMUNITY, Line("millpond_allotments", "The allotments beside the playing field")),
    (FollowerKind.UNKNOWN, Line("wavey_88")),
)


def make_watched(made: dict[str, Organisation], cast: Cast, estate: Estate, now: datetime) -> None:
    """The accounts of every tree, as they were looked after."""
    for tree in TREES:
        _Watch(tree, made, cast, estate, now).make()
    watching.catch_up(now)
    check_runners(now)


class _Watch:
    """One tree."""

    def __init__(self, tree: Tree, made: dict[str, Organisation], cast: Cast, estate: Estate, now: datetime) -> None:
        self.tree, self.cast, self.now, self.today = tree, cast, now, local_date(now)
        self.schools = [made[place.short_name] for place in tree.schools] or [made[tree.short_name]]
        several = [account for school in self.schools for account in estate.accounts[school.pk]]
        self.accounts = list({account.pk: account for account in several}.values())
        self.profile: Profile = profile_for(made[tree.short_name], now)

    def make(self) -> None:
        """Whose turn it was, then what they found."""
        for account in self.accounts:
            runners = [runner.person for runner in account.runners.all()]
            self._turns(account, runners)
            self._checks(account, runners)
            self._settings(account, runners[0])
        for account in self.accounts[1:]:
            self._review(account)
        for school in self.schools:
            self._search(school)
        self._custody(self.accounts[0])
        self._found(self.schools[0])
        if has_queue(self.profile["P23"], is_open=self.accounts[0].is_open):
            self._followers(self.accounts[0])

    def _who(self, slug: str) -> Person:
        places = (*(school.short_name for school in self.schools), self.tree.short_name)
        return next(self.cast[place, slug] for place in places if (place, slug) in self.cast)

    def _turns(self, account: SocialAccount, runners: list[Person]) -> None:
        """The runners take turns of a fortnight, three behind us and one ahead."""
        first = self.today - timedelta(days=42)
        for number in range(4):
            starts = first + timedelta(days=14 * number)
            RotaTurn.objects.create(
                account=account,
                person=runners[number % len(runners)],
                starts_on=starts,
                ends_on=starts + timedelta(days=13),
                set_by=self._who("communications-officer"),
                set_at=local_midnight(first) - timedelta(days=3),
            )

    def _checks(self, account: SocialAccount, runners: list[Person]) -> None:
        """All looked at but, of one account, the last; now and then something was found."""
        windows = list(self._windows(account))
        AccountCheck.objects.bulk_create(
            self._check(account, runners, number, window, last=number == len(windows) - 1)
            for number, window in enumerate(windows)
        )

    def _windows(self, account: SocialAccount) -> Iterator[Window]:
        """The days of four weeks' checks, those that are over."""
        days, after = days_for(account.organisation), self.today - WATCHED_SINCE
        while True:
            window = next_window(after, self.profile["P24"], days, holidays=self.profile["P25"])
            if window.due_on >= self.today:
                return
            yield window
            after = window.due_on

    def _check(
        self, account: SocialAccount, runners: list[Person], number: int, window: Window, *, last: bool
    ) -> AccountCheck:
        watcher = runners[number % len(runners)]
        check = AccountCheck(
            organisation=account.organisation,
            account=account,
            created_at=local_midnight(window.opens_on),
            opens_on=window.opens_on,
            due_on=window.due_on,
            watcher=watcher,
            status=CheckStatus.MISSED,
        )
        if last and account.organisation.short_name == FORGOTTEN and account.platform.slug == "facebook":
            return check
        looked_at = local_midnight(window.due_on) + timedelta(hours=8, minutes=10 + 7 * number % 45)
        check.status, check.looked_over = CheckStatus.CLEAN, PARTS
        check.looked_at, check.looked_by, check.entered_at = looked_at, watcher, looked_at + timedelta(minutes=4)
        if number % 9 == 4:
            check.status, check.found = CheckStatus.FINDINGS, [Finding.COMMENT.value]
            check.settled_at, check.settled_by = looked_at + timedelta(hours=2), runners[0]
            check.settled_how = "A parent asked when the fair begins. Answered under the post."
        return check

    def _settings(self, account: SocialAccount, checked_by: Person) -> None:
        """A fortnight ago: as the policy wants them."""
        looked_at = self.now - timedelta(days=14)
        SettingsCheck.objects.create(
            organisation=account.organisation,
            account=account,
            looked_at=looked_at,
            checked_by=checked_by,
            created_at=looked_at,
            comments=account.comment_setting,
            privacy=account.privacy_setting,
            tagging=account.tagging_setting,
            resharing="open",
        )

    def _review(self, account: SocialAccount) -> None:
        """On the day by which it was due; the first account of each tree waits for its review."""
        opened_on: date = account.opened_on or self.today
        reviewed_on = opened_on + timedelta(days=360)
        AccountReview.objects.create(
            organisation=account.organisation,
            account=account,
            reviewed_on=reviewed_on,
            reviewed_by=self._who("communications-officer"),
            created_at=local_midnight(reviewed_on) + timedelta(hours=15),
            counted_from=opened_on,
            measure="Fewer calls to the office about dates and times.",
            how_it_went="The office counted eleven calls in the summer term; there were thirty the year before.",
            enough_time=True,
            enough_content=True,
            consulted="All teaching staff, at the meeting on Tuesday",
            consulted_on=reviewed_on - timedelta(days=7),
            outcome="keep",
        )

    def _search(self, school: Organisation) -> None:
        """Four weekly searches, the last three days ago; once there was something."""
        for number in range(4):
            searched_at = self.now - timedelta(days=3 + 7 * number)
            WebSearch.objects.create(
                organisation=school,
                searched_at=searched_at,
                searched_by=self._who("communications-officer"),
                created_at=searched_at,
                places=["search-engine", "local-groups"],
                looked_for=school.name,
                finds=["A neighbour asks about parking at drop-off, in a local group"] if number == 1 else [],
            )

    def _custody(self, account: SocialAccount) -> None:
        """The record was looked over and written again a month ago."""
        kept = custody.Custody(
            custodian=account.custodian or self._who("communications-officer"),
            store=account.store,
            second_factor=account.second_factor,
            recovery_owner=account.recovery_owner or self._who("senior-leader"),
            last_changed_on=self.today - timedelta(days=31),
            access_review_on=self.today + timedelta(days=334),
        )
        officer = self._who("communications-officer")
        custody.record_custody(account, custody=kept, by=officer, now=self.now - timedelta(days=30))

    def _found(self, school: Organisation) -> None:
        """A page of friends of the school, seen yesterday: the head decides."""
        sighting = found.Sighting(
            platform=Platform.objects.get(slug="facebook"),
            place="",
            name=f"Friends of {school.name}",
            handle=f"friendsof{school.short_name.replace('-', '')}",
            address=f"https://www.facebook.com/friendsof{school.short_name.replace('-', '')}",
            origin="friends",
            note="Shows the summer fair, with the school badge as its picture.",
            found_on=self.today - timedelta(days=1),
        )
        found.record_found(
            organisation=school,
            sighting=sighting,
            by=self._who("communications-officer"),
            now=self.now - timedelta(hours=20),
        )

    def _followers(self, account: SocialAccount) -> None:
        """Four asked; one was let in and one refused, and two wait."""
        officer, asked_on = self._who("communications-officer"), self.today - timedelta(days=2)
        made: list[FollowerRequest] = []
        for kind, line in FOLLOWERS:
            made += followers.log_followers(
                account, kind=kind, lines=[line], requested_on=asked_on, by=officer, now=self.now - timedelta(hours=30)
            )
        _, _, community, unknown = made
        decided = self.now - timedelta(hours=29)
        followers.approve_follower(community, advice_shown=False, code_accepted_on=None, by=officer, now=decided)
        followers.refuse_follower(unknown, reason="Nobody at the school knows who this is.", by=officer, now=decided)
