"""Start parameters: what a button carries, and nothing that somebody else made up."""

from __future__ import annotations

import re

import pytest

from adapters.chat.telegram.deep_links import DeepLinks

ACTIONS = ("open", "see:12", "service:youtube_music", "seed:6habFhsOp2NvshLv26DqMb", "a:b:c:d")


@pytest.fixture
def links(token):
    return DeepLinks(token)


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_comes_back_from_characters_that_telegram_takes(links, action):
    payload = links.payload_of(action)

    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload)
    assert links.action_of(payload) == action


@pytest.mark.parametrize("action", ["", "see-12", "see 12", "séé:1", "seed:" + "x" * 60])
def test_an_action_that_no_link_can_carry_is_refused(links, action):
    with pytest.raises(ValueError, match="link"):
        links.payload_of(action)


def test_a_link_of_another_bot_is_not_ours(links):
    assert links.action_of(DeepLinks("9:other").payload_of("forget:yes")) is None


def test_a_changed_link_is_not_ours(links):
    payload = links.payload_of("see:12")

    assert links.action_of(payload.replace("12", "13")) is None
    assert links.action_of(payload[:-1] + ("A" if payload[-1] != "A" else "B")) is None


@pytest.mark.parametrize("payload", ["", "link", "-", "forget-yes", "é" * 20, "-AAAAAAAAAAA"])
def test_words_that_are_no_link_are_nothing(links, payload):
    assert links.action_of(payload) is None


def test_the_key_is_not_told(links, token):
    assert token not in repr(links)
