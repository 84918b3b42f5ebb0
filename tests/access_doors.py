"""The doors that libraries bring: signing in, second steps, and the technical administrator's site (D07, D09).

Kept by hand like ``tests/access_table.py``: what each address answers a GET, by its status or by where it leads.
"""

from dataclasses import dataclass, replace

from tests.crowd import INSIDE, NOT_LET_IN, OUTSIDE, SIGN_IN

EVERYBODY = [*INSIDE, *OUTSIDE, *NOT_LET_IN]
# The site asks one question of all who are not staff of the server: at most of its pages a few knock for everybody.
A_FEW = ["head", "tech", *NOT_LET_IN]
TWO_AND_ITS_OWN = ["anonymous", "tech", "superuser"]
HOME = "/"
AGAIN = "/sign-in/reauthenticate/"
RESET = "/sign-in/password/reset/"
REFUSED = "403"
NOT_FOUND = "404"
SHOWN = "200"


@dataclass(frozen=True)
class Door:
    """One address, and what it answers to anybody from the street and to everybody who is signed in."""

    name: str
    address: str
    anonymous: str
    signed_in: str
    # The technical superuser, and somebody who has left, where they are answered otherwise.
    superuser: str = ""
    leaver: str = ""
    knocking: tuple[str, ...] = tuple(EVERYBODY)

    def answers(self, name: str) -> str:
        """What that person is answered."""
        own = {"anonymous": self.anonymous, "superuser": self.superuser, "leaver": self.leaver}.get(name, "")
        return own or self.signed_in


SIGNING_IN = [
    Door("account_login", "/sign-in/login/", SHOWN, HOME),
    Door("account_logout", "/sign-in/logout/", SIGN_IN, SHOWN),
    Door("account_inactive", "/sign-in/inactive/", SHOWN, SHOWN),
    Door("account_reauthenticate", AGAIN, SIGN_IN, SHOWN),
]
PASSWORDS = [
    Door("account_change_password", "/sign-in/password/change/", SIGN_IN, SHOWN),
    Door("account_set_password", "/sign-in/password/set/", SIGN_IN, RESET, superuser=REFUSED, leaver=SIGN_IN),
    Door("account_reset_password", RESET, SHOWN, SHOWN),
    Door("account_reset_password_done", "/sign-in/password/reset/done/", SHOWN, SHOWN),
    # A link that is spent or made up says so.
    Door("account_reset_password_from_key", "/sign-in/password/reset/key/1-made-up/", SHOWN, SHOWN),
    Door("account_reset_password_from_key_done", "/sign-in/password/reset/key/done/", SHOWN, SHOWN),
]
SECOND_STEPS = [
    Door("mfa_index", "/sign-in/2fa/", SIGN_IN, SHOWN),
    Door("mfa_authenticate", "/sign-in/2fa/authenticate/", SIGN_IN, HOME),
    Door("mfa_reauthenticate", "/sign-in/2fa/reauthenticate/", SIGN_IN, AGAIN),
    Door("mfa_activate_totp", "/sign-in/2fa/totp/activate/", SIGN_IN, AGAIN),
    Door("mfa_generate_recovery_codes", "/sign-in/2fa/recovery-codes/generate/", SIGN_IN, AGAIN),
    # Nobody of these has set one up.
    Door("mfa_deactivate_totp", "/sign-in/2fa/totp/deactivate/", SIGN_IN, NOT_FOUND),
    Door("mfa_view_recovery_codes", "/sign-in/2fa/recovery-codes/", SIGN_IN, NOT_FOUND),
    Door("mfa_download_recovery_codes", "/sign-in/2fa/recovery-codes/download/", SIGN_IN, NOT_FOUND),
]


def of_the_site(name: str, path: str, superuser: str, signed_in: str = "/admin/login/") -> Door:
    """A page of the technical administrator's site, whose sign-in is asked of everybody else."""
    return Door(f"admin:{name}", f"/admin/{path}", SIGN_IN, signed_in, superuser, SIGN_IN, tuple(A_FEW))


SITE = [
    replace(of_the_site("index", "", SHOWN), knocking=tuple(EVERYBODY)),
    of_the_site("login", "login/", "/admin/", REFUSED),
    of_the_site("logout", "logout/", "405", "/admin/"),
    of_the_site("password_change", "password_change/", "/sign-in/password/change/"),
    of_the_site("password_change_done", "password_change/done/", SHOWN),
    of_the_site("autocomplete", "autocomplete/", REFUSED),
    of_the_site("jsi18n", "jsi18n/", SHOWN),
    of_the_site("view_on_site", "r/0/0/", NOT_FOUND),
    of_the_site("app_list", "governance/", SHOWN),
    of_the_site("(?P<url>.*)$", "nothing-here/", NOT_FOUND),
]
# What a person signs in with is not among them.
LOOKED_AT = [
    *(f"governance/{noun}" for noun in ("user", "organisation", "person", "roleheld", "auditevent", "audithead")),
    *(f"governance/{noun}" for noun in ("closure", "deputy", "emaildomain", "engagement", "jobrun")),
    *(f"governance/{noun}" for noun in ("profileversion", "term", "workingcalendar")),
]


def records(noun: str) -> list[Door]:
    """The pages of one kind of record: the list is shown, and nothing is added, changed or removed."""
    name = noun.replace("/", "_")
    pages = [
        of_the_site(f"{name}_changelist", f"{noun}/", SHOWN),
        of_the_site(f"{name}_add", f"{noun}/add/", REFUSED),
        of_the_site(f"{name}_history", f"{noun}/0/history/", "/admin/"),
        of_the_site(f"{name}_change", f"{noun}/0/change/", "/admin/"),
        of_the_site(f"{name}_delete", f"{noun}/0/delete/", REFUSED),
    ]
    return [replace(page, knocking=tuple(TWO_AND_ITS_OWN)) for page in pages]


ENTRIES = [*SIGNING_IN, *PASSWORDS, *SECOND_STEPS, *SITE]
DOORS = [
    *ENTRIES,
    *(door for noun in LOOKED_AT for door in records(noun)),
    # The old form of a record's address, which the site leads on from and our own middleware does not know.
    of_the_site("<path:object_id>/", "governance/term/0/", REFUSED),
]
