import pytest

from adapters.chat.features import Feature
from adapters.chat.message import Platform
from tests.parity import DOCUMENT, EVIDENCE, NATIVE, document, names_used


def test_the_page_in_docs_is_what_the_code_says():
    assert DOCUMENT.read_text() == document()


@pytest.mark.parametrize("platform", NATIVE)
def test_a_chat_claims_what_its_source_can_do_and_nothing_else(platform: Platform):
    used = names_used(platform)

    able = {feature for feature, name in EVIDENCE.items() if name in used}

    assert {feature for feature in NATIVE[platform] if feature in EVIDENCE} == able


def test_every_feature_has_a_name_to_look_for_or_needs_several():
    assert set(Feature) - set(EVIDENCE) == {Feature.SEVERAL_PICTURES}


@pytest.mark.parametrize("platform", NATIVE)
def test_several_pictures_come_as_one_event_or_as_an_album(platform: Platform):
    assert names_used(platform) & {"others", "album_id"}
