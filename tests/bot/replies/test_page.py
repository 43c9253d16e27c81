from bot.replies.page import PAGE_TEXTS


def test_every_text_of_the_page_says_something():
    assert all(text.strip() for text in PAGE_TEXTS.values())


def test_the_texts_cannot_be_changed_by_whoever_gets_them():
    assert not hasattr(PAGE_TEXTS, "__setitem__")
