"""Legal pages: from Markdown to a page, and what the operator has still to write."""

import re
from dataclasses import dataclass
from functools import cache
from string import Template

import nh3
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from survey.actions.keep_upload import KEPT
from survey.login_code import KNOWN_FOR
from survey.models import LegalPage

SHIPPED = settings.BASE_DIR / "fixtures" / "pages"
MARKED = re.compile(r"\[(?:zu ergänzen|to be completed)[^\]]*\]", re.IGNORECASE)
DAY = 24 * 3600

INLINE = {"a", "br", "strong", "em", "code"}
BLOCKS = {"p", "pre", "blockquote", "hr", "ul", "ol", "li", *(f"h{level}" for level in range(2, 7))}
TABLES = {"table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
SCHEMES = {"https", "http", "mailto", "tel"}
markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table")


@dataclass(frozen=True)
class LegalText:
    """What a legal page shows."""

    text: str
    language: str

    @property
    def gaps(self) -> int:
        """How many places are marked as still to be completed."""
        return len(MARKED.findall(self.text))

    @property
    def html(self) -> SafeString:
        clean = nh3.clean(
            rendered(self.text), tags=INLINE | BLOCKS | TABLES, attributes=ATTRIBUTES, url_schemes=SCHEMES
        )
        return mark_safe(MARKED.sub(r"<mark>\g<0></mark>", clean))  # noqa: S308 - cleaned in the line above


def rendered(text: str) -> str:
    """As HTML; the page has a title already, so that headings begin below it."""
    tokens = markdown.parse(text)
    for token in tokens:
        if token.tag == "h1":
            token.tag = "h2"
    html: str = markdown.renderer.render(tokens, markdown.options, {})
    return html


def legal_text(page: LegalPage) -> LegalText:
    """In the present language; what the operator has not written yet is what the product knows."""
    text, language = page.written()
    return LegalText(Template(text or shipped(page.key, language)).safe_substitute(facts()), language)


@cache
def shipped(key: str, language: str) -> str:
    return (SHIPPED / f"{key}.{language}.md").read_text("utf-8").strip()


def facts() -> dict[str, object]:
    """What a text may ask for, as `$letter_days`: it stays true when a setting changes."""
    return {
        "contact_email": settings.CONTACT_EMAIL,
        "letter_days": settings.MAIL_RETENTION_DAYS,
        "session_days": settings.SESSION_COOKIE_AGE // DAY,
        "browser_days": KNOWN_FOR // DAY,
        "code_minutes": settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60,
        "upload_days": KEPT.days,
    }
