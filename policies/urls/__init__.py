"""The addresses of policies, training, teaching and declarations."""

from policies.urls import conduct, declarations, documents, teaching, training

app_name = "policies"
urlpatterns = [
    *documents.urlpatterns,
    *conduct.urlpatterns,
    *declarations.urlpatterns,
    *teaching.urlpatterns,
    *training.urlpatterns,
]
