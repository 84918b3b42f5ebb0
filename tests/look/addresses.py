"""No addresses at all: how a form is drawn hangs on no app's pages."""

urlpatterns: list = []
