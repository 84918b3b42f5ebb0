"""The addresses of lessons, events, class leads, notices to parents and the board's confirmations."""

from django.urls import path

from policies.views import class_leads, governors, parent_notices, teaching, teaching_steps

RECORD, NOTICE = "teaching/records/<str:reference>/", "teaching/notices/<str:reference>/"

urlpatterns = [
    path("teaching/", teaching.list_teaching, name="list_teaching"),
    path("teaching/export/", teaching.export_teaching, name="export_teaching"),
    path("teaching/lessons/new/", teaching.plan_lesson, name="plan_lesson"),
    path("teaching/parents-events/new/", teaching.plan_parents_event, name="plan_parents_event"),
    path("teaching/public-events/new/", teaching.plan_public_event, name="plan_public_event"),
    path(RECORD, teaching_steps.view_teaching, name="view_teaching"),
    path(f"{RECORD}hold/", teaching_steps.hold_teaching, name="hold_teaching"),
    path(f"{RECORD}confirm/", teaching_steps.confirm_teaching, name="confirm_teaching"),
    path(f"{RECORD}rearrange/", teaching_steps.rearrange_teaching, name="rearrange_teaching"),
    path(f"{RECORD}set-day/", teaching_steps.set_day, name="set_day"),
    path(f"{RECORD}call-off/", teaching_steps.call_off_teaching, name="call_off_teaching"),
    path("teaching/classes/", class_leads.list_class_leads, name="list_class_leads"),
    path("teaching/classes/<str:reference>/", class_leads.name_leads, name="name_leads"),
    path("teaching/notices/", parent_notices.list_parent_notices, name="list_parent_notices"),
    path("teaching/notices/new/", parent_notices.draft_notice, name="draft_notice"),
    path("teaching/notices/wordings/", parent_notices.list_wordings, name="list_notice_wordings"),
    path(
        "teaching/notices/wordings/<str:reference>/<slug:topic>/",
        parent_notices.edit_wording,
        name="edit_notice_wording",
    ),
    path(NOTICE, parent_notices.view_parent_notice, name="view_parent_notice"),
    path(f"{NOTICE}write/", parent_notices.write_notice, name="write_notice"),
    path(f"{NOTICE}send/", parent_notices.send_notice, name="send_notice"),
    path(f"{NOTICE}drop/", parent_notices.drop_notice, name="drop_notice"),
    path(f"{NOTICE}repeat/", parent_notices.repeat_notice, name="repeat_notice"),
    path("teaching/governors/", governors.list_board_records, name="list_board_records"),
    path("teaching/governors/remit/", governors.confirm_remit, name="confirm_remit"),
    path("teaching/governors/learning/", governors.record_learning, name="record_learning"),
]
