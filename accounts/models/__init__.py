"""Platforms, applications, accounts, authorisations and devices."""

from accounts.models.accounts import AccountRunner, SocialAccount, SocialAccountUserObjectPermission
from accounts.models.applications import AccountApplication, ApplicationRunner
from accounts.models.authorisations import Authorisation
from accounts.models.devices import ImageDevice
from accounts.models.platforms import Platform

__all__ = [
    "AccountApplication",
    "AccountRunner",
    "ApplicationRunner",
    "Authorisation",
    "ImageDevice",
    "Platform",
    "SocialAccount",
    "SocialAccountUserObjectPermission",
]
