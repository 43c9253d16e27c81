import pytest

from adapters.chat.message import ReplyKind
from bot.actions import Verb, action
from bot.replies import company
from engine.moods import MOOD_NAMES

LINES = [
    company.picture_kept(17),
    company.answered_privately(action(Verb.OPEN, 5, "sad")),
    company.already_seen(),
    company.shared_here(),
    company.still_on_the_last(),
    company.invited_only(),
    company.photos_off(),
    company.for_places_only(),
    company.for_managers_only(),
    *(company.photos_switched(allowed=allowed) for allowed in (True, False)),
    *(company.server_usage(allowed=allowed) for allowed in (True, False)),
]


@pytest.mark.parametrize("reply", LINES, ids=lambda reply: reply.text[:30])
def test_no_line_for_others_tells_a_mood_or_a_look(reply):
    shown = [reply.plain_text(), *(one.label for row in reply.buttons for one in row)]

    assert not any(word in text for text in shown for word in ("look", "feel", *MOOD_NAMES))


@pytest.mark.parametrize("reply", LINES[:2])
def test_the_button_under_a_neutral_line_opens_privately(reply):
    [[button]] = reply.buttons

    assert button.opens_private


@pytest.mark.parametrize("reply", [company.already_seen(), company.shared_here()])
def test_what_only_acknowledges_a_press_fades(reply):
    assert reply.kind is ReplyKind.TOAST


def test_of_several_pictures_it_is_said_how_many_were_read():
    assert company.pictures_read(1) == "I could read 1 of your pictures."
    assert company.pictures_read(3) == "I read 3 of your pictures and took the clearest."


def test_a_remark_is_one_more_sentence():
    reply = company.photos_off()

    assert company.remarked(reply, "And more.").text == f"{reply.text} And more."
    assert company.remarked(reply, "") == reply
