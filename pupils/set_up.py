"""What setting up needs from this app: the register."""

from django.urls import reverse

from governance.set_up.place import Place
from governance.set_up.registry import Step, declare
from governance.set_up.rules.states import State, done, to_do
from pupils.models import Pupil


def register_task(place: Place) -> State | None:
    """Pupils belong to schools; until they are loaded no picture of one may be shown."""
    if not place.organisation.is_school:
        return None
    if Pupil.objects.filter(organisation=place.organisation).exists():
        return done("Pupils are on the register.", reverse("pupils:list_pupils"))
    return to_do("No pupil is on the register yet, so no pupil may be shown.", reverse("pupils:start_load"))


declare([Step("register", "The register of pupils", 120, register_task, required=False, actions=("pupils.load",))])
