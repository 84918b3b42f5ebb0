"""People and their sign-ins, engagements, roles, deputies and signatures."""

from governance.people.models.engagement import STAFF_KINDS, Engagement
from governance.people.models.person import Person, User, UserManager
from governance.people.models.roles import Deputy, RoleHeld
from governance.people.models.signature import Signature

__all__ = ["STAFF_KINDS", "Deputy", "Engagement", "Person", "RoleHeld", "Signature", "User", "UserManager"]
