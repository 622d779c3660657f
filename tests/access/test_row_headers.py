"""What a screen reader says before each cell of a row is the name of the row, and nothing else."""

import re

import pytest

from tests.access import test_matrix as matrix
from tests.access.test_every_button import opened

places = matrix.places

# The name may be a link, and may begin with the code of a question.
NAME = re.compile(r'\s*(<span class="code">[^<]+</span>)?\s*(<a [^>]*>[^<]+</a>|[^<]+)\s*')


@pytest.mark.parametrize(("role", "prefix"), [("coordinator", "survey:"), ("analyst", "atlas:")])
def test_head_of_a_row_is_its_name(role, prefix, places, browser_of):
    browser, found = browser_of(role), 0
    for path in opened(places, prefix):
        page = browser.get(path)
        is_page = page.status_code == 200 and page.headers["Content-Type"].startswith("text/html")
        heads = re.findall(r'<th scope="row"[^>]*>(.*?)</th>', page.text, re.DOTALL) if is_page else []
        found += len(heads)
        assert [head for head in heads if not NAME.fullmatch(head)] == [], path
    assert found
