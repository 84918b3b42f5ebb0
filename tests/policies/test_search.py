"""Words are found in the documents one may read, and nowhere else."""

import pytest

from policies.rules.search import LONGEST, Piece, sentence_around, words_of
from policies.selectors import found_documents
from tests.policies.factories import DocumentFactory, VersionFactory

TEXT = "## Photographs\n\nAsk {{contact: School office}} first. Never show a child’s *surname*. Names are kept apart.\n\n- Bees"


@pytest.mark.clause("C001")
def test_the_sentence_that_holds_most_of_the_words_is_shown_with_them_marked():
    assert sentence_around(TEXT, ["SURNAME", "show"]) == (
        Piece("Never "),
        Piece("show", marked=True),
        Piece(" a child’s "),
        Piece("surname", marked=True),
        Piece("."),
    )
    assert sentence_around(TEXT, ["photo"]) == (Piece("Photo", marked=True), Piece("graphs"))
    assert sentence_around(TEXT, ["office"])[0] == Piece("Ask [School ")
    assert sentence_around(TEXT, ["zebra"]) == ()
    assert sentence_around(TEXT, ["(", "[a-z]"]) == ()


@pytest.mark.clause("C001")
def test_a_long_sentence_is_cut_around_the_hit():
    shown = "".join(one.text for one in sentence_around("word " * 300 + "needle " + "word " * 300, ["needle"]))

    assert "needle" in shown
    assert len(shown) <= LONGEST + 4
    assert len(words_of("a b c d e f g h a")) == 6


@pytest.mark.clause("C001", "D04")
@pytest.mark.django_db
def test_every_word_is_found_in_title_or_text_in_force_of_documents_one_may_read(spx, client_for):
    policy = VersionFactory(document=DocumentFactory(organisation=spx.top, policy=True), number=2, text=TEXT)
    VersionFactory(document=policy.document, number=3, drafting=True, text="A secret plan")
    VersionFactory(document=policy.document, number=1, status="superseded", text="An old rule")
    VersionFactory(document__organisation=spx.elsewhere, document__title="Photographs elsewhere", text=TEXT)
    reader = client_for(spx.teacher)

    def said(asked):
        return reader.get("/policies/search/", {"q": asked}).content.decode()

    assert policy.get_absolute_url() in said("policy SURNAME")
    assert "<mark>surname</mark>" in said("policy SURNAME")
    for asked in ("secret", "old rule", "surname zebra", "elsewhere", "%", "_", " ", "\x00"):
        assert policy.get_absolute_url() not in said(asked), asked
    assert "&lt;script&gt;" in said("<script>")
    assert "Look in every document" in reader.get("/policies/").content.decode()


@pytest.mark.clause("Perf3")
@pytest.mark.django_db
def test_many_finds_are_cut_into_pages(spx, client_for):
    for number in range(30):
        VersionFactory(document=DocumentFactory(organisation=spx.top, kind="other", title=f"Paper {number:02}"))
    reader = client_for(spx.teacher)

    first = reader.get("/policies/search/", {"q": "paper"})
    second = reader.get(f"/policies/search/{first.context['page'].next_url}")

    titles = [str(one) for page in (first, second) for one in page.context["page"].rows]
    assert sorted(titles) == [f"Paper {number:02}" for number in range(30)]
    assert not found_documents(first.context["request"].standing, "").exists()
