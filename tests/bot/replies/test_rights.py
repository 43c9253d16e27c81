from bot.replies.rights import privacy_reply


def test_privacy_says_what_is_kept_and_what_is_not():
    text = privacy_reply(kept_days=180).text

    assert "What I never keep: your pictures" in text
    assert "keyed hash" in text
    for command in ("/settings", "/export", "/forget"):
        assert command in text


def test_how_long_history_is_kept_is_told():
    assert "older than 180 days" in privacy_reply(kept_days=180).text
    assert "older than 1 day I" in privacy_reply(kept_days=1).text


def test_what_is_kept_of_spotify_is_told_where_it_can_be_linked():
    assert "/unlink" in privacy_reply(kept_days=1, spotify=True).text
    assert "Spotify" not in privacy_reply(kept_days=1).text


def test_who_is_asked_about_songs_is_told_where_somebody_is():
    told = privacy_reply(kept_days=1, feature_source="ReccoBeats").text

    assert "I send Spotify's ids to ReccoBeats" in told
    assert "ReccoBeats" not in privacy_reply(kept_days=1).text
