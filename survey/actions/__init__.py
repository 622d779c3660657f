from survey.actions.editing import NotEditable
from survey.actions.reopen import reopen
from survey.actions.save_answers import save_answers
from survey.actions.start import start_response
from survey.actions.submit import RequiredAnswersMissing, submit

__all__ = ["NotEditable", "RequiredAnswersMissing", "reopen", "save_answers", "start_response", "submit"]
