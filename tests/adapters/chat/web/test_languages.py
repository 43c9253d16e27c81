from __future__ import annotations

import pytest
from aiohttp.test_utils import make_mocked_request

from adapters.chat.web.languages import COOKIE, preferred_language, wishes_of

SPOKEN = ("en", "de", "es", "fr", "pt")


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("de", "de"),
        ("de-CH, de;q=0.9, en;q=0.8", "de"),
        ("en;q=0.3, fr;q=0.7", "fr"),
        ("PT-br", "pt"),
        ("nl, es;q=0.5", "es"),
        ("fr;q=0, de;q=0.1", "de"),
        ("ja, *;q=0.5, de;q=0.4", "en"),
        ("es, pt", "es"),
        ("es;Q=0.2 , fr ; q=0.9", "fr"),
        ("ja", "en"),
        ("", "en"),
        (",,;q=1, de;q=much, fr;q=", "en"),
    ],
)
def test_the_language_that_the_browser_ranks_first_of_those_we_speak(header, language):
    assert preferred_language(header, SPOKEN) == language


def test_where_it_names_none_it_gets_our_first():
    assert preferred_language("ja", ("de", "en")) == "de"


@pytest.mark.parametrize(
    ("answered", "language"),
    [("de", "de"), ("fr", "fr"), ("en", "en"), ("", "es"), ("xx", "es"), ("de;q=much", "es")],
)
def test_the_language_of_the_last_answer_is_liked_best_where_it_is_one_of_ours(answered, language):
    headers = {"Cookie": f'{COOKIE}="{answered}"', "Accept-Language": "es-MX, pt;q=0.8"}
    request = make_mocked_request("GET", "/", headers)

    assert preferred_language(wishes_of(request), SPOKEN) == language


def test_who_asks_for_nothing_and_was_answered_nothing_has_no_wish():
    assert preferred_language(wishes_of(make_mocked_request("GET", "/")), SPOKEN) == "en"
