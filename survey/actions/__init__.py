from survey.actions.confirm_offers import confirm_offers
from survey.actions.delete_wave import WaveInUse, delete_wave
from survey.actions.editing import NotEditable
from survey.actions.evidence import give_evidence, remove_evidence
from survey.actions.forget import LastAdmin, forget_person
from survey.actions.give_back_offers import give_back_offers
from survey.actions.keep_upload import keep_upload
from survey.actions.members import (
    AlreadyMember,
    LastCoordinator,
    NameOfSomebodyElse,
    change_member,
    invite,
    remind_member,
    remove_member,
    rename_member,
)
from survey.actions.queries import QueryClosed, ask_query, close_query, reply_query
from survey.actions.release import present, release, send_back, withdraw
from survey.actions.remarks import delete_remark, write_remark
from survey.actions.reopen import reopen
from survey.actions.reopening import AlreadyRequested, decide_reopening, extend_deadline, request_reopening
from survey.actions.save_answers import save_answers
from survey.actions.start import start_response
from survey.actions.submit import RequiredAnswersMissing, submit
from survey.actions.take_over import take_over
from survey.letter_limits import TooManyLetters

__all__ = [
    "AlreadyMember",
    "AlreadyRequested",
    "LastAdmin",
    "LastCoordinator",
    "NameOfSomebodyElse",
    "NotEditable",
    "QueryClosed",
    "RequiredAnswersMissing",
    "TooManyLetters",
    "WaveInUse",
    "ask_query",
    "change_member",
    "close_query",
    "confirm_offers",
    "decide_reopening",
    "delete_remark",
    "delete_wave",
    "extend_deadline",
    "forget_person",
    "give_back_offers",
    "give_evidence",
    "invite",
    "keep_upload",
    "present",
    "release",
    "remind_member",
    "remove_evidence",
    "remove_member",
    "rename_member",
    "reopen",
    "reply_query",
    "request_reopening",
    "save_answers",
    "send_back",
    "start_response",
    "submit",
    "take_over",
    "withdraw",
    "write_remark",
]
