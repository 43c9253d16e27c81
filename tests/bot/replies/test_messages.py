import ast
from pathlib import Path

import pytest

from bot.replies import messages
from bot.replies.language import CATALOGUES, OTHER_LANGUAGES
from bot.replies.messages import extracted, updated

SPEAKERS = {"translated", "marked", "everywhere", "counted", "in_context"}


@pytest.fixture(scope="module")
def in_source():
    return extracted()


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_catalogues_hold_exactly_the_messages_in_the_source(language, in_source):
    kept = (CATALOGUES / f"{language}.po").read_bytes()

    assert updated(language, in_source) == kept, "run `make messages`"


def test_a_translation_is_kept_and_a_message_that_is_gone_is_dropped(
    in_source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "de.po").write_text(
        'msgid ""\nmsgstr "Language: de\\n"\n\n'
        'msgid "Something else"\nmsgstr "Etwas anderes"\n\n'
        'msgid "No longer said."\nmsgstr "Das bleibt ungesagt."\n'
    )
    monkeypatch.setattr(messages, "CATALOGUES", tmp_path)

    text = updated("de", in_source).decode()

    assert 'msgid "Something else"\nmsgstr "Etwas anderes"' in text
    assert "No longer said." not in text
    assert "#~" not in text


def test_counted_messages_contexts_and_comments_are_found(in_source):
    counted = in_source["Your picture waits for your answer."]
    in_context = in_source.get("surprise", context="with a touch of …")

    assert counted.id[1] == "Your {count} pictures wait for your answer."
    assert in_context is not None
    assert any("fits women and men" in comment for comment in comments_of(in_source))


def test_only_literals_are_messages():
    """Whatever is put together at run time is in no catalogue."""
    for call in calls_of(SPEAKERS):
        for message in call.args[:2]:
            assert not put_together(message), ast.unparse(call)


def comments_of(catalogue):
    return [comment for message in catalogue for comment in message.auto_comments]


def calls_of(names):
    for path in messages.SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", None) in names:
                yield node


def put_together(node):
    formatted = isinstance(node, ast.Call) and getattr(node.func, "attr", None) == "format"
    return formatted or isinstance(node, ast.JoinedStr | ast.BinOp)


def test_no_message_hides_in_a_formatted_string_where_python_3_11_does_not_look():
    hidden = [
        f"{path.name}:{call.lineno}"
        for path in Path(messages.__file__).parent.glob("*.py")
        for formatted in ast.walk(ast.parse(path.read_text()))
        if isinstance(formatted, ast.JoinedStr)
        for call in ast.walk(formatted)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in SPEAKERS
    ]

    assert hidden == []
