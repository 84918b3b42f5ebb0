"""Which heading means what: guessed from the names that school systems use, and remembered from the last load."""

import re
from collections.abc import Iterable, Mapping, Sequence

MOST_CONTACTS = 4
PUPIL_FIELDS = {
    "school_number": "Pupil number (UPN, admission number or other)",
    "given_name": "First name",
    "family_name": "Last name",
    "full_name": "Whole name, as “Last, First”",
    "known_as": "Known as",
    "other_names": "Middle or other names",
    "date_of_birth": "Date of birth",
    "year_group": "Year group",
    "class_name": "Class or form",
    "joined_on": "Date joined",
    "left_on": "Date left",
}
CONTACT_FIELDS = {
    "given_name": "first name",
    "family_name": "last name",
    "full_name": "whole name",
    "relationship": "relationship",
    "responsibility": "has parental responsibility",
    "email": "e-mail",
    "telephone": "telephone",
}
_NUMBERED = {
    f"contact{n}.{field}": f"Contact {n}: {label}"
    for n in range(1, MOST_CONTACTS + 1)
    for field, label in CONTACT_FIELDS.items()
}
FIELDS: Mapping[str, str] = {**PUPIL_FIELDS, **_NUMBERED}

_PUPIL_SYNONYMS = {
    "school_number": "upn uniquepupilnumber adno admissionno admissionnumber admno pupilnumber pupilno pupilid studentid "
    "studentnumber studentno misid personid id reference externalid schoolnumber number",
    "given_name": "forename firstname givenname legalforename legalfirstname christianname preferredforename first",
    "family_name": "surname lastname familyname legalsurname legallastname preferredsurname last",
    "full_name": "name fullname pupilname studentname pupil student legalname",
    "known_as": "knownas knownasname preferredname chosenname preferredfirstname chosenforename nickname",
    "other_names": "middlename middlenames othernames othername formersurname",
    "date_of_birth": "dob dateofbirth birthdate birthday borndate",
    "year_group": "year yeargroup ncyear ncyearactual yr yeartaughtin nationalcurriculumyear",
    "class_name": "class classname reg reggroup registrationgroup registrationform regform form formgroup tutorgroup "
    "tutor teachinggroup",
    "joined_on": "dateofadmission admissiondate doa datejoined joined entrydate dateofentry startdate joiningdate "
    "enrolmentdate",
    "left_on": "dateofleaving leavingdate dol dateleft left leaver enddate leavedate exitdate",
}
_CONTACT_SYNONYMS = {
    "given_name": "forename firstname givenname first",
    "family_name": "surname lastname familyname last",
    "full_name": "name fullname",
    "relationship": "relationship relation relationshiptopupil relationshiptostudent relationtype type",
    "responsibility": "parentalresponsibility hasparentalresponsibility pr haspr responsibility legalresponsibility "
    "isparentalresponsibility",
    "email": "email emailaddress mail primaryemail homeemail mainemail",
    "telephone": "telephone phone mobile tel telephonenumber phonenumber mobilenumber mobilephone hometelephone "
    "mainnumber primarytelephone maintelephone",
}
PUPIL_WORDS = {word: field for field, words in _PUPIL_SYNONYMS.items() for word in words.split()}
CONTACT_WORDS = {word: field for field, words in _CONTACT_SYNONYMS.items() for word in words.split()}
_OWN_PREFIX = re.compile(r"^(pupil|student|child|childs)s?(?=.)")
_CONTACT = re.compile(
    r"^(?:priority|primary)?0*(\d*)(?:contact|parentcarer|parent|guardian|carer|adult)(?:priority)?0*(\d*)(.*)$"
)
_RELATIVES = {"mother": 1, "mum": 1, "father": 2, "dad": 2}
_RELATIVE = re.compile(r"^(mother|mum|father|dad)s?(.+)$")


def plain(heading: str) -> str:
    """A heading without capitals, spaces and marks, as the lists of synonyms write it."""
    return re.sub(r"[^a-z0-9]", "", heading.casefold())


def guess(headings: Sequence[str], remembered: Mapping[str, str]) -> dict[str, str]:
    """Field by heading: what was chosen last time, else what the heading is usually called; each field once."""
    chosen: dict[str, str] = {}
    for heading in headings:
        field = remembered[plain(heading)] if plain(heading) in remembered else _meaning(heading)
        if field in FIELDS and field not in chosen.values():
            chosen[heading] = field
    return chosen


def _meaning(heading: str) -> str:
    name = plain(heading)
    if name in PUPIL_WORDS:
        return PUPIL_WORDS[name]
    return _contact_meaning(name) or PUPIL_WORDS.get(_OWN_PREFIX.sub("", name), "")


def _contact_meaning(name: str) -> str:
    """ "contact2email" is the second contact's e-mail; without a number it is the first's."""
    if relative := _RELATIVE.match(name):
        field = CONTACT_WORDS.get(relative[2], "")
        return f"contact{_RELATIVES[relative[1]]}.{field}" if field else ""
    if name in CONTACT_WORDS:
        field = CONTACT_WORDS[name]
        return f"contact1.{field}" if field in ("relationship", "email", "telephone", "responsibility") else ""
    if (found := _CONTACT.match(name)) is None:
        return ""
    words = found[3] or "name"
    field = CONTACT_WORDS.get(words) or CONTACT_WORDS.get(words.removeprefix("s"), "")
    number = int(found[1] or found[2] or 1)
    return f"contact{number}.{field}" if field and 1 <= number <= MOST_CONTACTS else ""


def problems_of(mapping: Mapping[str, str]) -> list[str]:
    """What is missing or twice in a choice of columns, every sentence at once."""
    fields = list(mapping.values())
    twice = {field for field in fields if fields.count(field) > 1}
    said = [f"“{FIELDS[field]}” is chosen for more than one column." for field in FIELDS if field in twice]
    if "school_number" not in fields:
        said.append("Choose the column with the pupil number, so that the next load finds the same pupils.")
    if "full_name" not in fields and not {"given_name", "family_name"} <= set(fields):
        said.append("Choose the columns with the first name and the last name, or the one with the whole name.")
    return said


def to_remember(mapping: Mapping[str, str], headings: Iterable[str]) -> dict[str, str]:
    """What to keep for the next load: every heading, also those that were left out on purpose."""
    return {plain(heading): mapping.get(heading, "") for heading in headings}
