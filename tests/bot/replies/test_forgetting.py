from datetime import UTC, datetime

from adapters.values import Span
from bot.actions import LONGEST_IN_A_LINK
from bot.replies.forgetting import (
    forget_question,
    forgotten,
    kept,
    last_question,
    nothing_to_forget,
    part_forgotten,
    part_labels,
    span_question,
)
from bot.replies.language import LANGUAGES, speaking
from bot.spans import Part

SPAN = Span(datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 6, tzinfo=UTC))


def test_forgetting_everything_is_asked_about_and_can_be_declined():
    (yes, no), *_ = forget_question().buttons

    assert (yes.action, no.action) == ("forget:yes", "forget:no")
    assert "cannot be undone" in forget_question().text


def test_less_than_everything_is_offered_beside_it():
    _, *parts = forget_question().buttons

    assert [one.action for row in parts for one in row] == [
        "forget:ask:last",
        "forget:ask:hour",
        "forget:ask:today",
        "forget:ask:week",
    ]


def test_each_answer_is_confirmed():
    assert "forgotten everything" in forgotten().text
    assert "learned from it" in part_forgotten(asks_again=False).text
    assert "stays" in kept().text
    assert "no answer" in nothing_to_forget().text


def test_that_the_notice_is_asked_again_is_said_only_where_it_is():
    assert "ask again" in part_forgotten(asks_again=True).text
    assert "ask again" not in part_forgotten(asks_again=False).text


def test_what_a_backup_may_still_hold_is_told_for_all_and_for_a_part():
    assert "A backup that my host made" in forgotten().text
    assert "A backup that my host made" in part_forgotten(asks_again=False).text


def test_the_time_is_named_as_it_was_chosen():
    assert "from Nov 1, 2026 to Nov 5, 2026" in span_question(SPAN).text
    assert "since Nov 1, 2026 (days" in span_question(Span(SPAN.start)).text
    assert (
        "since 11/1/26, 6:31 PM (UTC)"
        in span_question(Span(SPAN.start.replace(hour=18, minute=31))).text
    )


def test_a_question_can_be_answered_with_no_and_carries_its_time():
    (forget, keep) = span_question(SPAN).buttons[0]

    assert keep.action == "forget:no"
    assert forget.action == "forget:span:1793491200:1793923200"
    assert len(forget.action) <= LONGEST_IN_A_LINK
    assert last_question().buttons[0][0].action == "forget:last"


def test_no_two_parts_have_one_name_in_any_language():
    for language in LANGUAGES:
        with speaking(language):
            assert len(set(part_labels().values())) == len(Part)
