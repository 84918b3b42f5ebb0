"""The shape and wording of what is typed about consent."""

from consent.forms.bar import BarForm
from consent.forms.choose import CheckForm, SchoolForm
from consent.forms.reason import BecauseForm
from consent.forms.record import RecordForm
from consent.forms.withdraw import WithdrawForm
from consent.forms.wording import WordingForm

__all__ = ["BarForm", "BecauseForm", "CheckForm", "RecordForm", "SchoolForm", "WithdrawForm", "WordingForm"]
