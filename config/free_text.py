"""The free text that is not looked at for secrets, each with why; every other text is (T42)."""

_SEARCH = "A search: nothing of it is kept."
_PERSON = "A person’s name."
_SIGNED = "A person’s name, compared with the one on record."
_POST = "It is published, or was: approvers and the gate look at it, and a post may well speak of passwords."
_DOCUMENT = "The wording of a document that is adopted and published, of any length, and of passwords too."
_SETTING = "Words of a setting, such as the names of platforms; each is checked against its kind."
_NUMBER = "A number that another body or a maker gave, which may have any shape."

FREE_TEXT_EXEMPT = {
    # Searches
    "*.q": _SEARCH,
    "governance.pages.audit_forms.FilterEvents.*": _SEARCH,
    "posts.forms.deciding.FilterPosts.words": _SEARCH,
    "pupils.forms.search.SearchForm.name": _SEARCH,
    # Names of people
    "*.printed_name": _SIGNED,
    "*.given_name": _PERSON,
    "*.family_name": _PERSON,
    "consent.forms.record.RecordForm.signer_name": _PERSON,
    "consent.forms.withdraw.WithdrawForm.requester_name": _PERSON,
    "consent.forms.withdraw.WithdrawForm.received_by_name": _PERSON,
    "policies.forms.ties.DeclareTieForm.pupil_name": _PERSON,
    # Answers about consent
    "consent.forms.withdraw.WithdrawForm.conditions": "A parent’s own words; a wish is never refused for its wording.",
    "consent.forms.record.RecordForm.conditions_*": "A parent’s own words; a wish is never refused for its wording.",
    # Posts
    "posts.forms.fields.DraftFields.text": _POST,
    "posts.forms.fields.DraftFields.alt_*": _POST,
    "posts.forms.fields.DraftFields.caption_*": _POST,
    # Documents and wordings
    "policies.forms.documents.VersionForm.text": _DOCUMENT,
    "policies.forms.files.CheckForm.text": _DOCUMENT,
    "policies.forms.notices.NoticeWordingForm.text": _DOCUMENT,
    "consent.forms.wording.WordingForm.text": _DOCUMENT,
    # Signing in, settings, numbers
    "governance.pages.set_up_forms.TypeCode.code": "The code that proves who somebody is; it is used once and not kept.",
    "governance.pages.set_up_forms.ChangeOrganisation.domains": _SETTING,
    "governance.pages.profile_forms.ChangeSettings.P*": _SETTING,
    "accounts.forms.devices.DeviceForm.asset_number": _NUMBER,
    "policies.forms.sessions.CertificateForm.number": _NUMBER,
    "policies.forms.reviews.AdoptForm.minute": _NUMBER,
    "accounts.forms.followers.LogForm.lines": "Handles of followers, one a line, which may have any shape.",
    "accounts.forms.accounts.CreateForm.address": "A web address, whose form is checked against the platform.",
}
