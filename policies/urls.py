"""The addresses of policies, signatures and training."""

from django.urls import path

from policies import declaration_urls
from policies.views import documents, training

app_name = "policies"
urlpatterns = [
    path("", documents.list_documents, name="list_documents"),
    path("documents/new/", documents.create_document, name="create_document"),
    path("documents/<str:reference>/", documents.view_document, name="view_document"),
    path("documents/<str:reference>/write/", documents.write_version, name="write_version"),
    path("versions/<str:reference>/", documents.view_version, name="view_version"),
    path("versions/<str:reference>/publish/", documents.publish_version, name="publish_version"),
    path("versions/<str:reference>/sign/", documents.sign_version, name="sign_version"),
    path("signatures/<str:reference>/excuse/", documents.excuse, name="excuse_signature"),
    path("training/", training.list_training, name="list_training"),
    path("training/<str:reference>/", training.view_training, name="view_training"),
    path("training/<str:reference>/book/", training.book_training, name="book_training"),
    path("training/<str:reference>/attend/", training.attend_training, name="attend_training"),
    path("training/<str:reference>/miss/", training.miss_training, name="miss_training"),
    path("training/<str:reference>/confirm/", training.confirm_training, name="confirm_training"),
    path("training/<str:reference>/call-back/", training.call_back, name="call_back_training"),
    path("courses/new/", training.create_course, name="create_course"),
    path("courses/<str:reference>/", training.view_course, name="view_course"),
    path("courses/<str:reference>/record/", training.record_training, name="record_training"),
    *declaration_urls.urlpatterns,
]
