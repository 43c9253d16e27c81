from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from engine.assets import read_manifest
from engine.inference import NetworkSession


@pytest.fixture(scope="module")
def session():
    return NetworkSession(read_manifest()["rnet"].load())


def test_a_session_names_what_it_gives(session):
    assert session.outputs == ("dense_2", "softmax_1")


def test_outputs_come_under_their_names(session):
    outputs = session.run({"input_2": np.zeros((3, 24, 24, 3), dtype=np.float32)})

    assert outputs["dense_2"].shape == (3, 4)
    assert outputs["softmax_1"].sum(axis=1) == pytest.approx([1, 1, 1])


def test_threads_that_share_a_session_get_their_own_answers(session):
    noise = np.random.default_rng(3).normal(size=(32, 1, 24, 24, 3)).astype(np.float32)
    alone = [session.run({"input_2": one})["dense_2"] for one in noise]

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda one: session.run({"input_2": one})["dense_2"], noise))

    np.testing.assert_array_equal(np.stack(together), np.stack(alone))
