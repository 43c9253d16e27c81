from bot.replies.language import LANGUAGES
from bot.replies.page import page_texts


def test_every_text_of_the_page_says_something_in_every_language():
    assert all(text.strip() for texts in page_texts().values() for text in texts.values())


def test_every_language_has_the_same_texts_and_says_which_it_is():
    texts = page_texts()

    assert {language: texts[language]["language"] for language in texts} == dict(
        zip(LANGUAGES, LANGUAGES, strict=True)
    )
    assert {frozenset(one) for one in texts.values()} == {frozenset(texts["en"])}


def test_the_texts_cannot_be_changed_by_whoever_gets_them():
    texts = page_texts()

    assert not hasattr(texts, "__setitem__")
    assert not hasattr(texts["en"], "__setitem__")
