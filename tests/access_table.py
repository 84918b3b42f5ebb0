"""The access table: every address of the product, who may use it, and with which methods.

Kept by hand from section 4b of the clauses, with the rows of our own beside it; nothing here reads the product's
registry of permissions, so that a slip there shows here. People are the fields of ``tests.fixtures.World``.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests import access_things as things
from tests.crowd import INSIDE, Crowd

READ = ("GET",)
POST = ("POST",)
FORM = ("GET", "POST")
EVERYONE = " ".join(INSIDE)


@dataclass(frozen=True)
class Row:
    """One address: `may` names who gets in; `make` builds the thing it is about and answers with the address's parts."""

    name: str
    may: str = EVERYONE
    methods: tuple[str, ...] = READ
    make: Callable[[Crowd], dict[str, str]] | None = None
    # Whoever has the address may open it, signed in or not.
    public: bool = False
    # Who may send the form, where fewer may than may look.
    posts: str = ""
    # Within the school's own tree the thing is not found, not refused, by these.
    hidden: str = ""
    # What is posted, where an empty form would not reach the question of who may.
    data: dict[str, Any] | Callable[[Crowd], dict[str, str]] = field(default_factory=dict)
    # Who works elsewhere and may still see it, since it belongs to the whole federation.
    shared: bool = False

    def people(self, method: str) -> list[str]:
        """Who gets in."""
        return ((method == "POST" and self.posts) or self.may).split()

    @property
    def hidden_from(self) -> list[str]:
        """Who must not learn that it is there."""
        return self.hidden.split()

    @property
    def strangers(self) -> list[str]:
        """For whom the thing belongs to somewhere else."""
        return ["stranger"] if self.shared else ["stranger", "sibling"]

    def kwargs(self, crowd: Crowd) -> dict[str, str]:
        """The parts of the address, of a thing made for the purpose."""
        return self.make(crowd) if self.make else {}

    def body(self, crowd: Crowd, method: str) -> dict[str, Any]:
        """What is sent along."""
        if method != "POST":
            return {}
        return self.data(crowd) if callable(self.data) else self.data


# Staff of the school or the federation, whatever their role: who is engaged is staff (4b, STF).
STAFF = "head hos slt com teacher office ict oso dpo dsl tech tru hr med"
# Rows of our own beside 4b: who sees people, who adds them, who decides about roles (M47).
SEES_PEOPLE = "head hos slt com office ict oso dpo dsl chair governor tech tru hr"
ADDS_PEOPLE = "head hos com office tech tru hr"
DECIDES_ROLES = "head governor tru"
# Who changes the organisation and its dates (M+organisation).
CHANGES_DATES = "head com office tech tru"
# The chair decides only who is head (M47); a technical administrator enters what others decided.
ENTERS_ROLES = "head governor chair tech tru"
# To whoever sees no people the others are not there.
SEES_NOBODY = "teacher med"

FLOOR = [
    Row("governance:alive", public=True),
    Row("governance:ready", public=True),
    Row("governance:home"),
    Row("governance:list_duties"),
    Row("governance:view_ladder", make=things.profile.place),
    Row("governance:change_ladder", may="head tru", methods=FORM, make=things.floor.ladder),
    Row("governance:list_notices"),
    Row("governance:read_all_notices", methods=POST),
    Row("governance:choose_notices", methods=FORM),
    Row("governance:read_notice", may="teacher", methods=POST, make=things.floor.notice, hidden=EVERYONE),
    Row("governance:view_health", may="head tech tru"),
    Row("governance:list_calendars", may=CHANGES_DATES),
    Row("governance:change_terms", may=CHANGES_DATES, methods=FORM, make=things.profile.place),
]

PEOPLE = [
    Row("governance:list_people"),
    Row("governance:create_person", may=ADDS_PEOPLE, methods=FORM),
    Row("governance:view_person", may=SEES_PEOPLE, make=things.floor.person, hidden=SEES_NOBODY),
    Row("governance:change_person", may=ADDS_PEOPLE, methods=FORM, make=things.floor.person, hidden=SEES_NOBODY),
    Row(
        "governance:create_sign_in",
        may=ADDS_PEOPLE,
        methods=FORM,
        make=things.floor.person_without_sign_in,
        hidden=SEES_NOBODY,
    ),
    Row("governance:start_engagement", may=ADDS_PEOPLE, methods=FORM, make=things.floor.person, hidden=SEES_NOBODY),
    Row("governance:end_engagement", may=ADDS_PEOPLE, methods=FORM, make=things.floor.person, hidden=SEES_NOBODY),
    Row(
        "governance:grant_role",
        may=ENTERS_ROLES,
        methods=FORM,
        make=things.floor.person,
        hidden=SEES_NOBODY,
    ),
    Row("governance:revoke_role", may=DECIDES_ROLES, methods=FORM, make=things.floor.role_held, hidden=SEES_NOBODY),
    Row("governance:make_deputy", may=DECIDES_ROLES, methods=FORM, make=things.floor.person, hidden=SEES_NOBODY),
    Row("governance:end_deputy", may=DECIDES_ROLES, methods=FORM, make=things.floor.deputy_period, hidden=SEES_NOBODY),
]

