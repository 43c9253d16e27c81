"""A few invented faces; and which tests need what only `make setup-training` installs."""

import json
from importlib.util import find_spec

import numpy as np
import pytest
from PIL import Image

from engine.training.dataset import FacePack, load_face_pack

SIDE_PX = 48
COLUMNS = 10
LEARNED, HELD_OUT = 96, 4  # a batch of learning, and a few to judge by
NEEDED = {
    "test_checkpoint.py": "torch",
    "test_convolution.py": "torch",
    "test_fit.py": "torch",
    "test_main.py": "torch",
    "test_network.py": "torch",
    "test_pretrained.py": "torch",
    "test_quantisation.py": "onnx",
    "test_targets.py": "torch",
    "test_twin.py": "onnx",
}
# Not skipped, since where all that tests need is installed a skipped test is a failure.
collect_ignore = [name for name, package in NEEDED.items() if find_spec(package) is None]


def pytest_terminal_summary(terminalreporter):
    if collect_ignore:
        names = ", ".join(collect_ignore)
        terminalreporter.write_line(f"left out without `make setup-training`: {names}")


@pytest.fixture
def data_folder(tmp_path):
    """A pack as `load_face_pack` reads it: seeded noise, each face named by up to ten taggers."""
    random = np.random.default_rng(11)
    count = LEARNED + 2 * HELD_OUT
    rows = -(-count // COLUMNS)
    folder = tmp_path / "data"
    folder.mkdir()
    sheet = random.integers(0, 256, (rows * SIDE_PX, COLUMNS * SIDE_PX), dtype=np.uint8)
    Image.fromarray(sheet).save(folder / "sheet.png")
    sheets = {"columns": COLUMNS, "size": SIDE_PX, "sheets": [["sheet.png", count]]}
    (folder / "sheets.json").write_text(json.dumps(sheets), encoding="utf-8")
    np.savez(
        folder / "meta.npz",
        ferplus_votes=random.multinomial(10, np.full(10, 0.1), size=count),
        fer_label=random.integers(0, 7, count),
        dup_group=np.arange(count),
        split=np.repeat([0, 1, 2], [LEARNED, HELD_OUT, HELD_OUT]),
    )
    return folder


@pytest.fixture
def faceres_folder(tmp_path):
    """A model of the shapes of HSE-FaceRes, or of its first `layers`, in TensorFlow.js's files."""
    from engine.training.network import EmotionNetwork

    first, *others = (one.convolution.weight for one in EmotionNetwork("mobile").convolutions())
    shapes = [(len(first), 3, *first.shape[2:]), *(tuple(one.shape) for one in others)]

    def written(layers=None):
        nodes, manifest, content = [], [], b""
        for at, (channels, before, side, _) in enumerate(shapes[:layers]):
            within = before == 1 and at > 0
            kind = "DepthwiseConv2dNative" if within else "Conv2D"
            shape = (side, side, channels, 1) if within else (side, side, before, channels)
            nodes += [
                {"op": kind, "name": f"{at}", "input": ["", f"{at}/kernel"]},
                {"op": "Add", "name": f"{at}/sum", "input": ["", f"{at}/shift"]},
            ]
            for name, size in ((f"{at}/kernel", shape), (f"{at}/shift", (channels,))):
                manifest.append({"name": name, "shape": list(size)})
                content += np.full(size, 0.01 * (at + 1), dtype=np.float32).tobytes()
        folder = tmp_path / "faceres"
        folder.mkdir()
        graph = {"modelTopology": {"node": nodes}, "weightsManifest": [{"weights": manifest}]}
        (folder / "faceres-deep.json").write_text(json.dumps(graph), encoding="utf-8")
        (folder / "faceres-deep.bin").write_bytes(content)
        return folder

    return written


@pytest.fixture
def training(data_folder) -> FacePack:
    """The faces to learn from."""
    return load_face_pack(data_folder)["Training"]
