from bot.replies.consent import agreed, hello, notice, welcome_back, words_only


def test_the_notice_says_that_a_machine_estimates_and_can_be_wrong():
    for reply in (hello(), notice(waiting=1)):
        assert "a machine estimates emotions from the face" in reply.text
        assert "It can be wrong" in reply.text
        assert "never stored" in reply.text
        assert [button.label for button in reply.buttons[0]] == ["👍 I agree", "✍️ Words only"]


def test_waiting_pictures_are_counted():
    assert "Your picture waits" in notice(waiting=1).text
    assert "Your 3 pictures wait" in notice(waiting=3).text


def test_thanks_say_what_comes_next():
    assert "Looking now" in agreed(waiting=1).text
    assert "send me a selfie" in agreed(waiting=0).text


def test_words_only_offers_the_moods():
    assert "I did not look at your picture" in words_only(waiting=1).text
    assert "picture." not in words_only(waiting=0).text.split("If you")[0]
    assert len([button for row in words_only(waiting=0).buttons for button in row]) == 6


def test_who_comes_back_is_asked_for_a_picture_or_a_mood():
    assert "picture" in welcome_back().text
    assert welcome_back().buttons