# M48 and M49: the head and the governors change the profile together, the data protection officer reads it; a trust
# officer has a say only where the top is a trust.
READS_PROFILE = "head governor dpo tru"
CHANGES_PROFILE = "head governor"

PROFILE = [
    Row("governance:list_profiles", may=READS_PROFILE),
    Row("governance:view_profile", may=READS_PROFILE, make=things.profile.place),
    Row("governance:list_profile_versions", may=READS_PROFILE, make=things.profile.place),
    Row("governance:choose_preset", may=CHANGES_PROFILE, methods=FORM, make=things.profile.place),
    Row("governance:lock_settings", may=CHANGES_PROFILE, methods=FORM, make=things.profile.place),
    Row("governance:change_settings", may=CHANGES_PROFILE, methods=FORM, make=things.profile.heading),
    Row("governance:approve_profile", may="governor", methods=FORM, make=things.profile.proposal),
    Row("governance:turn_down_profile", may="governor", methods=FORM, make=things.profile.proposal),
    Row("governance:list_events", may="head dpo"),
    Row("governance:export_events", may="head dpo"),
]

# M+set-up: who does the work, and who looks on; M+live: who goes live; M+schools: who adds a school at the top.
SETS_UP = "head com office tech tru"
SEES_SET_UP = f"{SETS_UP} hos dsl dpo chair governor"
GOES_LIVE = "head tru"
ADDS_SCHOOLS = "head tech tru"

SET_UP = [
    Row("governance:list_set_ups", may=SEES_SET_UP),
    Row("governance:view_set_up", may=SEES_SET_UP, make=things.set_up.place),
    Row("governance:change_organisation", may=SETS_UP, methods=FORM, make=things.set_up.place),
    Row("governance:add_school", may=ADDS_SCHOOLS, methods=FORM, make=things.set_up.place),
    Row(
        "governance:agree_profile",
        may="head governor tru",
        methods=FORM,
        make=things.set_up.place_with_policy,
        posts="governor",
    ),
    Row("governance:list_staff_steps", may=ADDS_PEOPLE, methods=FORM, make=things.set_up.place),
    Row("governance:export_staff_sample", may=ADDS_PEOPLE, make=things.set_up.place),
    Row("governance:choose_staff_columns", may="office", methods=FORM, make=things.set_up.upload, hidden=EVERYONE),
    Row("governance:check_staff", may="office", make=things.set_up.upload, hidden=EVERYONE),
    Row("governance:load_staff", may="office", methods=POST, make=things.set_up.upload, hidden=EVERYONE),
    Row("governance:export_staff_errors", may="office", make=things.set_up.upload, hidden=EVERYONE),
    Row("governance:cancel_staff", may="office", methods=POST, make=things.set_up.upload, hidden=EVERYONE),
    Row("governance:list_invitations", may=ADDS_PEOPLE, make=things.set_up.place),
    Row("governance:send_invitations", may=ADDS_PEOPLE, methods=POST, make=things.set_up.place),
    Row("governance:view_mail_test", may=SETS_UP, methods=FORM, make=things.set_up.place),
    Row("governance:send_mail_test", may=SETS_UP, methods=POST, make=things.set_up.place),
    Row("governance:go_live", may=GOES_LIVE, methods=FORM, make=things.set_up.place),
]

REGISTER = [
    Row("pupils:list_pupils", may=STAFF),
    Row("pupils:start_load", may="office", methods=FORM),
    Row("pupils:choose_columns", may="office", methods=FORM, make=things.register.upload, hidden=EVERYONE),
    Row("pupils:check_register", may="office", make=things.register.upload, hidden=EVERYONE),
    Row("pupils:load_register", may="office", methods=POST, make=things.register.upload, hidden=EVERYONE),
    Row("pupils:cancel_load", may="office", methods=POST, make=things.register.upload, hidden=EVERYONE),
    Row("pupils:view_pupil", may=STAFF, make=things.register.pupil),
    Row("pupils:change_responsibility", may="office", methods=FORM, make=things.register.contact),
]

# M40; the notes in brackets name the policies a cell comes from, and no parameter moves this row.
# M44, with the communications officer for platforms only; the trainee books their own.
WRITES_POLICY = "head com dpo governor tru"
# M43, read of registers; the trainee and the poster see their own alone.
SEES_READERS = "head hos com dsl chair governor hr tru"
# Governors and the trust see counts, the communications officer posters.
NAMES_READERS = "head hos dsl chair"
# M41, as P68 and P75 name them in this federation.
REVIEWS_POLICY = "head chair governor"
RECORDS_TRAINING = "hos slt com oso dsl"

