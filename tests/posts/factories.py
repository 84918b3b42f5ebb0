"""Rows of posts as they stand in the database, for tests that need many or that look at one arrow."""

import factory

from posts.models import Media, Post, Shown, Target
from tests.accounts.factories import AccountFactory
from tests.factories import LONG_AGO, OrganisationFactory, PersonFactory
from tests.pupils.factories import PupilFactory


class PostFactory(factory.django.DjangoModelFactory):
    """A draft; `submitted=True`, `approved=True`, `held=True`, `published=True` say the situation."""

    class Meta:
        model = Post

    class Params:
        submitted = factory.Trait(
            status="submitted",
            version=1,
            content_hash="a" * 64,
            submitted_at=LONG_AGO,
            submitted_by=factory.SelfAttribute("author"),
        )
        approved = factory.Trait(
            status="approved",
            version=1,
            content_hash="a" * 64,
            approved_hash="a" * 64,
            approved_at=LONG_AGO,
            approved_by=factory.SubFactory(PersonFactory),
        )
        held = factory.Trait(status="held", held_at=LONG_AGO, held_because=["A reason."])
        published = factory.Trait(status="published", version=1, published_at=LONG_AGO)

    organisation = factory.SubFactory(OrganisationFactory)
    author = factory.SubFactory(PersonFactory)
    text = "Our harvest festival is on Friday."
    category = "events"
    checklist_ticked = True
    created_at = LONG_AGO


class TargetFactory(factory.django.DjangoModelFactory):
    """A place where the post is not out yet; `published=True` is out."""

    class Meta:
        model = Target

    class Params:
        published = factory.Trait(
            status="published",
            link="https://x.com/harbour/status/1",
            published_at=LONG_AGO,
            published_by=factory.SelfAttribute("post.author"),
        )

    post = factory.SubFactory(PostFactory)
    account = factory.SubFactory(AccountFactory, organisation=factory.SelfAttribute("..post.organisation"))


class MediaFactory(factory.django.DjangoModelFactory):
    """A photograph with alternative text; its file is not written."""

    class Meta:
        model = Media

    post = factory.SubFactory(PostFactory)
    kind = "photo"
    file = factory.Sequence(lambda n: f"posts/00/{n:032x}.jpg")
    content_type = "image/jpeg"
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    width = 64
    height = 48
    alternative_text = "Children around a table of vegetables"
    pupils_visible = 1
    uploaded_at = LONG_AGO
    uploaded_by = factory.SelfAttribute("post.author")


class ShownFactory(factory.django.DjangoModelFactory):
    """A pupil ticked as shown."""

    class Meta:
        model = Shown

    post = factory.SubFactory(PostFactory)
    pupil = factory.SubFactory(PupilFactory, organisation=factory.SelfAttribute("..post.organisation"))
