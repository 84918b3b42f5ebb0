"""Forms about accounts: the shape and wording of what is typed; none of them saves."""

from accounts.forms.accounts import CreateForm, FilterAccounts, RunnerForm
from accounts.forms.applications import ApplicationForm, ConsiderForm, DecideForm, StartForm
from accounts.forms.authorisations import AuthorisationForm, DecideAuthorisationForm
from accounts.forms.care_parts import FilterBySchool, FilterCare
from accounts.forms.custody import AskPasswordForm, CustodyForm, HoldersForm
from accounts.forms.device_steps import CorrectLossForm, LendForm, ReportLostForm, TakeBackForm, WithdrawDeviceForm
from accounts.forms.devices import ApproveDeviceForm, DeviceForm, FilterDevices
from accounts.forms.parts import SignatureForm
from accounts.forms.setting_checks import SettingsForm
from accounts.forms.web_searches import SearchForm
from accounts.forms.yearly_reviews import ReviewForm

__all__ = [
    "ApplicationForm",
    "ApproveDeviceForm",
    "AskPasswordForm",
    "AuthorisationForm",
    "ConsiderForm",
    "CorrectLossForm",
    "CreateForm",
    "CustodyForm",
    "DecideAuthorisationForm",
    "DecideForm",
    "DeviceForm",
    "FilterAccounts",
    "FilterBySchool",
    "FilterCare",
    "FilterDevices",
    "HoldersForm",
    "LendForm",
    "ReportLostForm",
    "ReviewForm",
    "RunnerForm",
    "SearchForm",
    "SettingsForm",
    "SignatureForm",
    "StartForm",
    "TakeBackForm",
    "WithdrawDeviceForm",
]