POLICIES = [
    Row("policies:list_documents"),
    Row("policies:search_documents"),
    Row("policies:public_policies", public=True, make=things.training.public),
    Row("policies:public_file", public=True, make=things.training.public_file),
    Row("policies:upload_version", may=WRITES_POLICY, methods=FORM, make=things.training.document),
    Row("policies:set_readers", may=WRITES_POLICY, methods=FORM, make=things.training.prevent),
    Row("policies:drop_readers", may=WRITES_POLICY, methods=POST, make=things.training.prevent),
    Row("policies:list_questions"),
    Row("policies:ask_question", methods=FORM, make=things.training.policy_version),
    Row("policies:view_question", may="teacher head", make=things.training.question),
    Row("policies:answer_question", may="head", methods=FORM, make=things.training.question),
    Row("policies:share_question", may="head", methods=FORM, make=things.training.answered_question),
    Row("policies:unshare_question", may="head", methods=POST, make=things.training.shared_question),
    Row("policies:list_contacts", may=f"{WRITES_POLICY} hos slt office", make=things.training.document_with_places),
    Row("policies:fill_contacts", may="head hos slt office", methods=FORM, make=things.training.school_places),
    Row("policies:check_text", may=WRITES_POLICY, methods=FORM, make=things.training.draft_from_file),
    Row("policies:remove_file", may=WRITES_POLICY, methods=POST, make=things.training.draft_from_file),
    Row("policies:download_file", make=things.training.file),
    Row("policies:link_document", may=WRITES_POLICY, methods=FORM, make=things.training.document),
    Row("policies:unlink_document", may=WRITES_POLICY, methods=POST, make=things.training.link),
    Row("policies:show_publicly", may=WRITES_POLICY, methods=POST, make=things.training.document),
    Row("policies:view_health", may=SEES_READERS),
    Row("policies:list_staff", may=NAMES_READERS),
    Row("policies:export_staff", may=NAMES_READERS),
    Row("policies:create_document", may=WRITES_POLICY, methods=FORM),
    Row("policies:view_document", make=things.training.document),
    Row("policies:write_version", may=WRITES_POLICY, methods=FORM, make=things.training.document),
    Row("policies:view_version", make=things.training.version),
    Row("policies:publish_version", may=WRITES_POLICY, methods=POST, make=things.training.draft),
    Row("policies:compare_versions", make=things.training.version),
    Row("policies:put_in_force", may=WRITES_POLICY, methods=FORM, make=things.training.draft),
    Row("policies:withdraw_version", may=REVIEWS_POLICY, methods=FORM, make=things.training.approved),
    Row("policies:open_review", may=WRITES_POLICY, methods=POST, make=things.training.policy),
    Row("policies:view_review", may=f"{REVIEWS_POLICY} com dpo tru", make=things.training.review),
    Row("policies:submit_review", may=WRITES_POLICY, methods=FORM, make=things.training.review),
    Row("policies:ask_changes", may=REVIEWS_POLICY, methods=FORM, make=things.training.review_to_sign),
    Row("policies:check_equality", may=REVIEWS_POLICY, methods=FORM, make=things.training.review_to_sign),
    Row("policies:sign_review", may=REVIEWS_POLICY, methods=FORM, make=things.training.review_to_sign),
    Row("policies:tell_audience", may="head hos slt com tru office", methods=FORM, make=things.training.version),
    Row("policies:note_adoption", may="head chair governor", methods=FORM, make=things.training.adoption),
    Row("policies:sign_version", methods=POST, make=things.training.version),
    Row("policies:sign_on_paper", may="head hos slt com tru office", methods=FORM, make=things.training.version),
    Row("policies:view_reader", may="head hos dsl chair teacher", make=things.training.reader, hidden=EVERYONE),
    Row("policies:edit_quiz", may=WRITES_POLICY, methods=FORM, make=things.training.document),
    Row("policies:retire_question", may=WRITES_POLICY, methods=POST, make=things.training.quiz_question),
    Row("policies:excuse_signature", may="head", methods=FORM, make=things.training.request_to_sign),
]

# M+updates: the head confirms; the board, a head of school and the trust look on.
SEES_UPDATES = "head hos chair governor tru"

CONDUCT = [
    Row("policies:view_expectations"),
    Row("policies:view_sheet", make=things.conduct.sheet),
    Row("policies:agree_channel", may="head com tru", methods=FORM, make=things.profile.place),
    Row("policies:end_channel", may="head com tru", methods=POST, make=things.conduct.channel),
    Row("policies:word_monitoring", may="head dpo tru", methods=FORM, make=things.profile.place),
    Row("policies:tell_of_monitoring", may="head dpo tru", methods=POST, make=things.conduct.told),
    Row("policies:list_told", may=NAMES_READERS, make=things.conduct.told),
    Row("policies:list_updates", may=SEES_UPDATES),
    Row("policies:export_updates", may=SEES_UPDATES),
    Row("policies:confirm_update", may=SEES_UPDATES, posts="head", methods=FORM, make=things.conduct.receipt),
]

# S18's way of excusing, and a row beside M44: the board looks on, the head alone excuses an audience.
REFRESHES = f"{RECORDS_TRAINING} head"
# After an incident; the communications officer looks after what platforms change.
AFTER_INCIDENTS = "head hos slt oso dsl"
SEES_REFRESHES = f"{REFRESHES} chair governor"

