from survey.models.people import Membership, User
from survey.models.questionnaire import Questionnaire, Wave
from survey.models.response import Answer, Response, Submission, SubmissionScore
from survey.models.territory import Boundary, District, Municipality

__all__ = [
    "Answer",
    "Boundary",
    "District",
    "Membership",
    "Municipality",
    "Questionnaire",
    "Response",
    "Submission",
    "SubmissionScore",
    "User",
    "Wave",
]
