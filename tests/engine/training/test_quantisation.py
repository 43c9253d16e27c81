import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from engine.inference import NetworkSession
from engine.training.grids import LEVELS
from engine.training.quantisation import BATCH, quantised

HEADS = ("ferplus", "fer2013")
TOLERANCE = 0.03  # of the spread of the logits


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


def heads(weights, width, *, offsets):
    """Their nodes and their constants."""
    nodes = [
        helper.make_node("Gemm", ["mean", f"{head}.weight", f"{head}.bias"], [head], transB=1)
        for head in HEADS
    ]
    kernels = [weights(f"{head}.weight", 7, width, size=4.0) for head in HEADS]
    return nodes, [*kernels, *(weights(f"{head}.bias", 7, size=offsets) for head in HEADS)]


def mobile_network():
    """A small one of the parts of a MobileNet; one channel of it is dead but for its offset."""
    weights, node = random_weights(), helper.make_node
    within = numpy_helper.to_array(weights("within", 8, 1, 3, 3, size=1.4)).copy()
    within[3] = 0
    gemms, head_weights = heads(weights, 16, offsets=0.3)
    constants = [
        numpy_helper.from_array(np.array([24, 24]), "side"),
        numpy_helper.from_array(np.float32(0), "least"),
        numpy_helper.from_array(np.float32(6), "most"),
        numpy_helper.from_array(np.array([2, 3]), "axes"),
        weights("stem.weight", 8, 1, 3, 3, size=1.4),
        weights("stem.bias", 8, size=0.3),
        numpy_helper.from_array(within, "within.weight"),
        weights("within.bias", 8, size=0.9),
        weights("across.weight", 16, 8, 1, 1, size=1.4),
        weights("across.bias", 16, size=0.3),
        *head_weights,
    ]
    late = {"pads": [0, 0, 1, 1], "strides": [2, 2]}
    nodes = [
        node("Shape", ["faces"], ["count"], end=2),
        node("Concat", ["count", "side"], ["size"], axis=0),
        node("Resize", ["faces", "", "", "size"], ["enlarged"], mode="linear"),
        node("Conv", ["enlarged", "stem.weight", "stem.bias"], ["stem"], **late),
        node("Clip", ["stem", "least", "most"], ["stem_clip"]),
        node("Conv", ["stem_clip", "within.weight", "within.bias"], ["within"], group=8, **late),
        node("Clip", ["within", "least", "most"], ["within_clip"]),
        node("Conv", ["within_clip", "across.weight", "across.bias"], ["across"]),
        node("Clip", ["across", "least", "most"], ["maps"]),
        node("ReduceMean", ["maps", "axes"], ["mean"], keepdims=0),
        *gemms,
    ]
    return model_of(nodes, constants)