TRAINING = [
    Row("policies:list_training"),
    Row("policies:create_course", may=RECORDS_TRAINING, methods=FORM),
    Row("policies:view_course", make=things.training.course),
    Row("policies:change_course", may=RECORDS_TRAINING, methods=FORM, make=things.training.course),
    Row("policies:retire_course", may=RECORDS_TRAINING, methods=FORM, make=things.training.course),
    Row("policies:export_course", may="hos slt oso dsl head chair", make=things.training.course_for_all),
    Row("policies:record_training", may=RECORDS_TRAINING, methods=FORM, make=things.training.course),
    Row("policies:plan_session", may=RECORDS_TRAINING, methods=FORM, make=things.training.course),
    Row("policies:list_sessions"),
    Row("policies:view_session", make=things.training.session),
    Row("policies:book_session", may=RECORDS_TRAINING, methods=FORM, make=things.training.session),
    Row("policies:join_session", methods=POST, make=things.training.session),
    Row("policies:take_register", may=RECORDS_TRAINING, methods=FORM, make=things.training.session),
    Row("policies:confirm_session", may=RECORDS_TRAINING, methods=POST, make=things.training.session),
    Row("policies:list_refreshes", may=SEES_REFRESHES),
    Row("policies:open_refresh", may=REFRESHES, methods=FORM),
    Row("policies:view_refresh", may=SEES_REFRESHES, make=things.training.refresh),
    Row("policies:accept_refresh", may=AFTER_INCIDENTS, methods=FORM, make=things.training.proposed),
    Row("policies:decline_refresh", may=AFTER_INCIDENTS, methods=FORM, make=things.training.proposed),
    Row("policies:teach_audience", may=AFTER_INCIDENTS, methods=FORM, make=things.training.audience),
    Row("policies:excuse_audience", may="head", methods=FORM, make=things.training.audience),
    Row("policies:view_training", may=f"{RECORDS_TRAINING} head chair teacher", make=things.training.needed),
    Row("policies:view_certificate", may=f"{RECORDS_TRAINING} head chair teacher", make=things.training.valid),
    Row("policies:book_training", may=f"{RECORDS_TRAINING} teacher", methods=FORM, make=things.training.needed),
    Row("policies:free_training", may=f"{RECORDS_TRAINING} teacher", methods=POST, make=things.training.booked),
    Row("policies:bring_certificate", may=f"{RECORDS_TRAINING} teacher", methods=FORM, make=things.training.needed),
    Row("policies:attend_training", may=RECORDS_TRAINING, methods=FORM, make=things.training.booked),
    Row("policies:miss_training", may=RECORDS_TRAINING, methods=POST, make=things.training.booked),
    Row("policies:undo_training", may=RECORDS_TRAINING, methods=POST, make=things.training.attended),
    Row("policies:turn_down_training", may=RECORDS_TRAINING, methods=FORM, make=things.training.attended),
    Row("policies:confirm_training", may=RECORDS_TRAINING, methods=POST, make=things.training.attended),
    Row("policies:call_back_training", may=RECORDS_TRAINING, methods=FORM, make=things.training.valid),
    Row("policies:excuse_training", may="head", methods=FORM, make=things.training.needed),
]

# M45: the teacher leads a class of year 4, so its lesson is theirs; the governor sees a part. S20: who confirms.
LOGS_TEACHING = "hos slt com dsl"
SEES_TEACHING = f"{LOGS_TEACHING} head oso governor"
CONFIRMS_TEACHING = "head dsl"
# The board's own: those of its schools look on.
SEES_BOARD = "head hos slt dsl chair governor tru"
ON_THE_BOARD = "chair governor"
OWN_CLASS = f"{LOGS_TEACHING} teacher"

TEACHING = [
    Row("policies:list_teaching"),
    Row("policies:export_teaching", may=f"{LOGS_TEACHING} head oso"),
    Row("policies:plan_lesson", may=LOGS_TEACHING, methods=FORM),
    Row("policies:plan_parents_event", may=LOGS_TEACHING, methods=FORM),
    Row("policies:plan_public_event", may=LOGS_TEACHING, methods=FORM),
    Row("policies:view_teaching", may=f"{SEES_TEACHING} teacher", make=things.teaching.held),
    Row("policies:hold_teaching", may=OWN_CLASS, methods=FORM, make=things.teaching.planned),
    Row("policies:confirm_teaching", may=CONFIRMS_TEACHING, methods=POST, make=things.teaching.held),
    Row("policies:rearrange_teaching", may=OWN_CLASS, methods=FORM, make=things.teaching.missed),
    Row("policies:set_day", may=OWN_CLASS, methods=FORM, make=things.teaching.planned),
    Row("policies:call_off_teaching", may=OWN_CLASS, methods=FORM, make=things.teaching.extra),
    Row("policies:list_class_leads", may=LOGS_TEACHING),
    Row("policies:name_leads", may=LOGS_TEACHING, methods=FORM, make=things.teaching.school_class),
    Row("policies:list_parent_notices", may=SEES_TEACHING),
    Row("policies:draft_notice", may=LOGS_TEACHING, methods=FORM),
    Row("policies:list_notice_wordings", may=LOGS_TEACHING),
    Row("policies:edit_notice_wording", may=LOGS_TEACHING, methods=FORM, make=things.teaching.wording),
    Row("policies:view_parent_notice", may=SEES_TEACHING, make=things.teaching.notice),
    Row("policies:write_notice", may=LOGS_TEACHING, methods=FORM, make=things.teaching.notice),
    Row("policies:send_notice", may=LOGS_TEACHING, methods=FORM, make=things.teaching.notice),
    Row("policies:drop_notice", may=LOGS_TEACHING, methods=FORM, make=things.teaching.notice),
    Row("policies:repeat_notice", may=LOGS_TEACHING, methods=FORM, make=things.teaching.sent),
    Row("policies:list_board_records", may=SEES_BOARD),
    Row("policies:confirm_remit", may=ON_THE_BOARD, methods=FORM),
    Row("policies:record_learning", may=ON_THE_BOARD, methods=FORM),
]

