"""The roles a person may hold, named once (section 4a of the acceptance list)."""

from django.db import models


class Role(models.TextChoices):
    """Short stable strings with the school's words for them; titles per profile are in P02 and P17."""

    HD = "HD", "Executive headteacher or headteacher"
    HOS = "HOS", "Head of school"
    SLT = "SLT", "Senior leader"
    COM = "COM", "Communications officer"
    PST = "PST", "Authorised poster"
    STF = "STF", "Staff or other adult in scope"
    ICT = "ICT", "ICT technician"
    OSO = "OSO", "Online safety officer"
    DSL = "DSL", "Designated safeguarding lead"
    DPO = "DPO", "Data protection officer"
    CHR = "CHR", "Chair of governors"
    GOV = "GOV", "Governor"
    TRU = "TRU", "Trust officer"
    HR = "HR", "Trust HR"
    MED = "MED", "Media lead"
    OFF = "OFF", "School office"
    PAR = "PAR", "Parent or carer"
    PUP = "PUP", "Pupil"
    SYS = "SYS", "Technical administrator"


# Nobody grants these: an engagement, an authorisation or a child at the school makes them true.
DERIVED = frozenset({Role.PST, Role.STF, Role.PAR, Role.PUP})
GRANTABLE = tuple(role for role in Role if role not in DERIVED)
