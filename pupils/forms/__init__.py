"""The shape and wording of what is typed about the register."""

from pupils.forms.responsibility import ResponsibilityForm
from pupils.forms.search import SearchForm
from pupils.forms.upload import ColumnsForm, LoadForm, UploadForm

__all__ = ["ColumnsForm", "LoadForm", "ResponsibilityForm", "SearchForm", "UploadForm"]