# M35 and M36: the teacher's own; the head decides; the designated safeguarding lead looks on.
SEES_OWN = "head dsl teacher"

DECLARATIONS = [
    Row("policies:list_declarations"),
    Row("policies:record_review", methods=POST),
    Row("policies:list_reviews", may="head"),
    Row("policies:list_ties", may="head dsl"),
    Row("policies:declare_tie", may=STAFF, methods=FORM),
    Row("policies:view_tie", may=SEES_OWN, make=things.declarations.tie),
    Row("policies:match_tie", may="head", methods=FORM, make=things.declarations.tie),
    Row("policies:discuss_tie", may="head", methods=FORM, make=things.declarations.tie),
    Row("policies:acknowledge_tie", may="head", methods=FORM, make=things.declarations.discussed),
    Row("policies:decline_tie", may="head", methods=FORM, make=things.declarations.discussed),
    Row("policies:redeclare_tie", may="teacher", methods=POST, make=things.declarations.acknowledged),
    Row("policies:end_tie", may="teacher", methods=FORM, make=things.declarations.acknowledged),
    Row("policies:list_permissions", may="head hos dsl ict oso"),
    Row("policies:ask_permission", may=STAFF, methods=FORM),
    Row("policies:view_permission", may=SEES_OWN, make=things.declarations.permission),
    Row("policies:grant_permission", may="head", methods=FORM, make=things.declarations.permission),
    Row("policies:refuse_permission", may="head", methods=FORM, make=things.declarations.permission),
    Row("policies:confirm_permission", may="ict", methods=FORM, make=things.declarations.to_check),
    Row("policies:revoke_permission", may="head", methods=FORM, make=things.declarations.running),
    Row("policies:renew_permission", may="teacher", methods=FORM, make=things.declarations.running),
]

# Posts are the teacher's, on an account the teacher may post to; the head of school approves (P10 on this preset).
SEES_POSTS = "head hos slt com teacher dpo dsl"
PUBLISHES = "com teacher"
APPROVES = "hos head"
HOLDS = "com teacher dpo dsl"
# M16; to nobody else is a takedown shown.
SEES_TAKEDOWNS = "head hos com teacher dpo dsl"

POSTS = [
    Row("posts:list_posts"),
    Row("posts:list_drafts"),
    Row("posts:look_at_posts", may="teacher com", methods=FORM, make=things.posts.up),
    Row("posts:start_post", may=STAFF, methods=FORM),
    Row("posts:view_post", may=SEES_POSTS, make=things.posts.draft),
    Row("posts:edit_post", may=PUBLISHES, methods=FORM, make=things.posts.draft),
    Row("posts:take_over_post", may=PUBLISHES, methods=FORM, make=things.posts.draft),
    Row("posts:abandon_post", may="teacher", methods=FORM, make=things.posts.draft),
    Row("posts:approve_post", may=APPROVES, methods=FORM, make=things.posts.submitted),
    Row("posts:ask_changes", may=APPROVES, methods=POST, make=things.posts.submitted),
    Row("posts:reject_post", may=APPROVES, methods=POST, make=things.posts.submitted),
    Row("posts:schedule_post", may=PUBLISHES, methods=FORM, make=things.posts.approved),
    Row("posts:hold_post", may=HOLDS, methods=FORM, make=things.posts.approved),
    Row("posts:open_copy_pack", may=PUBLISHES, methods=POST, make=things.posts.approved),
    Row("posts:view_copy_pack", may=PUBLISHES, make=things.posts.opened),
    Row("posts:publish_post", may=PUBLISHES, methods=POST, make=things.posts.opened),
    Row(
        "posts:check_live",
        may=SEES_POSTS,
        methods=POST,
        make=things.posts.published,
        data=things.posts.account_of_the_last,
    ),
    Row("posts:amend_post", may=PUBLISHES, methods=FORM, make=things.posts.published),
    Row("posts:view_picture", may=SEES_POSTS, make=things.posts.picture),
    Row("posts:download_picture", may=SEES_POSTS, make=things.posts.picture),
    Row("posts:list_takedowns"),
    Row("posts:open_takedown", may=SEES_TAKEDOWNS, methods=FORM, make=things.posts.published),
    Row("posts:view_takedown", may=SEES_TAKEDOWNS, make=things.posts.takedown),
    Row("posts:remove_takedown", may=PUBLISHES, methods=POST, make=things.posts.takedown),
    Row(
        "posts:confirm_takedown",
        may="head hos com dpo",
        methods=POST,
        make=things.posts.takedown_removed,
        data={"gone": "on"},
    ),
    Row(
        "posts:ask_not_practicable",
        may=PUBLISHES,
        methods=POST,
        make=things.posts.takedown,
        data={"reason": "It was shared", "what_remains": "A copy"},
    ),
    Row(
        "posts:decide_takedown",
        may="dpo",
        methods=POST,
        make=things.posts.takedown_stuck,
        data={"accept": "no", "reason": "Try again"},
    ),
    Row(
        "posts:reopen_takedown",
        may=SEES_TAKEDOWNS,
        methods=POST,
        make=things.posts.takedown_confirmed,
        data={"reason": "It is back"},
    ),
    Row("posts:view_change", may=SEES_TAKEDOWNS, make=things.posts.change, hidden=EVERYONE),
]

