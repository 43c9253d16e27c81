import pytest

from adapters.chat.message import Account, Address, Audience, Card, Link, Picture, Platform, Reply


def test_a_reply_is_complete_as_plain_text():
    reply = Reply(
        "You look happy.",
        heading="Good News Travels",
        cards=(
            Card(
                "Clocks",
                ("Coldplay",),
                "bright",
                links=(Link("Spotify", "https://x.test/1"),),
                number=1,
            ),
            Card("Yellow", ("Coldplay",), "a calm song", similarity=0.874),
        ),
        pictures=(Picture(b"png", "your emotions over time"),),
    )

    assert reply.plain_text().splitlines() == [
        "You look happy.",
        "Good News Travels",
        "1. Clocks · Coldplay: bright https://x.test/1",
        "• Yellow · Coldplay (≈ 87%): a calm song",
        "[your emotions over time]",
    ]


def test_people_and_pictures_stay_out_of_representations():
    account = Account(Platform.WEB, "who-it-is")
    address = Address(Platform.WEB, "where-they-are", reply_token="a-token")
    picture = Picture(b"pixels", "alt")

    for secret in ("who-it-is", "where-they-are", "a-token", "pixels"):
        assert secret not in f"{account!r} {address!r} {picture!r}"


def test_a_reply_in_the_place_of_another_says_nothing_else():
    reply = Reply("again", heading="Set")

    assert reply.replacing("m1") == Reply("again", heading="Set", replaces="m1")


@pytest.mark.parametrize(
    ("platform", "audience", "forgets"),
    [
        (Platform.WEB, Audience.PRIVATE, True),
        (Platform.WEB, Audience.EVERYONE, False),
        (Platform.DISCORD, Audience.PRIVATE, False),
        (Platform.TELEGRAM, Audience.PRIVATE, False),
    ],
)
def test_only_a_page_of_one_listener_forgets_what_it_showed(platform, audience, forgets):
    assert Address(platform, "chat", audience).forgets_messages is forgets
