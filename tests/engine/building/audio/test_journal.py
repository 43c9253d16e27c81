import os

from engine.building.audio.journal import Outcome, open_journal


def test_what_was_noted_is_known_to_the_next_run(tmp_path):
    song, other = tmp_path / "song.mp3", tmp_path / "other.mp3"
    song.write_bytes(b"1"), other.write_bytes(b"2")
    with open_journal(tmp_path / "j" / "journal") as journal:
        journal.note(song, Outcome({"title": "Zoë"}))
        journal.note(other, Outcome(None, "is silent"))

    with open_journal(tmp_path / "j" / "journal") as journal:
        assert journal.outcome_of(song) == Outcome({"title": "Zoë"})
        assert journal.outcome_of(other) == Outcome(None, "is silent")


def test_a_file_that_changed_is_not_known(tmp_path):
    song = tmp_path / "song.mp3"
    song.write_bytes(b"1")
    with open_journal(tmp_path / "journal") as journal:
        journal.note(song, Outcome(None, "is silent"))
        os.utime(song, (1, 1))

        assert journal.outcome_of(song) is None


def test_a_file_whose_rights_changed_is_not_known(tmp_path):
    song = tmp_path / "song.mp3"
    song.write_bytes(b"1")
    with open_journal(tmp_path / "journal") as journal:
        journal.note(song, Outcome(None, "cannot be opened: Permission denied"))
        noted_ns = song.stat().st_ctime_ns
        while song.stat().st_ctime_ns == noted_ns:
            song.chmod(0o600)

        assert journal.outcome_of(song) is None


def test_a_file_that_is_gone_is_known_until_it_is_back(tmp_path):
    song = tmp_path / "song.mp3"
    with open_journal(tmp_path / "journal") as journal:
        journal.note(song, Outcome(None, "cannot be opened: No such file or directory"))

        assert journal.outcome_of(song).row is None
        song.write_bytes(b"1")
        assert journal.outcome_of(song) is None


def test_a_line_that_a_kill_cut_off_costs_that_line_alone(tmp_path):
    songs = [tmp_path / f"{number}.mp3" for number in range(3)]
    for song in songs:
        song.write_bytes(b"1")
    path = tmp_path / "journal"
    with open_journal(path) as journal:
        journal.note(songs[0], Outcome({"title": "a"}))
        journal.note(songs[1], Outcome({"title": "b"}))
    path.write_bytes(path.read_bytes()[:-20])

    with open_journal(path) as journal:
        assert journal.outcome_of(songs[1]) is None
        journal.note(songs[2], Outcome({"title": "c"}))
    with open_journal(path) as journal:
        assert [journal.outcome_of(one) is None for one in songs] == [False, True, False]
