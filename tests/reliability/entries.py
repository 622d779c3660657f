"""What a person enters at a question, and the value that is stored for it."""

from survey.forms import QuestionField

LARGEST = 400


def questions_to_fill_in(section):
    """Those that are always shown, with all their choices."""
    return [
        question
        for question in section.questions
        if not question.show_if and not question.has_conditional_choices and question.type != "url"
    ]


def entry(question, rng):
    """The values of its inputs, any of the valid ones."""
    if question.type == "multiple":
        choices = [choice.code for choice in question.choices if not choice.exclusive]
        return rng.sample(choices, rng.randint(1, question.max_choices or len(choices)))
    if question.choices:
        return [rng.choice(question.choices).code]
    number = rng.randrange(int(min(question.max or LARGEST, LARGEST)))
    return [str(number) if question.type == "number" else f"Satz {number}."]


def new_entry(question, rng, present):
    """One whose stored value is another than the present; both."""
    while True:
        entered = entry(question, rng)
        value = stored(question, entered)
        if value != present:
            return entered, value


def stored(question, entered):
    return QuestionField(question).clean(entered)
