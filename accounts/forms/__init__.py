"""Forms about accounts: the shape and wording of what is typed; none of them saves."""

from accounts.forms.accounts import CreateForm, FilterAccounts, RunnerForm
from accounts.forms.applications import ApplicationForm, ConsiderForm, DecideForm, StartForm
from accounts.forms.authorisations import AuthorisationForm, DecideAuthorisationForm
from accounts.forms.devices import ApproveDeviceForm, DeviceForm
from accounts.forms.parts import SignatureForm

__all__ = [
    "ApplicationForm",
    "ApproveDeviceForm",
    "AuthorisationForm",
    "ConsiderForm",
    "CreateForm",
    "DecideAuthorisationForm",
    "DecideForm",
    "DeviceForm",
    "FilterAccounts",
    "RunnerForm",
    "SignatureForm",
    "StartForm",
]
