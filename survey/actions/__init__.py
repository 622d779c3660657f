from survey.actions.editing import NotEditable
from survey.actions.members import InactivePerson, LastCoordinator, change_member, invite, remove_member
from survey.actions.release import present, release, send_back, withdraw
from survey.actions.reopen import reopen
from survey.actions.reopening import decide_reopening, request_reopening
from survey.actions.save_answers import save_answers
from survey.actions.start import start_response
from survey.actions.submit import RequiredAnswersMissing, submit

__all__ = [
    "InactivePerson",
    "LastCoordinator",
    "NotEditable",
    "RequiredAnswersMissing",
    "change_member",
    "decide_reopening",
    "invite",
    "present",
    "release",
    "remove_member",
    "reopen",
    "request_reopening",
    "save_answers",
    "send_back",
    "start_response",
    "submit",
    "withdraw",
]
