"""The addresses of posts, pictures and takedowns; references, never keys."""

from django.urls import path

from posts.views import deciding, drafts, lists, own_posts, pictures, publishing, takedowns

app_name = "posts"
urlpatterns = [
    path("", lists.list_posts, name="list_posts"),
    path("mine/", lists.list_drafts, name="list_drafts"),
    path("own/<str:reference>/", own_posts.look_at_posts, name="look_at_posts"),
    path("new/", drafts.start_post, name="start_post"),
    path("takedowns/", takedowns.list_takedowns, name="list_takedowns"),
    path("takedowns/<str:reference>/", takedowns.view_takedown, name="view_takedown"),
    path("takedowns/<str:reference>/remove/", takedowns.remove_takedown, name="remove_takedown"),
    path("takedowns/<str:reference>/confirm/", takedowns.confirm_takedown, name="confirm_takedown"),
    path("takedowns/<str:reference>/not-practicable/", takedowns.ask_not_practicable, name="ask_not_practicable"),
    path("takedowns/<str:reference>/decide/", takedowns.decide_takedown, name="decide_takedown"),
    path("takedowns/<str:reference>/reopen/", takedowns.reopen_takedown, name="reopen_takedown"),
    path("changes/<str:reference>/", takedowns.view_change, name="view_change"),
    path("pictures/<str:reference>/", pictures.view_picture, name="view_picture"),
    path("pictures/<str:reference>/download/", pictures.download_picture, name="download_picture"),
    path("<str:reference>/", lists.view_post, name="view_post"),
    path("<str:reference>/edit/", drafts.edit_post, name="edit_post"),
    path("<str:reference>/take-over/", drafts.take_over_post, name="take_over_post"),
    path("<str:reference>/abandon/", drafts.abandon_post, name="abandon_post"),
    path("<str:reference>/amend/", drafts.amend_post, name="amend_post"),
    path("<str:reference>/approve/", deciding.approve_post, name="approve_post"),
    path("<str:reference>/ask-changes/", deciding.ask_changes, name="ask_changes"),
    path("<str:reference>/reject/", deciding.reject_post, name="reject_post"),
    path("<str:reference>/schedule/", publishing.schedule_post, name="schedule_post"),
    path("<str:reference>/hold/", publishing.hold_post, name="hold_post"),
    path("<str:reference>/copy-pack/open/", publishing.open_copy_pack, name="open_copy_pack"),
    path("<str:reference>/copy-pack/", publishing.view_copy_pack, name="view_copy_pack"),
    path("<str:reference>/publish/", publishing.publish_post, name="publish_post"),
    path("<str:reference>/check-live/", publishing.check_live, name="check_live"),
    path("<str:reference>/take-down/", takedowns.open_takedown, name="open_takedown"),
]
