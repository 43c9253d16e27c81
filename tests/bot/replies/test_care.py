from bot.replies.care import kind_line


def test_the_kind_line_names_help_before_any_song():
    reply = kind_line("https://help.example")

    assert "https://help.example" in reply.text
    assert "emergency number" in reply.text
    assert reply.cards == ()
    assert [button.action for button in reply.buttons[0]] == ["mood:calm"]
