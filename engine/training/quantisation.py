"""Eight-bit arithmetic for the shipped network: a quarter of the size and of the time.

Static and per channel (Jacob et al. 2018): ranges of the activations are measured on faces, weights
get a scale for each output channel. What is written is ONNX's own QuantizeLinear and
DequantizeLinear around the float operations, which ONNX Runtime fuses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import onnx
from onnx import helper, numpy_helper

from engine.inference import NetworkSession
from engine.training.grids import Grid, best_range, kernel_in_bytes, sampled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.float32]

BATCH = 128
# To enlarge the face and to turn it round, the mean over the last maps and the two small heads stay
# in float: they cost little.
IN_FLOAT = {"Shape", "Concat", "Resize", "Slice", "ReduceMean", "Gemm"}
CLIPPING = {"Relu", "Clip"}
SAME_RANGE = {"MaxPool", "Pad"}  # give nothing that they did not get, or zero


def quantised(model: onnx.ModelProto, faces: Numbers) -> bytes:
    """The same network in eight bits; `faces`, float32 as it takes them, set the ranges."""
    copy = onnx.ModelProto()
    copy.CopyFrom(model)
    grids = _grids(copy.graph, _ranges(copy, _rounded_names(copy.graph), faces))
    _rewrite(copy.graph, grids)
    onnx.checker.check_model(copy, full_check=True)
    return bytes(copy.SerializeToString())


def _rounded_names(graph: onnx.GraphProto) -> list[str]:
    """What is kept in eight bits: all that is worked out in them, and all that goes into them.

    What is clipped at once is rounded only behind the clipping.
    """
    clipped = {node.input[0] for node in graph.node if node.op_type in CLIPPING}
    whole = [node for node in graph.node if node.op_type not in IN_FLOAT]
    read = {name for node in whole for name in node.input}
    made = {node.output[0] for node in whole}
    names = [graph.input[0].name, *(node.output[0] for node in graph.node)]
    return [name for name in names if name in read | made and name not in clipped]


def _ranges(
    model: onnx.ModelProto, names: Sequence[str], faces: Numbers
) -> dict[str, tuple[float, float]]:
    """Name of each activation to the range in which eight bits keep it best."""
    entrance = model.graph.input[0].name
    open_model = onnx.ModelProto()
    open_model.CopyFrom(model)
    del open_model.graph.output[:]
    inner = [name for name in names if name != entrance]
    open_model.graph.output.extend(onnx.ValueInfoProto(name=name) for name in inner)
    session = NetworkSession(open_model.SerializeToString())
    seen: dict[str, list[Numbers]] = {name: [] for name in inner}
    for start in range(0, len(faces), BATCH):
        outputs = session.run({entrance: faces[start : start + BATCH]})
        for name, values in outputs.items():
            seen[name].append(sampled(values))
    ranges = {name: best_range(np.concatenate(values)) for name, values in seen.items()}
    whole = {entrance: (float(faces.min()), float(faces.max()))} if entrance in names else {}
    return whole | ranges


def _grids(graph: onnx.GraphProto, ranges: Mapping[str, tuple[float, float]]) -> dict[str, Grid]:
    """In the order of the ranges, which is that of the graph."""
    origins = {node.output[0]: node.input[0] for node in graph.node if node.op_type in SAME_RANGE}
    grids: dict[str, Grid] = {}
    for name, (low, high) in ranges.items():
        origin = origins.get(name)
        grids[name] = grids[origin] if origin else Grid.over(low, high)
    return grids


def _rewrite(graph: onnx.GraphProto, grids: Mapping[str, Grid]) -> None:
    weights = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    constants: dict[str, NDArray[np.generic]] = {}
    entrance = graph.input[0].name
    nodes = [*_rounded(entrance, grids[entrance], constants)] if entrance in grids else []
    for node in graph.node:
        if node.op_type == "Conv":
            nodes.extend(_eight_bit_weights(node, weights, grids[node.input[0]], constants))
        inputs = [f"{name}_rounded" if name in grids else name for name in node.input]
        del node.input[:]
        node.input.extend(inputs)
        nodes.append(node)
        if node.output[0] in grids:
            nodes.extend(_rounded(node.output[0], grids[node.output[0]], constants))
    made = {name for node in nodes for name in node.output}
    kept = {name for node in nodes for name in node.input} - made
    constants |= {name: values for name, values in weights.items() if name in kept}
    del graph.node[:], graph.initializer[:], graph.value_info[:]
    graph.node.extend(nodes)
    graph.initializer.extend(numpy_helper.from_array(v, name) for name, v in constants.items())


def _rounded(
    name: str, grid: Grid, constants: dict[str, NDArray[np.generic]]
) -> Iterator[onnx.NodeProto]:
    """Onto the grid and back: `name` to `name`_rounded."""
    about = [f"{name}_scale", f"{name}_zero"]
    constants |= dict(zip(about, (np.array(grid.scale), np.array(grid.zero)), strict=True))
    yield helper.make_node("QuantizeLinear", [name, *about], [f"{name}_bytes"])
    yield helper.make_node("DequantizeLinear", [f"{name}_bytes", *about], [f"{name}_rounded"])


def _eight_bit_weights(
    node: onnx.NodeProto,
    weights: Mapping[str, Numbers],
    entrance: Grid,
    constants: dict[str, NDArray[np.generic]],
) -> Sequence[onnx.NodeProto]:
    """Kernels as int8, offsets as int32; the node reads them under the names it knew."""
    kernel, offset = weights[node.input[1]], weights[node.input[2]]
    small, scale = kernel_in_bytes(kernel, offset, entrance=entrance.scale)
    sums = (scale * entrance.scale).astype(np.float32)
    offsets = np.rint(offset / sums).astype(np.int32)
    kinds = ((node.input[1], small, scale), (node.input[2], offsets, sums))
    made = []
    for name, whole, step in kinds:
        stored = [f"{name}_int", f"{name}_step", f"{name}_middle"]
        constants |= dict(zip(stored, (whole, step, np.zeros_like(step, whole.dtype)), strict=True))
        made.append(helper.make_node("DequantizeLinear", stored, [name], axis=0))
    return made
