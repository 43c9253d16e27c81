import pytest

from engine.artist_names import artists_in


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Adele", ["Adele"]),
        ("['Dennis Day']", ["Dennis Day"]),
        ("['A', 'B']", ["A", "B"]),
        ("[\"D'Angelo\", 'B']", ["D'Angelo", "B"]),
        ('["A", "B"]', ["A", "B"]),
        ("['D\\'Angelo']", ["D'Angelo"]),
        ("[]", []),
        ("[re:jazz]", ["[re:jazz]"]),
        ("A;B", ["A", "B"]),
        ("A, B", ["A", "B"]),
        ("A,B", ["A", "B"]),
        (" ; ", []),
        ("", []),
        ("A;A", ["A"]),
        ("Tyler, The Creator", ["Tyler, The Creator"]),
        ("Earth, Wind & Fire", ["Earth, Wind & Fire"]),
        ("10,000 Maniacs", ["10,000 Maniacs"]),
        ("Sammy Davis, Jr.", ["Sammy Davis, Jr."]),
        ("Drake feat. Rihanna", ["Drake", "Rihanna"]),
        ("AC/DC", ["AC/DC"]),
        ("['unfinished", ["['unfinished"]),
    ],
)
def test_artists_are_listed_in_many_ways(cell, names):
    assert artists_in(cell) == names
