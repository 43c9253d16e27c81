import html
import json

import pytest

from bot.commands.recommend import LARGEST_SET
from engine.tracks import FEATURE_NAMES

BOHEMIAN_RHAPSODY = "3z8h0TU7ReDPLIbEnYhWZb"


def ids(ended):
    return [track["track_id"] for track in ended.objects[0]["tracks"]]


def test_a_set_is_one_line_of_json(mien):
    ended = mien("recommend", "--mood", "happy", "--json")

    [chosen] = ended.objects
    assert list(chosen) == ["mood", "goal", "tracks"]
    assert chosen["mood"] == "happy"
    assert len(chosen["tracks"]) == len(set(ids(ended))) == 5
    assert ended.code == 0


def test_a_track_tells_all_about_itself(mien):
    [chosen] = mien("recommend", "--mood", "calm", "--count", "1", "--json").objects

    [track] = chosen["tracks"]
    assert list(track) == [
        "track_id",
        "title",
        "artists",
        "score",
        "reasons",
        "mood_fit",
        "features",
        "links",
    ]
    assert tuple(track["features"]) == FEATURE_NAMES
    assert set(track["links"]) == {"spotify", "youtube_music", "apple_music", "deezer", "tidal"}
    assert all(url.startswith("https://") for url in track["links"].values())
    assert track["reasons"]
    assert 0 <= track["mood_fit"] <= 1


def test_the_same_random_state_gives_the_same_songs(mien):
    asked = ("recommend", "--mood", "sad", "--seed-song", BOHEMIAN_RHAPSODY, "--json")

    first = mien(*asked, "--random-state", "7")
    again = mien(*asked, "--random-state", "7")
    other = mien(*asked, "--random-state", "8")

    assert first == again
    assert ids(first) != ids(other)


def test_several_seed_songs_may_be_named_by_id_or_link(mien):
    link = f"https://open.spotify.com/track/{BOHEMIAN_RHAPSODY}?si=1"
    [other] = ids(mien("recommend", "--mood", "sad", "--count", "1", "--json"))

    ended = mien("recommend", "--mood", "happy", "--seed-song", link, "--seed-song", other)

    assert ended.code == 0


def test_the_goal_that_was_asked_for_is_the_goal(mien):
    [chosen] = mien("recommend", "--mood", "sad", "--goal", "calm", "--json").objects

    assert chosen["goal"] == "calm"


def test_more_than_can_be_offered_gives_what_there_is(mien):
    ended = mien("recommend", "--mood", "happy", "--count", "100000", "--json")

    assert ended.code == 0
    assert 5 < len(ids(ended)) <= LARGEST_SET
    assert str(LARGEST_SET) in ended.err


def test_an_unknown_mood_names_those_that_exist(mien):
    ended = mien("recommend", "--mood", "hungry", "--json")

    assert (ended.code, ended.out) == (2, "")
    assert "“hungry”" in ended.err
    assert "happy, surprised, angry, fearful, sad, calm" in ended.err


@pytest.mark.parametrize(
    "wrong",
    [
        ["--goal", "explode"],
        ["--count", "0"],
        ["--count", "many"],
        ["--random-state", "-1"],
        ["--seed-song", "nobody-knows-it"],
    ],
)
def test_a_bad_argument_is_exit_code_2(mien, wrong):
    ended = mien("recommend", "--mood", "happy", *wrong)

    assert (ended.code, ended.out) == (2, "")
    assert wrong[-1] in ended.err or wrong[0] in ended.err


def test_people_get_a_table_with_a_title(mien):
    ended = mien("recommend", "--mood", "sad", "--goal", "lift", "--random-state", "0")

    assert "One Step Up (sad, lift)" in ended.out
    assert ended.err == ""


def test_the_graph_answers_with_what_it_joins_to_mood_and_seed(mien):
    asked = ("recommend", "--mood", "sad", "--by", "graph", "--json")

    plain = mien(*asked)
    again = mien(*asked)
    seeded = mien(*asked, "--seed-song", BOHEMIAN_RHAPSODY)

    [chosen] = plain.objects
    assert chosen["goal"] == "match"
    assert plain == again
    assert len(ids(plain)) == 5
    assert ids(seeded) != ids(plain)
    assert all(track["reasons"] for track in chosen["tracks"])


def test_measure_and_threshold_shape_the_graph(mien):
    asked = ("recommend", "--mood", "calm", "--by", "graph", "--count", "50", "--json")

    usual = mien(*asked)
    strict = mien(*asked, "--threshold", "0.95")
    cosine = mien(*asked, "--measure", "cosine")

    assert set(ids(strict)) < set(ids(usual))
    assert ids(cosine) != ids(usual)


def test_where_the_graph_joins_nothing_that_is_said(mien):
    ended = mien("recommend", "--mood", "calm", "--by", "graph", "--threshold", "1")

    assert (ended.code, ended.out) == (1, "")
    assert "Lower --threshold" in ended.err


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (["--by", "graph", "--goal", "lift"], "--goal"),
        (["--by", "graph", "--random-state", "1"], "--random-state"),
        (["--threshold", "0.9"], "--by graph"),
        (["--measure", "cosine"], "--by graph"),
        (["--by", "magic"], "magic"),
    ],
)
def test_wishes_that_do_not_go_together_are_exit_code_2(mien, wrong, told):
    ended = mien("recommend", "--mood", "happy", *wrong)

    assert (ended.code, ended.out) == (2, "")
    assert told in ended.err


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("set.m3u8", b"#EXTM3U"),
        ("set.XSPF", b"<?xml"),
        ("set.jspf", b"{"),
        ("set.csv", b"\xef\xbb\xbfplaylist,title"),
    ],
)
def test_a_set_is_written_as_the_playlist_that_the_name_asks_for(mien, tmp_path, name, begins):
    asked = ("recommend", "--mood", "happy", "--random-state", "1")
    songs = [track["title"] for track in mien(*asked, "--json").objects[0]["tracks"]]

    ended = mien(*asked, "--output", name)

    content = (tmp_path / name).read_bytes()
    assert ended.code == 0
    assert f"Wrote 5 songs to {name} as {name.partition('.')[2].upper()}." in ended.out
    assert content.startswith(begins)
    readable = html.unescape(content.decode())
    assert all(song in readable for song in songs)


def test_what_was_written_is_told_in_json(mien, tmp_path):
    ended = mien("recommend", "--mood", "calm", "--output", "one.jspf", "--count", "1", "--json")

    [told] = ended.objects
    playlist = json.loads((tmp_path / "one.jspf").read_bytes())["playlist"]
    assert told["written"] == "one.jspf"
    assert [one["title"] for one in playlist["track"]] == [one["title"] for one in told["tracks"]]


@pytest.mark.parametrize("name", ["set.mp3", "set", ".csv"])
def test_a_playlist_of_an_unknown_kind_is_one_sentence(mien, tmp_path, name):
    ended = mien("recommend", "--mood", "calm", "--output", name)

    assert ended.code == 2
    assert ended.err.strip() == (
        f"“{name}” is no playlist that Mien writes: end its name in .m3u8, .xspf, .jspf or .csv."
    )
    assert ended.out == ""
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_told(mien, tmp_path):
    (tmp_path / "folder.csv").mkdir()

    full = mien("recommend", "--mood", "calm", "--output", "folder.csv")
    nowhere = mien("recommend", "--mood", "calm", "--output", "nowhere/set.csv")

    assert (full.code, nowhere.code) == (1, 2)
    assert "folder.csv cannot be written" in full.err
    assert "There is no folder" in nowhere.err
