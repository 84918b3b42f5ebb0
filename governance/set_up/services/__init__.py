"""The verbs of setting up: start, add a school, agree the policy, bring staff, invite, test the mail, go live."""

from governance.set_up.services.agreeing import agree_profile, may_agree
from governance.set_up.services.going_live import go_live, look_again
from governance.set_up.services.invitations import Invited, invite
from governance.set_up.services.mail_tests import confirm_arrival, send_test
from governance.set_up.services.organisations import add_school, change_organisation
from governance.set_up.services.staff import Loaded, load_staff
from governance.set_up.services.starting import Started, start_organisation
from governance.set_up.services.uploads import cancel_staff, choose_columns, drop_stale_staff, upload_staff

__all__ = [
    "Invited",
    "Loaded",
    "Started",
    "add_school",
    "agree_profile",
    "cancel_staff",
    "change_organisation",
    "choose_columns",
    "confirm_arrival",
    "drop_stale_staff",
    "go_live",
    "invite",
    "load_staff",
    "look_again",
    "may_agree",
    "send_test",
    "start_organisation",
    "upload_staff",
]
