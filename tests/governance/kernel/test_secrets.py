"""What looks like a password is told from an honest note (T42, C039)."""

import pytest

from governance.kernel.secrets import REFUSAL, looks_like_secret
from tests.governance.kernel.secret_samples import honest_notes, secrets_made_up


@pytest.mark.clause("T42", "C039")
@pytest.mark.parametrize("seed", [42, 43, 44])
def test_ninety_nine_of_a_hundred_secrets_are_refused(seed):
    secrets = secrets_made_up(seed)
    missed = [text for text in secrets if not looks_like_secret(text)]

    assert len(secrets) == 200
    assert len(missed) <= 2, f"{len(missed)} of 200 went through: {missed}"


@pytest.mark.clause("T42")
@pytest.mark.parametrize("seed", [7, 8, 9])
def test_no_more_than_one_honest_note_in_a_hundred_is_refused(seed):
    notes = honest_notes(seed)
    refused = [text for text in notes if looks_like_secret(text)]

    assert len(notes) == 500
    assert len(refused) <= 5, f"{len(refused)} of 500 were refused: {refused}"


@pytest.mark.parametrize("text", ["", " ", "\n", "Yes", "é", "🎉 Well done!", "-", "a" * 5000])
def test_little_or_strange_text_is_no_secret(text):
    assert not looks_like_secret(text)


def test_a_very_long_text_is_judged_in_good_time():
    assert not looks_like_secret("The password policy / code of conduct was read by all. " * 2000)


def test_the_refusal_is_one_clear_sentence():
    assert REFUSAL.startswith("This looks like a password. Never write one here: ")
