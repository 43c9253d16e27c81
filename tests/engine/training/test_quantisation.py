import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from engine.inference import NetworkSession
from engine.training.grids import LEVELS
from engine.training.quantisation import BATCH, quantised

HEADS = ("ferplus", "fer2013")
TOLERANCE = 0.03  # of the spread of the logits
OFFSETS = 0.3


def random_weights():
    """A function that gives the next ones of some name and shape."""
    random = np.random.default_rng(5)

    def weights(name, *shape, size=1.0):
        values = random.normal(scale=size / np.sqrt(np.prod(shape[1:])), size=shape)
        return numpy_helper.from_array(values.astype(np.float32), name)

    return weights


def model_of(nodes, constants):
    faces = helper.make_tensor_value_info("faces", TensorProto.FLOAT, ["N", 1, 16, 16])
    logits = [helper.make_tensor_value_info(one, TensorProto.FLOAT, ["N", 7]) for one in HEADS]
    graph = helper.make_graph(nodes, "small", [faces], logits, constants)
    opsets = [helper.make_opsetid("", 18)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=10)


def heads(weights, width):
    """Their nodes and their constants."""
    nodes = [
        helper.make_node("Gemm", ["mean", f"{head}.weight", f"{head}.bias"], [head], transB=1)
        for head in HEADS
    ]
    kernels = [weights(f"{head}.weight", 7, width, size=4.0) for head in HEADS]
    return nodes, [*kernels, *(weights(f"{head}.bias", 7, size=OFFSETS) for head in HEADS)]


def network():
    """A small one of the parts of a MobileNet, with random weights.

    The first two kernels have few weights; channel 3 of the third is dead but for its offset.
    """
    weights, node = random_weights(), helper.make_node
    within = numpy_helper.to_array(weights("within.weight", 40, 1, 3, 3, size=1.4)).copy()
    within[3] = 0
    gemms, head_weights = heads(weights, 16)
    constants = [
        numpy_helper.from_array(np.array([24, 24]), "side"),
        numpy_helper.from_array(np.float32(0), "least"),
        numpy_helper.from_array(np.float32(6), "most"),
        numpy_helper.from_array(np.array([2, 3]), "axes"),
        weights("stem.weight", 8, 1, 3, 3, size=1.4),
        weights("stem.bias", 8, size=OFFSETS),
        weights("edges.weight", 8, 1, 3, 3, size=1.4),
        weights("edges.bias", 8, size=OFFSETS),
        weights("across.weight", 40, 8, 1, 1, size=1.4),
        weights("across.bias", 40, size=OFFSETS),
        numpy_helper.from_array(within, "within.weight"),
        weights("within.bias", 40, size=3 * OFFSETS),
        weights("last.weight", 16, 40, 1, 1, size=1.4),
        weights("last.bias", 16, size=OFFSETS),
        *head_weights,
    ]
    late = {"pads": [0, 0, 1, 1], "strides": [2, 2]}
    nodes = [
        node("Shape", ["faces"], ["count"], end=2),
        node("Concat", ["count", "side"], ["size"], axis=0),
        node("Resize", ["faces", "", "", "size"], ["enlarged"], mode="linear"),
        node("Conv", ["enlarged", "stem.weight", "stem.bias"], ["stem"], **late),
        node("Clip", ["stem", "least", "most"], ["stem_clip"]),
        node("Conv", ["stem_clip", "edges.weight", "edges.bias"], ["edges"], group=8, **late),
        node("Clip", ["edges", "least", "most"], ["edges_clip"]),
        node("Conv", ["edges_clip", "across.weight", "across.bias"], ["across"]),
        node("Clip", ["across", "least", "most"], ["across_clip"]),
        node("Conv", ["across_clip", "within.weight", "within.bias"], ["within"], group=40, **late),
        node("Clip", ["within", "least", "most"], ["within_clip"]),
        node("Conv", ["within_clip", "last.weight", "last.bias"], ["last"]),
        node("Clip", ["last", "least", "most"], ["maps"]),
        node("ReduceMean", ["maps", "axes"], ["mean"], keepdims=0),
        *gemms,
    ]
    return model_of(nodes, constants)


def network_that_begins_in_bytes():
    """One convolution of many weights, right behind the entrance."""
    weights, node = random_weights(), helper.make_node
    gemms, head_weights = heads(weights, 64)
    constants = [
        numpy_helper.from_array(np.array([2, 3]), "axes"),
        weights("only.weight", 64, 1, 3, 3, size=1.4),
        weights("only.bias", 64, size=OFFSETS),
        *head_weights,
    ]
    nodes = [
        node("Conv", ["faces", "only.weight", "only.bias"], ["maps"]),
        node("ReduceMean", ["maps", "axes"], ["mean"], keepdims=0),
        *gemms,
    ]
    return model_of(nodes, constants)


def noise(count, seed=6):
    """Smooth, and of any brightness, so that a network that looks at means tells them apart."""
    random = np.random.default_rng(seed)
    coarse = random.normal(size=(count, 1, 4, 4)) + random.normal(size=(count, 1, 1, 1))
    coarse = coarse.astype(np.float32)
    return np.kron(coarse, np.ones((1, 1, 4, 4), dtype=np.float32))


def graph_of(content):
    return onnx.load_from_string(content).graph


