"""What setting up asks of this app: the policy itself, and the courses that posting depends on."""

from django.urls import reverse

from governance.set_up.place import Place
from governance.set_up.registry import Step, declare
from governance.set_up.rules.states import State, done, to_do
from policies.models import Course, Document


def document_task(place: Place) -> State:
    """The organisation's own policy, or that of its trust."""
    url = reverse("policies:list_documents")
    if Document.objects.filter(organisation__in=place.line, kind=Document.Kind.POLICY).exists():
        return done("Your social media policy is entered.", url)
    return to_do("Your own social media policy is not entered yet, so nobody can sign it.", url)


def courses_task(place: Place) -> State:
    """Who posts is trained first."""
    url = reverse("policies:list_training")
    if Course.objects.filter(organisation__in=place.line).exists():
        return done("There is a course to be trained in.", url)
    return to_do("No course is entered yet, so nobody can be trained to post.", url)


declare(
    [
        Step("document", "Your policy document", 100, document_task, required=False, actions=("policies.publish",)),
        Step("courses", "Training courses", 110, courses_task, required=False, actions=("policies.confirm_training",)),
    ]
)
