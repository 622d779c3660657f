"""A question back (Rückfrage) between a municipality and the team of the survey."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Case, OuterRef, Q, Subquery, When
from django.utils.translation import gettext_lazy as _

from survey.models.response import Response
from survey.models.triggers import never_emptied, stays
from survey.questionnaire.document import Question


class QuerySetOfQueries(models.QuerySet["Query"]):
    def waiting_for_team(self) -> "QuerySetOfQueries":
        """Open queries that a municipality asked."""
        return self.filter(state=Query.State.OPEN, asked_by_team=False)

    def with_conversation(self) -> "QuerySetOfQueries":
        """Queries with their messages and who wrote them, the newest last."""
        messages = QueryMessage.objects.select_related("written_by").order_by("written_at", "pk")
        return self.prefetch_related(models.Prefetch("messages", messages))

    def with_return(self) -> "QuerySetOfQueries":
        """Queries with municipality, wave and questionnaire, without its long document, which is cached per process."""
        related = self.select_related("response__municipality", "response__wave__questionnaire")
        return related.defer("response__wave__questionnaire__content")

    def by_urgency(self) -> "QuerySetOfQueries":
        """What waits for the team first, then its own answered queries, which it closes; the longest waiting first.

        Adds `moved_at`, when something was last written, and `asked_by`, the name of who began.
        """
        messages = QueryMessage.objects.filter(query=OuterRef("pk"))
        rank = Case(
            When(state=Query.State.OPEN, asked_by_team=False, then=0),
            When(state=Query.State.ANSWERED, asked_by_team=True, then=1),
            When(state=Query.State.CLOSED, then=3),
            default=2,
        )
        return self.annotate(
            moved_at=Subquery(messages.order_by("-written_at", "-pk").values("written_at")[:1]),
            asked_by=Subquery(messages.order_by("written_at", "pk").values("written_by__name")[:1]),
        ).order_by(rank, "moved_at", "pk")


class Query(models.Model):
    """A conversation about one question: open until the other side answers, closed by the side that asked."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ANSWERED = "answered", _("answered")
        CLOSED = "closed", _("closed")

    response = models.ForeignKey(Response, models.CASCADE, related_name="queries", verbose_name=_("return"))
    code = models.CharField(_("question"), max_length=20)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.OPEN)
    asked_by_team = models.BooleanField(_("asked by the team"), default=False)
    opened_at = models.DateTimeField(_("opened"))

    objects: ClassVar = QuerySetOfQueries.as_manager()

    class Meta:
        verbose_name = _("query")
        verbose_name_plural = _("queries")
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["open", "answered", "closed"]), name="query_state_known")
        ]
        indexes = [models.Index(fields=["response", "code"], name="query_of_question")]
        triggers = [stays("query", "response", "code"), never_emptied("query")]

    def __str__(self) -> str:
        return f"{self.code} – {self.response}"

    @property
    def question(self) -> Question:
        return self.response.wave.questionnaire.document.question(self.code)


class QueryMessage(models.Model):
    """One contribution to a query."""

    query = models.ForeignKey(Query, models.CASCADE, related_name="messages", verbose_name=_("query"))
    text = models.TextField(_("text"), max_length=2000)
    by_team = models.BooleanField(_("by the team"), default=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["written_at", "pk"]
        triggers = [stays("query_message", "query"), never_emptied("query_message")]

    def __str__(self) -> str:
        return f"{self.written_by}: {self.text[:50]}"
