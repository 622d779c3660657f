"""Words that stand in addresses, or will: no wave and no questionnaire may be called so."""

# A test compares it with the addresses that there are.
PRESENT = """
    accounts admin answers applications ask atlas barrierefreiheit cancel cards close compare datenschutz delete
    demo empty evidence export file find health impressum jobs kept language log login map method municipalities
    name offers participation people present print priorities published queries questions release remarks remind
    remove reopen reopening reply review robustness scores sections send-back sovereignty step submissions submit
    survey trend undo upload uploads withdraw workbook
"""
KEPT_FREE = """
    about api archive assets bodies catalogue contact contacts cooperation cooperations csv data de districts docs
    download downloads en error favicon findings goals help imprint letters live measures media metrics new newest
    open-data practices privacy profile profiles programme ready region reports robots search settings start static
    status team wave waves workshop workshops
"""
RESERVED = frozenset((PRESENT + KEPT_FREE).split())


def is_reserved(slug: str) -> bool:
    return slug.lower() in RESERVED
