import numpy as np
import pytest

from engine.faces import BoundingBox, FaceDetection
from engine.following import Look, followed
from engine.frames import Frame

RED, BLUE = (200, 40, 30), (40, 60, 190)
SIZE = (240, 320)


def look(time_s, *people, light=1.0):
    """People as (x, side, colour) on grey, in order of what the detector found."""
    pixels = np.full((*SIZE, 3), 120 * light, np.uint8)
    faces = []
    for x, side, colour in people:
        pixels[80 : 80 + side, x : x + side] = np.multiply(colour, light).astype(np.uint8)
        faces.append(FaceDetection(BoundingBox(x, 80, side, side), (), 0.9))
    return Look(Frame(pixels, time_s), faces)


def places(person):
    return [(sighting.look, sighting.face.bounding_box.x) for sighting in person]


def test_two_people_are_told_apart_whoever_is_more_prominent_in_a_frame():
    looks = [
        look(0.0, (60, 60, RED), (200, 50, BLUE)),
        look(0.2, (200, 70, BLUE), (60, 50, RED)),
        look(0.4, (60, 60, RED), (200, 55, BLUE)),
        look(0.6, (200, 75, BLUE), (60, 55, RED)),
    ]

    people = [places(person) for person in followed(looks)]

    assert sorted(people) == [
        [(0, 60), (1, 60), (2, 60), (3, 60)],
        [(0, 200), (1, 200), (2, 200), (3, 200)],
    ]


def test_two_people_who_change_places_keep_their_own_faces():
    walk = [(40 + 20 * step, 230 - 20 * step) for step in range(10)]
    looks = []
    for number, (red, blue) in enumerate(walk):
        hidden = abs(red - blue) < 50
        seen = [(blue, 50, BLUE)] if hidden else [(red, 50, RED), (blue, 50, BLUE)]
        looks.append(look(0.2 * number, *seen))

    reds, blues = sorted(followed(looks), key=lambda person: person[0].face.bounding_box.x)

    assert [place for _, place in places(reds)] == [40, 60, 80, 100, 160, 180, 200, 220]
    assert [place for _, place in places(blues)] == [blue for _, blue in walk]


def test_after_a_cut_another_person_in_the_same_place_is_another_person():
    looks = [look(0.1 * number, (120, 60, RED)) for number in range(4)]
    looks += [look(0.4 + 0.1 * number, (120, 60, BLUE)) for number in range(2)]

    people = [places(person) for person in followed(looks)]

    assert [len(person) for person in people] == [4, 2]


def test_who_is_not_seen_for_a_while_is_still_the_same_person():
    looks = [look(0.0, (100, 60, RED)), look(0.2), look(0.4), look(0.6, (110, 60, RED))]

    assert [places(person) for person in followed(looks)] == [[(0, 100), (3, 110)]]


@pytest.mark.parametrize("light", [0.4, 1.25])
def test_another_light_makes_nobody_else_of_a_person(light):
    looks = [look(0.0, (100, 60, RED)), look(0.2, (105, 60, RED), light=light)]

    assert len(followed(looks)) == 1


def test_who_turns_around_is_still_the_same_person():
    one = look(0.0, (100, 60, RED))
    one.frame.pixels[80:140, 100:130] = BLUE
    turned = Look(Frame(np.ascontiguousarray(one.frame.pixels[:, ::-1]), 0.2), [])
    there = FaceDetection(BoundingBox(160, 80, 60, 60), (), 0.9)

    assert len(followed([one, Look(turned.frame, [there])])) == 1


def test_who_stays_comes_before_who_passes_by():
    looks = [look(0.2 * number, (130, 50, RED)) for number in range(5)]
    looks[2] = look(0.4, (20, 90, BLUE), (130, 50, RED))

    first, passing = followed(looks)

    assert len(first) == 5
    assert len(passing) == 1


def test_a_face_at_the_edge_of_the_picture_is_followed_too():
    looks = [look(0.0, (270, 50, RED)), look(0.2, (265, 50, RED))]
    outside = FaceDetection(BoundingBox(-10, -20, 60, 60), (), 0.9)
    looks[0] = Look(looks[0].frame, [*looks[0].faces, outside])

    assert len(followed(looks)) == 2
