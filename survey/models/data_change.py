"""Marks by which a reader sees that what the Atlas shows has changed."""

from uuid import uuid4

from django.db import models
from pgtrigger import After, Delete, Insert, Statement, Trigger, Truncate, Update


class DataChange(models.Model):
    """The mark of a change of the register or of what was handed in, left by triggers of the tables themselves.

    Each statement that writes there puts a new mark in the place of those it sees. So the set of marks is never the
    same again after a change: the mark of the last transaction that was committed is in it and was not before, however
    transactions overlap. Marks that somebody else is just removing are passed over: nobody ever waits for another.
    """

    class Topic(models.TextChoices):
        REGISTER = "register"  # districts, municipalities, boundaries
        RETURNS = "returns"  # waves, questionnaires, submissions, scores

    id = models.UUIDField(primary_key=True, default=uuid4)
    topic = models.CharField(max_length=20, choices=Topic)

    class Meta:
        default_permissions = ()  # nobody has to do with it
        constraints = [
            models.CheckConstraint(
                condition=models.Q(topic__in=["register", "returns"]), name="data_change_topic_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.id}"


class Marked(Trigger):
    """On a table that the Atlas reads: every statement that writes, also past Django, leaves a mark."""

    when = After
    level = Statement
    operation = Insert | Update | Delete | Truncate

    def __init__(self, topic: DataChange.Topic) -> None:
        self.topic = topic
        super().__init__(name="leaves_a_mark")

    def get_func(self, model: models.Model) -> str:
        sql = f"""
            DELETE FROM survey_datachange WHERE id IN (
                SELECT id FROM survey_datachange WHERE topic = '{self.topic}' FOR UPDATE SKIP LOCKED
            );
            INSERT INTO survey_datachange (id, topic) VALUES (gen_random_uuid(), '{self.topic}');
            RETURN NULL;
        """  # noqa: S608 - the topic is one of ours
        return self.format_sql(sql)
