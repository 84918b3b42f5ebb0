"""The platforms on which a school may have an account: what is known of each, as data (P79)."""

from typing import ClassVar

from django.db import models

from accounts.rules.addresses import PlatformFacts


class Platform(models.Model):
    """A platform, its other names and its hosts; renamed, it stays the same row (T49)."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    aliases = models.JSONField(default=list, blank=True)
    hosts = models.JSONField(default=list)
    # Whether a post's address carries the account's name, behind which words of the path ("" for the first), and the
    # first words of the paths that carry none.
    handle_in_address = models.BooleanField(default=False)
    handle_behind = models.JSONField(default=list, blank=True)
    nameless = models.JSONField(default=list, blank=True)
    address_example = models.CharField(max_length=200)
    minimum_age = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300)
    checked_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def facts(self) -> PlatformFacts:
        """What the rules of addresses ask of a platform."""
        return PlatformFacts(
            slug=self.slug,
            name=self.name,
            hosts=tuple(self.hosts),
            handle_in_address=self.handle_in_address,
            handle_behind=tuple(self.handle_behind),
            nameless=tuple(self.nameless),
        )
