from bot.replies.rights import forget_question, forgotten, kept, privacy_reply


def test_privacy_says_what_is_kept_and_what_is_not():
    text = privacy_reply(kept_days=180).text

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


def test_how_long_history_is_kept_is_told():
    assert "older than 180 days" in privacy_reply(kept_days=180).text
    assert "older than 1 day I" in privacy_reply(kept_days=1).text


def test_what_a_backup_may_still_hold_is_told():
    assert "A backup that my host made" in forgotten().text
