"""What translators wrote."""

import re
from string import Formatter

import pytest

from bot.replies.language import OTHER_LANGUAGES
from bot.replies.messages import extracted, read

NEVER_SAID = re.compile(
    r"\b(disgust|contempt|ekel|veracht|verächt|asco\b|asque|desprec|dégo[uû]t|mépris|nojo|desprez)",
    re.IGNORECASE,
)


def messages_in(language):
    return [message for message in read(language) if message.id]


def forms(text):
    return list(text) if isinstance(text, tuple | list) else [text]


def translated_messages(language):
    return [message for message in messages_in(language) if any(forms(message.string))]


def placeholders(text):
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_no_translation_is_empty(language):
    empty = [message.id for message in messages_in(language) if not all(forms(message.string))]

    assert empty == []


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_no_translation_is_doubtful(language):
    assert [message.id for message in messages_in(language) if message.fuzzy] == []


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_every_translation_has_the_placeholders_of_its_message(language):
    for message in translated_messages(language):
        singular, *others = forms(message.string)
        ids = forms(message.id)
        # One thing need not be counted in words: "your picture waits".
        assert placeholders(singular) in [placeholders(one) for one in ids], message.id
        assert all(placeholders(one) == placeholders(ids[-1]) for one in others), message.id


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_every_plural_form_is_there(language):
    catalogue = read(language)
    for message in translated_messages(language):
        if message.pluralizable:
            assert len(message.string) == catalogue.num_plurals, message.id
            assert all(message.string), message.id


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_paragraphs_and_emoji_are_kept(language):
    for message in translated_messages(language):
        for form in forms(message.string):
            assert form == form.strip(), message.id
            assert form.count("\n") == forms(message.id)[0].count("\n"), message.id
            assert emoji(form) == emoji(forms(message.id)[0]), message.id


def test_no_french_line_may_begin_with_a_sign_that_belongs_to_the_word_before():
    said = [text for message in messages_in("fr") for text in forms(message.string)]

    assert [text for text in said if re.search(r" [:;!?»]|« ", text)] == []


def test_two_words_are_said_in_no_language():
    said = [form for message in extracted() for form in forms(message.id)]
    for language in OTHER_LANGUAGES:
        said += [form for message in messages_in(language) for form in forms(message.string)]

    assert [text for text in said if NEVER_SAID.search(text)] == []


def emoji(text):
    return sorted(re.findall(r"[\U0001f300-\U0001faff\u2600-\u27bf\u23e9-\u23fa]", text))
