from bot.replies.titles import set_title
from engine.moods import MOOD_NAMES, Goal


def test_titles_go_round_so_that_one_set_is_not_called_like_the_next():
    for mood in MOOD_NAMES:
        for goal in (goal for goal in Goal if goal is not Goal.AUTO):
            assert set_title(mood, goal, 1) != set_title(mood, goal, 2)
            assert set_title(mood, goal, 1) == set_title(mood, goal, 1)
