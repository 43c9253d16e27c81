import pytest

from engine.assets import MANIFEST, read_manifest
from engine.classifier import CLASSIFIER, ClassifierCard
from engine.emotions import EMOTIONS
from engine.faces import CropMargins
from engine.training.manifest_entry import write_entry

CARD = ClassifierCard(
    labels=EMOTIONS,
    input_side_px=48,
    mean=0.508,
    std=0.255,
    heads={"ferplus": 0.7, "fer2013": 0.3},
    biases=(0.5, -0.5, 0.0, 0.0, 0.0, 0.0, 0.0),
    temperature=0.6,
    sure=0.528,
    crop_margins=CropMargins(-0.025, 0.0, 0.025, 0.05),
)


@pytest.fixture
def manifest(tmp_path):
    path = tmp_path / MANIFEST
    path.write_text(
        '# kept\n\n[other]\npurpose = "p"\nsource = "s"\nlicence = "l"\nfile = "f"\nsha256 = "0"\n',
        encoding="utf-8",
    )
    return path


def test_a_card_that_was_written_reads_the_same(manifest):
    write_entry(manifest, CARD, sha256="ab")

    asset = read_manifest(manifest)[CLASSIFIER]
    assert ClassifierCard.from_asset(asset) == CARD
    assert asset.sha256 == "ab"


def test_a_second_entry_takes_the_place_of_the_first_and_leaves_the_others(manifest):
    write_entry(manifest, CARD, sha256="ab")
    write_entry(manifest, CARD, sha256="cd")

    assert set(read_manifest(manifest)) == {"other", CLASSIFIER}
    assert read_manifest(manifest)[CLASSIFIER].sha256 == "cd"
    assert manifest.read_text(encoding="utf-8").startswith("# kept")
