"""Queries between a municipality and the team: asked, answered, closed; the other side gets a letter.

`site` is the address of the site without a path ("https://atlas.example"), for the link in the letter. Letters carry
neither answers nor what was written: a mailbox is read by more people than a return.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from survey.actions.second_click import AT_ONCE, lock
from survey.letters import send_letter
from survey.models import Letter, Membership, Query, QueryMessage, Response, User

State = Query.State


class QueryClosed(Exception):
    """The query was closed before this reply arrived; nothing was written."""


@transaction.atomic
def ask_query(
    *,
    response: Response,
    code: str,
    text: str,
    by: User,
    site: str,
    by_team: bool = False,
    at: datetime | None = None,
) -> Query:
    """Equal ones of one person at once are one."""
    at = at or timezone.now()
    lock(response)
    just_now = QueryMessage.objects.filter(
        query__response=response, query__code=code, query__opened_at__gt=at - AT_ONCE
    )
    if same := just_now.filter(text=text, written_by=by).select_related("query").first():
        return same.query
    query = Query.objects.create(response=response, code=code, asked_by_team=by_team, opened_at=at)
    query.messages.create(text=text, by_team=by_team, written_by=by, written_at=at)
    _write_to_other_side(query, by, by_team, site)
    return query


@transaction.atomic
def reply_query(
    *, query: Query, text: str, by: User, site: str, by_team: bool = False, at: datetime | None = None
) -> QueryMessage:
    """What the asking side writes opens the query again, what the other one writes answers it. Raises QueryClosed.

    Equal ones of one person at once are one.
    """
    at = at or timezone.now()
    _lock(query)
    last = query.messages.last()
    if last and (last.text, last.written_by_id) == (text, by.pk) and last.written_at > at - AT_ONCE:
        return last
    if query.state == State.CLOSED:
        raise QueryClosed
    message: QueryMessage = query.messages.create(text=text, by_team=by_team, written_by=by, written_at=at)
    query.state = State.OPEN if by_team == query.asked_by_team else State.ANSWERED
    query.save(update_fields=["state"])
    _write_to_other_side(query, by, by_team, site)
    return message


@transaction.atomic
def close_query(*, query: Query, by_team: bool = False) -> bool:
    """Whether it is closed now: an answered query is closed by either side, an open one by the side that asked."""
    _lock(query)
    if may_close(query, by_team):
        query.state = State.CLOSED
        query.save(update_fields=["state"])
    return query.state == State.CLOSED


def may_close(query: Query, by_team: bool) -> bool:
    return query.state == State.ANSWERED or (query.state == State.OPEN and query.asked_by_team == by_team)


def _lock(query: Query) -> None:
    """Until the transaction ends, so that a reply never reaches a query that is just being closed."""
    locked = Query.objects.select_for_update(no_key=True)
    query.state = locked.values_list("state", flat=True).get(pk=query.pk)


def _write_to_other_side(query: Query, by: User, by_team: bool, site: str) -> None:
    response = query.response
    if by_team:
        place = reverse("survey:question", args=[response.wave.slug, response.municipality_id, query.code])
    else:
        place = reverse("survey:team_query", args=[query.pk])
    send_letter(
        to=people_asked(query) if by_team else [settings.CONTACT_EMAIL],
        kind=Letter.Kind.QUERY_TO_MUNICIPALITY if by_team else Letter.Kind.QUERY_TO_TEAM,
        by=by,
        response=response,
        question=query.question,
        is_reply=query.asked_by_team != by_team,
        link=f"{site}{place}",
    )


def people_asked(query: Query) -> list[str]:
    """Addresses of the coordinators and of those who wrote in the query, as far as they are members today."""
    response = query.response
    members = Membership.objects.in_force(response.municipality_id, response.wave.slug).reachable()
    writers = set(query.messages.filter(by_team=False).order_by().values_list("written_by", flat=True))
    return [
        member.user.email
        for member in members.select_related("user")
        if member.role == Membership.Role.COORDINATOR or member.user_id in writers
    ]
