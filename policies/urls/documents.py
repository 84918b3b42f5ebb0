"""The addresses of policies and signatures."""

from django.urls import path

from policies.views import documents, health, links, release, reviews

urlpatterns = [
    path("", documents.list_documents, name="list_documents"),
    path("public/<str:reference>/", links.public_policies, name="public_policies"),
    path("health/", health.view_health, name="view_health"),
    path("people/", health.list_staff, name="list_staff"),
    path("people/export/", health.export_staff, name="export_staff"),
    path("documents/new/", documents.create_document, name="create_document"),
    path("documents/<str:reference>/", documents.view_document, name="view_document"),
    path("documents/<str:reference>/links/new/", links.link_document, name="link_document"),
    path("documents/<str:reference>/show/", links.show_publicly, name="show_publicly"),
    path("links/<str:reference>/remove/", links.unlink_document, name="unlink_document"),
    path("documents/<str:reference>/write/", documents.write_version, name="write_version"),
    path("documents/<str:reference>/review/", reviews.open_review, name="open_review"),
    path("reviews/<str:reference>/", reviews.view_review, name="view_review"),
    path("reviews/<str:reference>/submit/", reviews.submit_review, name="submit_review"),
    path("reviews/<str:reference>/ask-changes/", reviews.ask_changes, name="ask_changes"),
    path("reviews/<str:reference>/check-equality/", reviews.check_equality, name="check_equality"),
    path("reviews/<str:reference>/sign/", reviews.sign_review, name="sign_review"),
    path("versions/<str:reference>/compare/", reviews.compare_versions, name="compare_versions"),
    path("versions/<str:reference>/put-in-force/", reviews.put_in_force, name="put_in_force"),
    path("versions/<str:reference>/withdraw/", reviews.withdraw_version, name="withdraw_version"),
    path("versions/<str:reference>/tell/", release.tell_audience, name="tell_audience"),
    path("adoptions/<str:reference>/", release.note_adoption, name="note_adoption"),
    path("versions/<str:reference>/", documents.view_version, name="view_version"),
    path("versions/<str:reference>/publish/", documents.publish_version, name="publish_version"),
    path("versions/<str:reference>/sign/", documents.sign_version, name="sign_version"),
    path("signatures/<str:reference>/excuse/", documents.excuse, name="excuse_signature"),
]
