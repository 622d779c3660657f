import pytest
from django.core.exceptions import PermissionDenied

from survey.actions import delete_remark, write_remark
from survey.models import Remark
from tests.factories import RemarkFactory, ResponseFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_remark_keeps_its_author_and_time():
    kim, response = UserFactory(), ResponseFactory()
    written = write_remark(response=response, code="STR-01", text="Bitte prüfen.", by=kim)
    remark = response.remarks.get(code="STR-01")
    assert (remark.text, remark.written_by, remark.written_at) == ("Bitte prüfen.", kim, written.written_at)


def test_author_deletes_the_remark():
    remark = RemarkFactory()
    delete_remark(remark=remark, by=remark.written_by)
    assert not Remark.objects.exists()


def test_nobody_else_deletes_it():
    remark = RemarkFactory()
    with pytest.raises(PermissionDenied):
        delete_remark(remark=remark, by=UserFactory())
    assert Remark.objects.exists()
