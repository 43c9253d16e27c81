import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from engine.inference import NetworkSession
from engine.training.grids import LEVELS
from engine.training.quantisation import BATCH, quantised

HEADS = ("ferplus", "fer2013")
TOLERANCE = 0.03  # of the spread of the logits


def network(*, offsets=True):
    """A small one of the parts that the shipped one has, with random weights."""
    random = np.random.default_rng(5)

    def weights(name, *shape, size=1.0):
        values = random.normal(scale=size / np.sqrt(np.prod(shape[1:])), size=shape)
        return numpy_helper.from_array(values.astype(np.float32), name)

    some = 0.3 if offsets else 0.0
    constants = [
        weights("stem.weight", 8, 1, 5, 5, size=1.4),
        weights("stem.bias", 8, size=some),
        weights("first.weight", 16, 8, 3, 3, size=1.4),
        weights("first.bias", 16, size=some),
        weights("second.weight", 16, 16, 3, 3, size=1.4),
        weights("second.bias", 16, size=some),
        numpy_helper.from_array(np.array([0, 0, 0, 0, 0, 8, 0, 0]), "pads"),
        numpy_helper.from_array(np.array([2, 3]), "axes"),
        *(weights(f"{head}.weight", 7, 16, size=4.0) for head in HEADS),
        *(weights(f"{head}.bias", 7, size=some) for head in HEADS),
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
        *(
            node("Gemm", ["mean", f"{head}.weight", f"{head}.bias"], [head], transB=1)
            for head in HEADS
        ),
    ]
    faces = helper.make_tensor_value_info("faces", TensorProto.FLOAT, ["N", 1, 16, 16])
    logits = [helper.make_tensor_value_info(one, TensorProto.FLOAT, ["N", 7]) for one in HEADS]
    graph = helper.make_graph(nodes, "small", [faces], logits, constants)
    opsets = [helper.make_opsetid("", 18)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=10)


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


@pytest.mark.parametrize("head", HEADS)
def test_eight_bits_answer_nearly_as_float_to_faces_that_set_no_range(small, head):
    faces = noise(300, seed=7)

    plain = NetworkSession(network().SerializeToString()).run({"faces": faces})[head]
    got = NetworkSession(small).run({"faces": faces})[head]

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
