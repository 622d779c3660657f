"""What the database itself refuses, whoever asks: an admin, a script, psql.

People never meet these: an action or a form refuses before, in friendlier words.
"""

from django.db import models
from pgtrigger import (
    AnyChange,
    Before,
    Condition,
    Delete,
    Insert,
    Operation,
    Protect,
    Row,
    Statement,
    Trigger,
    Truncate,
    Update,
)

WRITING = Insert | Update | Delete


class Refusal(Trigger):
    """Raises an IntegrityError with its name and `message`, where `wrong` holds: SQL over OLD and NEW."""

    when = Before

    def __init__(
        self, name: str, message: str, *, operation: Operation, wrong: str = "true", condition: Condition | None = None
    ) -> None:
        self.message, self.wrong = message, wrong
        level = Statement if operation == Truncate else Row
        super().__init__(name=name, operation=operation, condition=condition, level=level)

    def get_func(self, model: models.Model) -> str:
        sql = f"""
            IF {self.wrong} THEN
                RAISE EXCEPTION USING
                    ERRCODE = 'integrity_constraint_violation',
                    CONSTRAINT = '{self.name}',
                    MESSAGE = '{self.name}: {self.message}';
            END IF;
            RETURN coalesce(NEW, OLD);
        """
        return self.format_sql(sql)


class AppendOnly(Protect):
    """Rows of a return that go, if at all, with a return in which nothing was given."""

    def get_func(self, model: models.Model) -> str:
        refusal = super().get_func(model)
        return f"IF TG_OP = 'DELETE' AND NOT ({given_in('OLD.response_id')}) THEN RETURN OLD; END IF; {refusal}"


def never_emptied(noun: str) -> Refusal:
    return Refusal(f"{noun}_is_never_emptied", "this table is never emptied by TRUNCATE.", operation=Truncate)


def given_in(return_pk: str) -> str:
    """SQL: whether people have given anything in the return with this key."""
    tables = ("answer", "submission", "evidence", "remark", "query", "reopeningrequest")
    return " OR ".join(f"EXISTS (SELECT FROM survey_{table} WHERE response_id = {return_pk})" for table in tables)


def stays(noun: str, *fields: str) -> Refusal:
    """What a row belongs to is told once, when it is written."""
    return Refusal(
        f"{noun}_stays_where_it_is",
        f"{' and '.join(fields)} never change.",
        operation=Update,
        condition=AnyChange(*fields),
    )


def of_open_return(noun: str) -> Refusal:
    """Between presenting or handing in and the next opening nothing changes."""
    return Refusal(
        f"{noun}_of_open_return",
        "the return is presented or handed in, its answers stay as they are.",
        operation=WRITING,
        wrong="""EXISTS (
            SELECT FROM survey_response
            WHERE id = coalesce(NEW.response_id, OLD.response_id) AND state <> 'open'
        )""",
    )
