"""The forms of a page, as a browser would send them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import quote_from_bytes, urljoin, urlsplit

TYPED = ("textarea", "text", "email", "url", "search", "number", "tel", "password", "date", "time")
NO_FIELDS = ("submit", "button", "reset", "file", "image")


@dataclass
class Form:
    """`values`: what is sent when nothing is typed; `kinds`: of each field its kind.

    `buttons`: of each button that can be pressed, the address to which it sends, and its own name and value.
    """

    address: str
    method: str
    token: str = ""
    buttons: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    values: dict[str, list[str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    def fields_to_try(self):
        """Every field to type in, and of each other kind the first."""
        others = {kind: name for name, kind in reversed(self.kinds.items()) if kind not in (*TYPED, "hidden")}
        return [name for name, kind in self.kinds.items() if kind in (*TYPED, "hidden")] + list(others.values())

    def encoded(self, name, content):
        """With these bytes in one field, as a browser encodes them."""
        sent = {key: [value.encode() for value in values] for key, values in self.values.items()} | {name: [content]}
        return "&".join(
            f"{quote_from_bytes(key.encode())}={quote_from_bytes(value)}"
            for key, values in sent.items()
            for value in values
        )


class _Reader(HTMLParser):
    def __init__(self, address):
        super().__init__()
        self.address, self.forms, self._form, self._text, self._select = address, [], None, None, None
        self._fieldsets = []  # those around, and whether they are switched off

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            place = urlsplit(given.get("action") or self.address)
            self._form = Form(place.path or self.address, (given.get("method") or "get").lower())
            self.forms.append(self._form)
        elif tag == "fieldset":
            self._fieldsets.append("disabled" in given)
        elif self._form is not None and not any(self._fieldsets):
            self._field(tag, given)

    def _field(self, tag, given):
        name, kind = given.get("name"), given.get("type") or ("submit" if tag == "button" else "text")
        if name == "csrfmiddlewaretoken":
            self._form.token = given["value"]
        if kind == "submit" and "disabled" not in given:
            place = urlsplit(urljoin(self.address, given.get("formaction") or self._form.address)).path
            self._form.buttons.append((place, {name: given.get("value") or ""} if name else {}))
        if tag == "option" and self._select and ("selected" in given or self._select not in self._form.values):
            self._form.values[self._select] = [given.get("value") or ""]
        if not name or "disabled" in given or name == "csrfmiddlewaretoken":
            return
        if tag == "input" and kind not in NO_FIELDS:
            self._form.kinds[name] = kind
            if kind not in ("radio", "checkbox") or "checked" in given:
                value = given.get("value") or ("on" if "checked" in given else "")
                self._form.values.setdefault(name, []).append(value)
        elif tag == "button":
            self._form.kinds[name] = "button"
        elif tag == "textarea":
            self._form.kinds[name], self._text = "textarea", name
            self._form.values[name] = [""]
        elif tag == "select":
            self._form.kinds[name], self._select = "select", name

    def handle_data(self, data):
        if self._text:
            self._form.values[self._text][0] += data.removeprefix("\n")

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "fieldset" and self._fieldsets:
            self._fieldsets.pop()
        elif tag == "textarea":
            self._text = None
        elif tag == "select":
            self._select = None


def forms_of(page, address):
    reader = _Reader(address)
    reader.feed(page)
    return reader.forms
