from survey.models.assignment import Assignment
from survey.models.data_change import DataChange
from survey.models.event import Event
from survey.models.evidence import Evidence
from survey.models.legal import LegalPage
from survey.models.letter import Letter
from survey.models.people import Membership, User
from survey.models.query import Query, QueryMessage
from survey.models.questionnaire import Questionnaire, Wave
from survey.models.remark import Remark
from survey.models.reopening import ReopeningRequest
from survey.models.response import Answer, Response, Submission, SubmissionScore
from survey.models.territory import Boundary, District, Municipality
from survey.models.upload import Upload

__all__ = [
    "Answer",
    "Assignment",
    "Boundary",
    "DataChange",
    "District",
    "Event",
    "Evidence",
    "LegalPage",
    "Letter",
    "Membership",
    "Municipality",
    "Query",
    "QueryMessage",
    "Questionnaire",
    "Remark",
    "ReopeningRequest",
    "Response",
    "Submission",
    "SubmissionScore",
    "Upload",
    "User",
    "Wave",
]
