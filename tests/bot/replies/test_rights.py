from bot.replies.rights import forget_question, forgotten, kept, privacy_reply


def test_privacy_says_what_is_kept_and_what_is_not():
    text = privacy_reply().text

    assert "What I never keep: your pictures" in text
    assert "keyed hash" in text
    for command in ("/settings", "/export", "/forget"):
        assert command in text


def test_forgetting_is_asked_about_and_can_be_declined():
    [(yes, no)] = forget_question().buttons

    assert (yes.action, no.action) == ("forget:yes", "forget:no")
    assert "cannot be undone" in forget_question().text


def test_both_answers_are_confirmed():
    assert "forgotten everything" in forgotten().text
    assert "stays" in kept().text
