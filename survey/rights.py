"""What the administration lets whom do: it follows from the ticks on a person, and nothing else grants any of it."""

# Looks after municipalities, people, waves and requests for a later deadline; reads no answers.
OFFICE = frozenset(
    f"survey.{right}"
    for right in (
        "view_district",
        "view_municipality",
        "add_municipality",
        "change_municipality",
        "view_questionnaire",
        "view_wave",
        "add_wave",
        "change_wave",
        "delete_wave",
        "view_user",
        "add_user",
        "change_user",
        "delete_user",
        "view_membership",
        "add_membership",
        "change_membership",
        "delete_membership",
        "view_reopeningrequest",
        "change_reopeningrequest",
        "view_letter",
        "view_legalpage",
        "change_legalpage",
    )
)