# M04, V and D: who sees how accounts are looked after.
SEES_CARE = "head hos slt com dpo"
# M01 to P04: staff apply; M02: the applicant, who considers, and who looks on; P03, P05 and P09 on this preset.
SEES_ACCOUNTS = f"{STAFF} governor"
RECORDS_FOUND = SEES_ACCOUNTS
SEES_APPLICATIONS = "head hos slt com teacher"
SEES_CUSTODY = "head com ict"
SEES_AUTHORISATIONS = "head hos slt com dpo teacher"

SEES_TECHNICAL = "head hos slt com ict oso dpo chair"

SEES_CHECKS = "head hos slt com dsl tru hr"

SEES_LEAVERS = "head hos slt com dpo chair office teacher"

ACCOUNTS = [
    Row("accounts:list_accounts"),
    Row("accounts:export_accounts", may="head hos slt com dpo"),
    Row("accounts:official_accounts", public=True, make=things.accounts.official),
    Row("accounts:list_platforms"),
    Row(
        "accounts:read_platform",
        may="com",
        methods=FORM,
        make=things.accounts.platform_read,
        hidden="hos slt teacher office dsl",
    ),
    Row("accounts:view_right_to_post"),
    Row("accounts:list_applications"),
    Row("accounts:export_applications", may="head hos slt com"),
    Row("accounts:start_application", may=STAFF, methods=FORM),
    Row("accounts:write_application", may=STAFF, methods=FORM, make=things.accounts.school),
    Row("accounts:view_application", may=SEES_APPLICATIONS, make=things.accounts.submitted),
    Row("accounts:change_application", may="teacher", methods=FORM, make=things.accounts.begun),
    Row("accounts:check_application", may="teacher", methods=FORM, make=things.accounts.begun),
    Row("accounts:confirm_application", may="teacher", make=things.accounts.submitted),
    Row("accounts:withdraw_application", may="teacher", methods=FORM, make=things.accounts.submitted),
    Row("accounts:consider_application", may="head slt", methods=FORM, make=things.accounts.submitted),
    Row("accounts:decide_application", may="head", methods=FORM, make=things.accounts.considered),
    Row("accounts:send_back_application", may="head", methods=FORM, make=things.accounts.considered),
    Row("accounts:view_account", may=SEES_ACCOUNTS, make=things.accounts.account),
    Row("accounts:create_account", may="com", methods=FORM, make=things.accounts.approved),
    Row("accounts:suspend_account", may="head com", methods=FORM, make=things.accounts.account),
    Row("accounts:reinstate_account", may="head", methods=FORM, make=things.accounts.suspended),
    Row("accounts:view_history", may="head hos slt com dpo", make=things.accounts.account),
    Row("accounts:record_consultation", may="com", methods=FORM, make=things.accounts.account),
    Row("accounts:record_learner_use", may="com", methods=FORM, make=things.accounts.account),
    Row("accounts:show_owner", may="com", methods=FORM, make=things.accounts.account),
    Row("accounts:transfer_account", may="com", methods=FORM, make=things.accounts.account),
    Row("accounts:record_transfer", may="com", methods=FORM, make=things.accounts.handed),
    Row("accounts:confirm_transfer", may="head", methods=FORM, make=things.accounts.handed),
    Row("accounts:stop_transfer", may="com", methods=FORM, make=things.accounts.handed),
    Row("accounts:close_account", may="com", methods=FORM, make=things.accounts.account),
    Row("accounts:record_close", may="com", methods=FORM, make=things.accounts.closing),
    Row("accounts:confirm_close", may="head", methods=FORM, make=things.accounts.closing),
    Row("accounts:keep_account", may="com", methods=FORM, make=things.accounts.closing),
    Row("accounts:add_runner", may="com", methods=FORM, make=things.accounts.account),
    Row("accounts:end_runner", may="com", methods=FORM, make=things.accounts.runner),
    Row("accounts:request_authorisation", may=STAFF, methods=FORM, make=things.accounts.account),
    Row("accounts:view_authorisation", may=SEES_AUTHORISATIONS, make=things.accounts.authorisation),
    Row("accounts:decide_authorisation", may="head", methods=FORM, make=things.accounts.authorisation_requested),
    Row("accounts:suspend_authorisation", may="head com", methods=FORM, make=things.accounts.authorisation),
    Row("accounts:resume_authorisation", may="head", methods=FORM, make=things.accounts.authorisation_suspended),
    Row("accounts:revoke_authorisation", may="head", methods=FORM, make=things.accounts.authorisation),
    Row("accounts:view_password", may=SEES_CUSTODY, make=things.accounts.password_owed),
    Row("accounts:change_password", may="com", methods=FORM, make=things.accounts.password_owed),
    Row("accounts:confirm_password", may="head ict", methods=POST, make=things.accounts.password_changed),
    Row("accounts:view_custody", may=SEES_CUSTODY, make=things.accounts.kept),
    Row("accounts:change_custody", may="com", methods=FORM, make=things.accounts.account),
    Row("accounts:ask_password", may="com", methods=FORM, make=things.accounts.account),
    # C020 and C046: the head directs, the data protection officer looks on; the technicians do it; who asked confirms.
    Row("accounts:list_technical"),
    Row("accounts:export_technical", may=SEES_TECHNICAL),
    Row("accounts:direct_security", may="head", methods=FORM),
    Row("accounts:ask_help", may="head com", methods=FORM),
    Row("accounts:view_technical", may=f"{SEES_TECHNICAL} teacher", make=things.accounts.technical_asked_by_a_teacher),
    Row("accounts:do_technical", may="ict", methods=FORM, make=things.accounts.technical),
    Row("accounts:confirm_technical", may="head teacher", methods=POST, make=things.accounts.technical_done),
    Row("accounts:reopen_technical", may="head teacher", methods=FORM, make=things.accounts.technical_done),
    Row(
        "accounts:withdraw_technical",
        may="head teacher",
        methods=FORM,
        make=things.accounts.technical_asked_by_a_teacher,
    ),
    Row("accounts:list_found"),
    Row("accounts:export_found", may="head hos slt com dpo"),
    Row("accounts:record_found", may=RECORDS_FOUND, methods=FORM),
    Row("accounts:view_found", may=SEES_ACCOUNTS, make=things.accounts.found),
    Row("accounts:adopt_found", may="head", methods=FORM, make=things.accounts.found),
    Row("accounts:apply_for_found", may=STAFF, methods=FORM, make=things.accounts.adopting),
    Row("accounts:ask_found_to_close", may="head", methods=FORM, make=things.accounts.found),
    Row("accounts:report_found", may="head", methods=FORM, make=things.accounts.found),
    Row("accounts:record_found_gone", may="com", methods=FORM, make=things.accounts.found),
    Row("accounts:list_looking_after", may=SEES_CARE),
    Row("accounts:export_looking_after", may=SEES_CARE),
    Row("accounts:view_looking_after", may=SEES_CARE, make=things.looking_after.looked_after),
    Row("accounts:check_settings", may="com", methods=FORM, make=things.looking_after.looked_after),
    Row("accounts:review_account", may="com", methods=FORM, make=things.looking_after.looked_after),
    Row("accounts:finish_change", may="com", methods=POST, make=things.looking_after.to_change),
    Row("accounts:list_searches", may=SEES_CARE),
    Row("accounts:record_search", may="com", methods=FORM),
    Row("accounts:export_searches", may=SEES_CARE),
    # S27: the head, the office and the communications officer say so; P19 runs it, P03 confirms it; the leaver sees it.
    # Of the only communications officer the head runs it, not they themselves (K03, J45).
    Row("accounts:list_leavers"),
    Row("accounts:notice_leaver", may="head hos com office", methods=FORM),
    Row("accounts:export_leavers", may="head hos slt com dpo chair"),
    Row("accounts:view_handover", may=SEES_LEAVERS, make=things.accounts.leaver),
    Row("accounts:print_handover", may=SEES_LEAVERS, make=things.accounts.leaver_decided),
    Row("accounts:open_handover", may="com", methods=POST, make=things.accounts.leaver),
    Row("accounts:decide_line", may="com", methods=FORM, make=things.accounts.leaver_line),
    Row("accounts:propose_handover", may="com", methods=POST, make=things.accounts.leaver_open),
    Row("accounts:confirm_handover", may="head", methods=FORM, make=things.accounts.leaver_proposed),
    Row("accounts:send_handover_back", may="head", methods=FORM, make=things.accounts.leaver_proposed),
    Row("accounts:carry_out_handover", may="com", methods=POST, make=things.accounts.leaver_decided),
    Row("accounts:hand_on_turns", may="com", methods=FORM, make=things.accounts.leaver_open),
    Row("accounts:hand_on_tasks", may="com", methods=FORM, make=things.accounts.leaver_open),
    Row("accounts:record_reminder", may="com", methods=FORM, make=things.accounts.leaver_open),
    Row("accounts:change_credentials", may="com", methods=POST, make=things.accounts.leaver_decided),
    Row("accounts:complete_handover", may="head", methods=POST, make=things.accounts.leaver_com),
    Row("accounts:reopen_handover", may="com", methods=FORM, make=things.accounts.leaver_decided),
    Row("accounts:keep_leaver", may="head", methods=FORM, make=things.accounts.leaver_com),
    Row("accounts:list_absences"),
    Row("accounts:cover_absence", may="com", methods=FORM),
    Row("accounts:end_absence", may="com", methods=POST, make=things.accounts.away),
    # M19: posters look on at their own account; a parent is blocked by the head alone (S22).
    Row("accounts:list_followers", may="head com"),
    Row("accounts:export_followers", may="head com"),
    Row("accounts:log_followers", may="com", methods=FORM),
    Row("accounts:decide_followers", may="com", methods=FORM),
    Row("accounts:view_follower", may="head com teacher", make=things.accounts.follower),
    Row("accounts:identify_follower", may="com", methods=FORM, make=things.accounts.follower),
    Row("accounts:approve_follower", may="com", methods=FORM, make=things.accounts.follower),
    Row("accounts:refuse_follower", may="com", methods=FORM, make=things.accounts.follower),
    Row("accounts:remove_follower", may="com", methods=FORM, make=things.accounts.follower_let_in),
    Row("accounts:block_follower", may="head", methods=FORM, make=things.accounts.parent_removed),
    Row("accounts:keep_block", may="com", methods=FORM, make=things.accounts.follower_blocked),
    Row("accounts:unblock_follower", may="com", methods=POST, make=things.accounts.follower_blocked),
    Row("accounts:list_checks"),
    Row("accounts:export_checks", may=SEES_CHECKS),
    Row("accounts:view_check", may=f"{SEES_CHECKS} teacher", make=things.accounts.check),
    Row("accounts:settle_check", may="com teacher", methods=FORM, make=things.accounts.found_by_look),
    Row("accounts:record_check", may="com teacher", methods=FORM, make=things.accounts.watched),
    Row("accounts:view_rota", may=SEES_CHECKS, posts="com", methods=FORM, make=things.accounts.school),
    Row("accounts:list_devices"),
    Row("accounts:export_devices", may="head com office ict oso dpo"),
    Row("accounts:request_device", may=STAFF, methods=FORM),
    Row("accounts:view_device", may=STAFF, make=things.accounts.device),
    Row("accounts:approve_device", may="oso", methods=FORM, make=things.accounts.device_requested),
    Row("accounts:refuse_device", may="oso", methods=FORM, make=things.accounts.device_requested),
    Row("accounts:renew_device", may="oso", methods=FORM, make=things.accounts.device),
    Row("accounts:lend_device", may="com office ict oso", methods=FORM, make=things.accounts.device),
    Row("accounts:take_back_device", may="com office ict oso", methods=FORM, make=things.accounts.device_lent),
    Row("accounts:report_device", may=STAFF, methods=FORM, make=things.accounts.device),
    Row("accounts:find_device", may="head oso", methods=POST, make=things.accounts.device_lost),
    Row("accounts:correct_loss", may="head oso", methods=FORM, make=things.accounts.device_loss),
    Row("accounts:withdraw_device", may="head oso", methods=FORM, make=things.accounts.device),
]

