from __future__ import annotations

import pytest

from adapters.chat.web.languages import preferred_language

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
