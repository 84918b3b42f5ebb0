"""Finding documents by their title and by the text of the version in force."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from governance.permissions.standing import Standing
from policies.models import Document, DocumentVersion
from policies.rules.documents import VersionStatus
from policies.rules.search import words_of
from policies.selectors.documents import documents_for


def found_documents(standing: Standing, asked: str) -> QuerySet[Document]:
    """The documents of the list in which every word is found, each in the title or in the text in force."""
    words = words_of(asked)
    found = documents_for(standing)
    for word in words:
        texts = DocumentVersion.objects.filter(
            document=OuterRef("pk"), status=VersionStatus.CURRENT, text__icontains=word
        )
        found = found.filter(Q(title__icontains=word) | Exists(texts))
    return found if words else found.none()
