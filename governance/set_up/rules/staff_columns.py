"""Which heading of a staff file means what, and which words mean which kind of work."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

FIELDS: Mapping[str, str] = {
    "given_name": "First name",
    "family_name": "Family name",
    "full_name": "Whole name",
    "email": "E-mail",
    "kind": "Works as",
    "job_title": "Job title",
    "teaches": "Teaches pupils",
    "starts_on": "First day",
    "ends_on": "Last day",
    "school": "School",
}
_SYNONYMS = {
    "given_name": "forename firstname givenname first preferredforename legalforename christianname",
    "family_name": "surname lastname familyname last legalsurname preferredsurname",
    "full_name": "name fullname staffname staff employee person member legalname displayname",
    "email": "email emailaddress mail workemail schoolemail workemailaddress mainemail officialemail username",
    "kind": "kind type worksas contracttype employmenttype stafftype engagement category staffcategory employment "
    "basis status",
    "job_title": "jobtitle title post position job jobrole postheld",
    "teaches": "teaches teaching teacher isteacher teachingstaff teachespupils",
    "starts_on": "startdate start starts firstday from datestarted dateofjoining joined joiningdate contractstart "
    "arrivaldate dateofarrival begin",
    "ends_on": "enddate end ends lastday to until dateleft leavingdate left contractend dateofleaving leaver",
    "school": "school schoolname site establishment academy campus place where organisation workplace base",
}
WORDS = {word: field for field, words in _SYNONYMS.items() for word in words.split()}
# Rights are never given by a file: whoever could change a file could make themselves the head.
ROLE_WORDS = frozenset(
    ["role", "roles", "gatepostrole", "permission", "permissions", "rights", "access", "userrole", "accesslevel"]
)
REASONS = "What is wrong"

# Every kind of work, as people read it; a test holds that these are the kinds that are kept (C014, T101).
KINDS = {
    "employed": "Employed",
    "trainee": "Trainee",
    "apprentice": "Apprentice",
    "self-employed": "Self-employed",
    "agency": "Agency",
    "consultant": "Consultant",
    "volunteer": "Volunteer",
    "governor": "Governor",
    "parent-helper": "Parent helping with an account",
}
_KIND_SYNONYMS = {
    "employed": "employed employee employment permanent fixedterm temporary contract contracted staff teacher teaching "
    "support supportstaff teachingassistant parttime fulltime payroll headteacher perm",
    "trainee": "trainee student studentteacher ect nqt pgce traineeteacher schooldirect placement workexperience",
    "apprentice": "apprentice apprenticeship",
    "self-employed": "selfemployed freelance freelancer soletrader peripatetic visitingmusicteacher coach",
    "agency": "agency supply supplyteacher agencystaff supplystaff cover",
    "consultant": "consultant contractor adviser advisor external itsupport",
    "volunteer": "volunteer voluntary helper reader volunteerhelper",
    "governor": "governor governors trustee parentgovernor staffgovernor chairofgovernors academycouncillor",
    "parent-helper": "parent parenthelper parenthelpingwithanaccount pta ptamember",
}
KIND_WORDS = {word: kind for kind, words in _KIND_SYNONYMS.items() for word in words.split()}


def plain(text: str) -> str:
    """Words without capitals, spaces and marks, as the lists of synonyms write them."""
    return re.sub(r"[^a-z0-9]", "", text.casefold())


def guess(headings: Sequence[str]) -> dict[str, str]:
    """Field by heading, as headings are usually called; each field once, and a role never."""
    chosen: dict[str, str] = {}
    for heading in headings:
        field = WORDS.get(plain(heading), "")
        if field and field not in chosen.values():
            chosen[heading] = field
    return chosen


def role_columns(headings: Iterable[str]) -> list[str]:
    """Headings that seem to speak of roles: they are left alone, and the page says so (M47)."""
    return [heading for heading in headings if plain(heading) in ROLE_WORDS]


def problems_of(mapping: Mapping[str, str]) -> list[str]:
    """Why a file cannot be read with these columns; every reason at once."""
    fields = Counter(mapping.values())
    problems = [f"Two columns are both chosen as “{FIELDS[field]}”." for field, times in fields.items() if times > 1]
    if not ({"given_name", "family_name"} <= set(fields) or "full_name" in fields):
        problems.append("Choose the columns of the first name and the family name, or that of the whole name.")
    return problems


def kind_of(text: str) -> str:
    """The kind of work those words mean; nothing for words nobody foresaw."""
    return KIND_WORDS.get(plain(text), "")
