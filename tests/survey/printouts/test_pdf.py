"""The PDF documents: what a screen reader needs, what a person reads, and that typed text stays text."""

import pytest
from django.utils import translation

from survey.printouts.empty import empty_printout
from survey.printouts.filled import draft_printout, submission_printout
from survey.printouts.pdf import pdf_of
from survey.questionnaire.document import QuestionType
from survey.review import review_of
from tests.factories import SubmissionFactory
from tests.survey.printouts.conftest import first_of, squeezed, text_of

HOSTILE = '#panic("x") $x^2$ [eckig] @label \\ <marke> */ // = nicht #sys.inputs #read("printout.typ")'


def test_pdf_is_tagged_titled_and_says_its_language(fill, read):
    reader = read(draft_printout(fill()))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "de"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title.startswith("Antwortbogen Musterstadt")
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_english_pdf_says_so(fill, read):
    with translation.override("en"):
        reader = read(draft_printout(fill()))
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert squeezed("Draft, not handed in") in text_of(reader)


def test_every_section_is_a_bookmark(fill, read, document):
    reader = read(draft_printout(fill()))
    titles = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert [section.title for section in document.sections] == [title for title in titles if title != "Inhalt"]


def test_pages_are_numbered_out_of_all(fill, read):
    reader = read(draft_printout(fill()))
    count = len(reader.pages)
    assert count > 2
    for number, page in enumerate(reader.pages, start=1):
        assert f"Seite {number} von {count}" in page.extract_text()
    assert reader.page_labels == [str(number) for number in range(1, count + 1)]


def test_pdf_of_a_return_holds_every_asked_question_and_answer(fill, read, document):
    response = fill()
    text = text_of(read(draft_printout(response)))
    answers = [
        answer
        for section in review_of(document, response.answer_values(), 10_000).sections
        for answer in section.answers
    ]
    assert {answer.question.type for answer in answers} >= {QuestionType.SCALE, QuestionType.NUMBER}
    for answer in answers:
        assert squeezed(answer.question.text) in text, answer.question.code
        assert squeezed(answer.text) in text, answer.question.code


def test_empty_questionnaire_holds_every_question_and_choice(fill, read, document):
    response = fill()
    text = text_of(read(empty_printout(response.municipality, response.wave)))
    assert {question.type for question in document.questions} == set(QuestionType)
    for question in document.questions:
        assert squeezed(question.text) in text, question.code
        assert squeezed(question.help) in text, question.code
        for choice in question.choices:
            assert squeezed(choice.label) in text, (question.code, choice.code)


def test_typed_text_is_shown_literally(fill, read, document):
    question = first_of(document, "text")
    text = text_of(read(draft_printout(fill(**{question.code: HOSTILE}))))
    assert squeezed(HOSTILE) in text


def test_lines_of_a_text_stay_lines(fill, read, document):
    question = first_of(document, "text")
    pages = read(draft_printout(fill(**{question.code: "erste Zeile\n\nzweite Zeile"}))).pages
    assert any("erste Zeile\n" in page.extract_text() for page in pages)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Danke 😀!", "Danke[U+1F600]!"),
        ("日本", "[U+65E5][U+672C]"),
        ("A 👨\u200d👩 B", "A[U+1F468][U+1F469]B"),
        ("tag \U000e0061 x", "tagx"),
        ("Ωмега ß", "Ωмегаß"),
    ],
)
def test_characters_without_a_sign_are_named(fill, read, document, typed, shown):
    question = first_of(document, "text")
    assert squeezed(shown) in text_of(read(draft_printout(fill(**{question.code: typed}))))


def test_very_long_words_and_texts_are_printed_whole(fill, read, document):
    question = first_of(document, "text")
    words = "https://town.example/" + "sehr/lang/" * 90 + "\n" + "Ein langer Absatz. " * 200
    text = text_of(read(draft_printout(fill(**{question.code: words.strip()[: question.max_length or 5000]}))))
    assert squeezed("https://town.example/" + "sehr/lang/" * 90) in text


def test_pdf_of_a_submission_is_the_same_on_any_day(db):
    submission = SubmissionFactory()
    assert pdf_of(submission_printout(submission)) == pdf_of(submission_printout(submission))


def test_pdf_of_a_submission_says_number_and_checksum(db, read):
    submission = SubmissionFactory()
    text = text_of(read(submission_printout(submission)))
    assert squeezed("Abgabe Nr. 1 vom") in text
    assert submission.checksum in text
    assert squeezed("Entwurf, nicht abgegeben") not in text
