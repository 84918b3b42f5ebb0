"""The addresses of what staff declare, below those of the policies."""

from django.urls import path

from policies.views import declarations, head_permissions, ties

urlpatterns = [
    path("declarations/", declarations.list_declarations, name="list_declarations"),
    path("declarations/review/", declarations.record_review, name="record_review"),
    path("declarations/reviews/", declarations.list_reviews, name="list_reviews"),
    path("declarations/ties/", ties.list_ties, name="list_ties"),
    path("declarations/ties/new/", ties.declare_tie, name="declare_tie"),
    path("declarations/ties/<str:reference>/", ties.view_tie, name="view_tie"),
    path("declarations/ties/<str:reference>/match/", ties.match_tie, name="match_tie"),
    path("declarations/ties/<str:reference>/discuss/", ties.discuss_tie, name="discuss_tie"),
    path("declarations/ties/<str:reference>/acknowledge/", ties.acknowledge_tie, name="acknowledge_tie"),
    path("declarations/ties/<str:reference>/decline/", ties.decline_tie, name="decline_tie"),
    path("declarations/ties/<str:reference>/redeclare/", ties.redeclare_tie, name="redeclare_tie"),
    path("declarations/ties/<str:reference>/end/", ties.end_tie, name="end_tie"),
    path("declarations/permissions/", head_permissions.list_permissions, name="list_permissions"),
    path("declarations/permissions/new/", head_permissions.ask_permission, name="ask_permission"),
    path("declarations/permissions/<str:reference>/", head_permissions.view_permission, name="view_permission"),
    path(
        "declarations/permissions/<str:reference>/grant/", head_permissions.grant_permission, name="grant_permission"
    ),
    path(
        "declarations/permissions/<str:reference>/refuse/",
        head_permissions.refuse_permission,
        name="refuse_permission",
    ),
    path(
        "declarations/permissions/<str:reference>/confirm/",
        head_permissions.confirm_permission,
        name="confirm_permission",
    ),
    path(
        "declarations/permissions/<str:reference>/revoke/",
        head_permissions.revoke_permission,
        name="revoke_permission",
    ),
    path(
        "declarations/permissions/<str:reference>/renew/", head_permissions.renew_permission, name="renew_permission"
    ),
]
