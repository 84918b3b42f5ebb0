"""Platforms, applications, accounts, authorisations, checks and devices."""

from accounts.models.absences import RunnerAbsence
from accounts.models.accounts import AccountRunner, SocialAccount, SocialAccountUserObjectPermission
from accounts.models.applications import AccountApplication, ApplicationRunner
from accounts.models.authorisations import Authorisation
from accounts.models.checks import AccountCheck, RotaTurn
from accounts.models.closings import AccountClosing
from accounts.models.credentials import CredentialsChange
from accounts.models.device_records import DeviceApproval, DeviceLoan, DeviceLoss
from accounts.models.devices import ImageDevice
from accounts.models.followers import FollowerRequest
from accounts.models.found import FoundAccount
from accounts.models.handovers import AccountTransfer
from accounts.models.leavers import HandoverLine, LeaverHandover
from accounts.models.platforms import Platform
from accounts.models.readings import PlatformReading
from accounts.models.setting_checks import SettingsCheck
from accounts.models.technical import TechnicalTask
from accounts.models.thinking import Consultation, LearnerUse
from accounts.models.web_searches import WebSearch
from accounts.models.yearly_reviews import AccountReview

__all__ = [
    "AccountApplication",
    "AccountCheck",
    "AccountClosing",
    "AccountReview",
    "AccountRunner",
    "AccountTransfer",
    "ApplicationRunner",
    "Authorisation",
    "Consultation",
    "CredentialsChange",
    "DeviceApproval",
    "DeviceLoan",
    "DeviceLoss",
    "FollowerRequest",
    "FoundAccount",
    "HandoverLine",
    "ImageDevice",
    "LearnerUse",
    "LeaverHandover",
    "Platform",
    "PlatformReading",
    "RotaTurn",
    "RunnerAbsence",
    "SettingsCheck",
    "SocialAccount",
    "SocialAccountUserObjectPermission",
    "TechnicalTask",
    "WebSearch",
]
