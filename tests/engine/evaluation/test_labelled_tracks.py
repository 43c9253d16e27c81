import pytest

from engine.evaluation.labelled_tracks import read_labelled_tracks
from engine.track_moods import LABELS
from engine.tracks import FEATURE_NAMES

HEADER = ",".join(["title", "artists", "mood", *FEATURE_NAMES])
NUMBERS = ",".join(["0.5"] * len(FEATURE_NAMES))


def written(tmp_path, *lines, header=HEADER):
    path = tmp_path / "moods.csv"
    path.write_text("\n".join([header, *lines]), encoding="utf-8-sig")
    return path


def test_labels_are_known_however_they_are_spelled(tmp_path):
    lines = [f"One,A,Happy,{NUMBERS}", f"Two,B, sad ,{NUMBERS}", f"Three,C,CALM,{NUMBERS}"]

    tracks = read_labelled_tracks(written(tmp_path, *lines))

    assert [LABELS[at] for at in tracks.labels] == ["Happy", "Sad", "Calm"]
    assert tracks.features.shape == (3, 9)
    assert tracks.left_out == {}


def test_editions_of_a_song_are_one_and_so_are_songs_by_one_artist(tmp_path):
    lines = [
        f"Hello,Adèle,Sad,{NUMBERS}",
        f"Hello - Live,Adele;Guest,Sad,{NUMBERS}",
        f"Other,ADELE,Sad,{NUMBERS}",
        f"Hello,Lionel,Sad,{NUMBERS}",
    ]

    tracks = read_labelled_tracks(written(tmp_path, *lines))

    assert tracks.songs.tolist() == [0, 0, 1, 2]
    assert tracks.artists.tolist() == [0, 0, 0, 1]


def test_without_names_each_row_is_its_own_song(tmp_path):
    header = ",".join(["mood", *FEATURE_NAMES])

    tracks = read_labelled_tracks(
        written(tmp_path, f"Sad,{NUMBERS}", f"Sad,{NUMBERS}", header=header)
    )

    assert tracks.songs.tolist() == tracks.artists.tolist() == [0, 1]


def test_rows_that_cannot_be_used_are_counted_by_why(tmp_path):
    holed = ",".join(["", *["0.5"] * 8])
    lines = [f"One,A,Happy,{NUMBERS}", f"Two,B,angry,{NUMBERS}", f"Three,C,Sad,{holed}"]

    tracks = read_labelled_tracks(written(tmp_path, *lines))

    assert len(tracks.labels) == 1
    assert tracks.left_out == {"the mood “angry”": 1, "a feature that is no number": 1}


@pytest.mark.parametrize(
    ("header", "lines", "said"),
    [
        ("title,energy", ("One,0.5",), "lacks the columns mood, danceability, loudness"),
        (HEADER, (), "no row"),
        (HEADER, (f"One,A,angry,{NUMBERS}",), "no row"),
        (HEADER, ('"One,A', "x"), "CSV"),
        ("", (), "CSV"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_the_reason(tmp_path, header, lines, said):
    with pytest.raises(ValueError, match=said):
        read_labelled_tracks(written(tmp_path, *lines, header=header))


def test_bytes_that_are_no_text_are_refused(tmp_path):
    path = tmp_path / "picture.csv"
    path.write_bytes(b"\x89PNG\xff\xfe\x00")

    with pytest.raises(ValueError, match="CSV"):
        read_labelled_tracks(path)
