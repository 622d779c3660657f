"""Random returns: valid values, don't know, gaps, and answers kept on questions that are hidden by now."""

from hypothesis import strategies as st

from survey.questionnaire.answers import DONT_KNOW


def returns(document):
    """Answers to all questions, asked or not. Hypothesis draws the seed only: 69 draws a return would take minutes."""
    return st.randoms(use_true_random=True).map(lambda rng: random_return(document, rng))


def random_return(document, rng):
    """A return that leans to full, sparse, ignorant or "does not apply", and to low or high steps."""
    gaps, unknown, inapplicable = rng.choice([0, 0.1, 0.4, 0.9]), rng.choice([0, 0.1, 0.4]), rng.choice([0, 0.3, 1])
    answers = {}
    for question in document.questions:
        if rng.random() < gaps:
            if rng.random() < 0.3:
                answers[question.code] = None
        elif question.dont_know and rng.random() < unknown:
            answers[question.code] = DONT_KNOW
        elif "NA" in question.scores and rng.random() < inapplicable:
            answers[question.code] = "NA"
        else:
            answers[question.code] = random_value(question, rng)
    return answers


def random_value(question, rng):
    """A valid stored value; for numbers often a breakpoint or an end of the range."""
    if question.type == "number":
        corners = [question.min, question.max, *(point for point, _ in question.breakpoints or ())]
        return rng.choice([*corners, rng.randint(int(question.min), int(question.max))])
    if question.type == "multiple":
        exclusive = question.exclusive_choice.code
        others = [choice.code for choice in question.choices if choice.code != exclusive]
        ticked = rng.sample(others, rng.randint(0, question.max_choices or len(others)))
        return [exclusive] if rng.random() < 0.2 else [code for code in others if code in ticked]
    if question.choices:
        return rng.choice(list(question.scores))
    return rng.choice(["", "https://www.example.org/strategie"])