def network(*, offsets=True):
    """A small one of the parts of a residual network, with random weights."""
    weights = random_weights()
    some = 0.3 if offsets else 0.0
    gemms, head_weights = heads(weights, 16, offsets=some)
    constants = [
        weights("stem.weight", 8, 1, 5, 5, size=1.4),
        weights("stem.bias", 8, size=some),
        weights("first.weight", 16, 8, 3, 3, size=1.4),
        weights("first.bias", 16, size=some),
        weights("second.weight", 16, 16, 3, 3, size=1.4),
        weights("second.bias", 16, size=some),
        numpy_helper.from_array(np.array([0, 0, 0, 0, 0, 8, 0, 0]), "pads"),
        numpy_helper.from_array(np.array([2, 3]), "axes"),
        *head_weights,
    ]
    node = helper.make_node
    nodes = [
        node("Conv", ["faces", "stem.weight", "stem.bias"], ["stem"], pads=[2] * 4),
        node("Relu", ["stem"], ["stem_relu"]),
        node("MaxPool", ["stem_relu"], ["pool"], kernel_shape=[3, 3], strides=[2, 2], pads=[1] * 4),
        node(
            "Conv", ["pool", "first.weight", "first.bias"], ["first"], pads=[1] * 4, strides=[2, 2]
        ),
        node("Relu", ["first"], ["first_relu"]),
        node("Conv", ["first_relu", "second.weight", "second.bias"], ["second"], pads=[1] * 4),
        node("AveragePool", ["pool"], ["mean_pool"], kernel_shape=[2, 2], strides=[2, 2]),
        node("Pad", ["mean_pool", "pads"], ["shortcut"]),
        node("Add", ["second", "shortcut"], ["sum"]),
        node("Relu", ["sum"], ["maps"]),
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


@pytest.fixture(scope="module")
def small():
    return quantised(network(), noise(200))


@pytest.fixture(scope="module")
def small_mobile():
    return quantised(mobile_network(), noise(200))


@pytest.mark.parametrize("made", [network, mobile_network])
@pytest.mark.parametrize("head", HEADS)
def test_eight_bits_answer_nearly_as_float_to_faces_that_set_no_range(made, head):
    faces, model = noise(300, seed=7), made()

    plain = NetworkSession(model.SerializeToString()).run({"faces": faces})[head]
    got = NetworkSession(quantised(model, noise(200))).run({"faces": faces})[head]

    assert 0 < np.sqrt(np.square(got - plain).mean()) < TOLERANCE * plain.std()


def test_the_range_of_the_entrance_is_what_the_faces_have():
    faces = noise(20)
    faces[3, 0, 2, 2], faces[7, 0, 1, 1] = -7, 13

    constants = constants_of(quantised(network(), faces))

    assert constants["faces_scale"] == pytest.approx(20 / LEVELS)
    assert constants["faces_zero"] == round(7 / 20 * LEVELS)


def test_the_ranges_grow_with_the_faces():
    model, faces = network(offsets=False), noise(20)

    plain, large = scales_of(quantised(model, faces)), scales_of(quantised(model, 4 * faces))

    assert {"faces", "stem_relu", "second", "maps"} <= {one[: -len("_scale")] for one in plain}
    assert large == pytest.approx({name: 4 * scale for name, scale in plain.items()})


def test_faces_beyond_the_first_batch_set_ranges_too():
    model, faces = network(offsets=False), noise(BATCH + 10)
    faces[BATCH:] *= 20

    few, all_of_them = (
        scales_of(quantised(model, faces[:BATCH])),
        scales_of(quantised(model, faces)),
    )

    assert all(all_of_them[name] > 2 * scale for name, scale in few.items())


def test_the_kernels_are_stored_as_bytes_and_nowhere_else(small):
    plain, constants = constants_of(network().SerializeToString()), constants_of(small)

    for name in ("stem.weight", "first.weight", "second.weight"):
        step = constants[f"{name}_step"][:, None, None, None]
        assert name not in constants
        assert constants[f"{name}_int"].dtype == np.int8
        assert (np.abs(constants[f"{name}_int"] * step - plain[name]) <= 0.501 * step).all()


def test_offsets_are_counted_in_steps_of_kernel_times_input(small):
    plain, constants = constants_of(network().SerializeToString()), constants_of(small)

    step = constants["stem.bias_step"]

    assert constants["stem.bias_int"].dtype == np.int32
    np.testing.assert_allclose(step, constants["stem.weight_step"] * constants["faces_scale"])
    assert (np.abs(constants["stem.bias_int"] * step - plain["stem.bias"]) <= 0.501 * step).all()


@pytest.mark.parametrize("head", HEADS)
def test_the_heads_and_the_mean_stay_in_float(small, head):
    plain, constants = constants_of(network().SerializeToString()), constants_of(small)
    rounded = {node.input[0] for node in graph_of(small).node if node.op_type == "QuantizeLinear"}
    (gemm,) = [node for node in graph_of(small).node if node.output[0] == head]

    np.testing.assert_array_equal(constants[f"{head}.weight"], plain[f"{head}.weight"])
    np.testing.assert_array_equal(constants[f"{head}.bias"], plain[f"{head}.bias"])
    assert list(gemm.input) == ["mean", f"{head}.weight", f"{head}.bias"]
    assert not rounded & {"mean", head}


def test_what_a_relu_clips_is_rounded_only_behind_it(small):
    rounded = {node.input[0] for node in graph_of(small).node if node.op_type == "QuantizeLinear"}

    assert not rounded & {"stem", "first", "sum"}
    assert rounded >= {"faces", "stem_relu", "first_relu", "second", "maps"}


def test_a_face_is_enlarged_in_float_and_rounded_behind_that(small_mobile):
    rounded = {
        node.input[0] for node in graph_of(small_mobile).node if node.op_type == "QuantizeLinear"
    }

    assert rounded == {"enlarged", "stem_clip", "within_clip", "maps"}


def test_a_dead_channel_keeps_its_offset(small_mobile):
    plain = constants_of(mobile_network().SerializeToString())
    constants = constants_of(small_mobile)

    kept = constants["within.bias_int"] * constants["within.bias_step"]

    assert not constants["within.weight_int"][3].any()
    np.testing.assert_allclose(kept, plain["within.bias"], atol=1e-3)


def test_a_maximum_and_a_margin_keep_the_grid_they_got(small):
    scales = scales_of(small)

    assert scales["pool_scale"] == scales["stem_relu_scale"]
    assert scales["shortcut_scale"] == scales["mean_pool_scale"]
    assert scales["mean_pool_scale"] != scales["pool_scale"]


def test_every_convolution_reads_what_was_rounded(small):
    inputs = {node.input[0] for node in graph_of(small).node if node.op_type == "Conv"}

    assert inputs == {"faces_rounded", "pool_rounded", "first_relu_rounded"}


def test_the_float_network_stays_as_it_was():
    model = network()
    before = model.SerializeToString()

    quantised(model, noise(10))

    assert model.SerializeToString() == before