def constants_of(content):
    return {one.name: numpy_helper.to_array(one) for one in graph_of(content).initializer}


def scales_of(content):
    return {
        name: float(values)
        for name, values in constants_of(content).items()
        if name.endswith("_scale")
    }


def rounded_in(content):
    """Names of what is put into eight bits."""
    return {node.input[0] for node in graph_of(content).node if node.op_type == "QuantizeLinear"}


def answers_of(content, faces):
    answers = NetworkSession(content).run({"faces": faces})
    return np.concatenate([answers[head] for head in HEADS], axis=1)


@pytest.fixture(scope="module")
def small():
    return quantised(network(), noise(200))


@pytest.mark.parametrize("made", [network, network_that_begins_in_bytes])
def test_eight_bits_answer_nearly_as_float_to_faces_that_set_no_range(made):
    faces, model = noise(300, seed=7), made()

    plain = answers_of(model.SerializeToString(), faces)
    got = answers_of(quantised(model, noise(200)), faces)

    assert 0 < np.sqrt(np.square(got - plain).mean()) < TOLERANCE * plain.std()


def test_what_rounded_kernels_add_on_average_is_taken_away():
    faces, model = noise(300, seed=7) + 9, network_that_begins_in_bytes()

    plain = answers_of(model.SerializeToString(), faces)
    got = answers_of(quantised(model, noise(200) + 9), faces)

    off = got - plain
    assert (np.abs(off.mean(axis=0)) < off.std(axis=0)).all()


def test_the_ranges_grow_with_the_faces():
    model, faces = network_that_begins_in_bytes(), noise(20)

    plain, large = scales_of(quantised(model, faces)), scales_of(quantised(model, 4 * faces))

    assert large["faces_scale"] == pytest.approx(4 * plain["faces_scale"])
    assert large["maps_scale"] > 3 * plain["maps_scale"]


def test_faces_beyond_the_first_batch_set_ranges_too():
    model, faces = network_that_begins_in_bytes(), noise(BATCH + 10)
    faces[BATCH:] *= 20

    few, all_of_them = (
        scales_of(quantised(model, faces[:BATCH])),
        scales_of(quantised(model, faces)),
    )

    assert all(all_of_them[name] > 2 * scale for name, scale in few.items())


def test_a_lonely_value_does_not_set_the_range():
    faces = noise(200)
    faces[0, 0, 3, 3] = 30

    scale = scales_of(quantised(network_that_begins_in_bytes(), faces))["faces_scale"]

    assert scale < 0.99 * (faces.max() - faces.min()) / LEVELS


def test_large_kernels_are_stored_as_bytes_and_nowhere_else(small):
    plain, constants = constants_of(network().SerializeToString()), constants_of(small)

    for name in ("across.weight", "within.weight", "last.weight"):
        step = constants[f"{name}_step"][:, None, None, None]
        assert name not in constants
        assert constants[f"{name}_int"].dtype == np.int8
        assert (np.abs(constants[f"{name}_int"] * step - plain[name]) <= 0.501 * step).all()


def test_kernels_of_few_weights_stay_in_float(small):
    plain, constants = constants_of(network().SerializeToString()), constants_of(small)

    for name in ("stem.weight", "stem.bias", "edges.weight", "edges.bias"):
        np.testing.assert_array_equal(constants[name], plain[name])


def test_offsets_are_counted_in_steps_of_kernel_times_input(small):
    constants = constants_of(small)

    step = constants["across.bias_step"]

    assert constants["across.bias_int"].dtype == np.int32
    expected = constants["across.weight_step"] * constants["edges_clip_scale"]
    np.testing.assert_allclose(step, expected)


@pytest.mark.parametrize("head", HEADS)
def test_the_heads_and_the_mean_stay_in_float(small, head):
    plain, constants = constants_of(network().SerializeToString()), constants_of(small)
    (gemm,) = [node for node in graph_of(small).node if node.output[0] == head]

    np.testing.assert_array_equal(constants[f"{head}.weight"], plain[f"{head}.weight"])
    np.testing.assert_array_equal(constants[f"{head}.bias"], plain[f"{head}.bias"])
    assert list(gemm.input) == ["mean", f"{head}.weight", f"{head}.bias"]


def test_what_bytes_read_and_make_is_rounded_behind_the_clipping_and_nothing_else(small):
    assert rounded_in(small) == {"edges_clip", "across_clip", "within_clip", "maps"}


def test_every_convolution_in_bytes_reads_what_was_rounded(small):
    inputs = {node.input[0] for node in graph_of(small).node if node.op_type == "Conv"}

    rounded = {"edges_clip_rounded", "across_clip_rounded", "within_clip_rounded"}
    assert inputs == {"enlarged", "stem_clip", *rounded}


def test_a_dead_channel_keeps_its_offset(small):
    plain, constants = constants_of(network().SerializeToString()), constants_of(small)

    kept = constants["within.bias_int"] * constants["within.bias_step"]

    assert not constants["within.weight_int"][3].any()
    assert kept[3] == pytest.approx(plain["within.bias"][3], abs=1e-3)


def test_the_float_network_stays_as_it_was():
    model = network()
    before = model.SerializeToString()

    quantised(model, noise(10))

    assert model.SerializeToString() == before
