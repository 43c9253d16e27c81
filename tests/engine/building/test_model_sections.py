from engine.building.model_sections import model_sections


def test_what_was_not_measured_is_said():
    circular, by_people = model_sections(None, None)

    assert any("circular" in part for part in circular.parts)
    assert any("too few tracks" in part for part in circular.parts)
    assert "--moods FILE" in by_people.parts[0]