# M10 to M15 and M17; the bar is the designated safeguarding lead's alone (Q31).
RECORDS_CONSENT = "com dpo office"
RECEIVES_WISHES = "head dpo office"

CONSENT = [
    Row("consent:check_class", may=STAFF),
    Row("consent:do_not_show", may="head hos slt com teacher dpo dsl"),
    Row("consent:ask_class", may=RECORDS_CONSENT, methods=POST, make=things.consent.school_class),
    Row("consent:view_pupil", may=STAFF, make=things.consent.pupil),
    Row("consent:record_form", may=RECORDS_CONSENT, methods=FORM, make=things.consent.pupil),
    Row("consent:note_unsigned", may=RECORDS_CONSENT, methods=POST, make=things.consent.pupil),
    Row("consent:invalidate_form", may="dpo", methods=FORM, make=things.consent.signed_form),
    Row("consent:withdraw", may=RECEIVES_WISHES, methods=FORM, make=things.consent.pupil),
    Row("consent:list_withdrawals", may=RECEIVES_WISHES),
    Row("consent:view_withdrawal", may=RECEIVES_WISHES, make=things.consent.withdrawal),
    Row("consent:mark_handled", may="dpo", methods=POST, make=things.consent.withdrawal),
    Row("consent:settle_objection", may="dpo", methods=FORM, make=things.consent.withdrawal),
    Row("consent:bar_pupil", may="dsl", methods=FORM, make=things.consent.pupil),
    Row("consent:lift_bar", may="dsl", methods=POST, make=things.consent.bar),
    Row("consent:list_wordings", may="head com dpo"),
    Row("consent:publish_wording", may="head com dpo", methods=FORM),
    Row("consent:view_wording", make=things.consent.wording),
]

# The secret in the address is the only key; who is signed in makes no difference (K11).
FAMILY = [
    Row("family:view_family", public=True, make=things.consent.family),
    Row("family:view_child", public=True, make=things.consent.child),
    Row("family:stop_use", public=True, methods=FORM, make=things.consent.child),
    Row("family:view_stopped", public=True, make=things.consent.stopped),
    Row("family:make_link", may=RECORDS_CONSENT, methods=POST, make=things.consent.contact),
]

DEMONSTRATION = [
    Row("demo:choose_persona", public=True, methods=FORM, make=things.floor.demonstration),
    Row("demo:list_mail", public=True, make=things.floor.demonstration),
]

ROWS = [
    *FLOOR,
    *PEOPLE,
    *PROFILE,
    *SET_UP,
    *REGISTER,
    *POLICIES,
    *CONDUCT,
    *TRAINING,
    *TEACHING,
    *DECLARATIONS,
    *POSTS,
    *ACCOUNTS,
    *CONSENT,
    *FAMILY,
    *DEMONSTRATION,
]
