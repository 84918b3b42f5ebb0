"""The addresses of policies, training, teaching and declarations."""

from policies.urls import declarations, documents, teaching, training

app_name = "policies"
urlpatterns = [*documents.urlpatterns, *declarations.urlpatterns, *teaching.urlpatterns, *training.urlpatterns]
