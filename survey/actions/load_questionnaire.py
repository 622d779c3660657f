"""Store a questionnaire document."""

from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction

from survey.checksums import checksum
from survey.models import Questionnaire
from survey.questionnaire.document import Document


class QuestionnaireInUse(Exception):
    """A wave asks with this version; what people have answered must not change its meaning."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        super().__init__(f"{questionnaire} is used by a wave and can no longer change: raise the version")


class Outcome(StrEnum):
    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class LoadedQuestionnaire:
    """`questionnaire` is not saved after a dry run that would have added it."""

    questionnaire: Questionnaire
    outcome: Outcome


@transaction.atomic
def load_questionnaire(*, document: Document, dry_run: bool = False) -> LoadedQuestionnaire:
    """Store the document under its slug and version. Raises QuestionnaireInUse if a wave uses other content."""
    content = document.model_dump(mode="json")
    new = Questionnaire(
        slug=document.questionnaire.slug,
        version=document.questionnaire.version,
        content=content,
        checksum=checksum(content),
    )
    present = Questionnaire.objects.select_for_update().filter(slug=new.slug, version=new.version).first()
    if present is None:
        if not dry_run:
            new.save()
        return LoadedQuestionnaire(new, Outcome.ADDED)
    if present.document == document:  # stored before a key was added to documents, the same one has another checksum
        return LoadedQuestionnaire(present, Outcome.UNCHANGED)
    if present.waves.exists():
        raise QuestionnaireInUse(present)
    if not dry_run:
        present.content, present.checksum = new.content, new.checksum
        present.save()
    return LoadedQuestionnaire(present, Outcome.REPLACED)
