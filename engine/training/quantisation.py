"""Eight-bit arithmetic for the shipped network: a quarter of the size and of the time.

Static and per channel (Jacob et al. 2018): ranges of the activations are measured on faces, weights
get a scale for each output channel, and what rounded weights add on average is taken from the
offsets ("bias correction", Nagel et al. 2019). What is written is ONNX's own QuantizeLinear and
DequantizeLinear around the float operations, which ONNX Runtime fuses.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import onnx
from onnx import helper, numpy_helper

from engine.inference import NetworkSession
from engine.training.grids import Grid, best_range, drift, kernel_in_bytes, sampled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

    Numbers = NDArray[np.float32]

BATCH = 128
CLIPPING = "Clip"
# To enlarge the face and to turn it round, the mean over the last maps and the two small heads stay
# in float: they cost little. So do kernels of few weights: the first two of a MobileNet take the
# difference of neighbouring pixels, which rounding drowns, and are quicker than their bytes.
IN_FLOAT = {"Shape", "Concat", "Reshape", "Resize", "Slice", "ReduceMean", "Gemm"}
FEW_WEIGHTS = 300


@dataclass(frozen=True, slots=True)
class Measured:
    """An activation on faces: the range in which eight bits keep it best, the mean [channels]."""

    low: float
    high: float
    mean: Numbers


def quantised(model: onnx.ModelProto, faces: Numbers) -> bytes:
    """The same network in eight bits; `faces`, float32 as it takes them, set the ranges."""
    copy = onnx.ModelProto()
    copy.CopyFrom(model)
    in_float = _in_float(copy.graph)
    measured = _measured(copy, _rounded_names(copy.graph, in_float), faces)
    _rewrite(copy.graph, in_float, measured)
    onnx.checker.check_model(copy, full_check=True)
    return bytes(copy.SerializeToString())


def _in_float(graph: onnx.GraphProto) -> set[str]:
    """What comes out of the nodes that stay as they are."""
    weights = {one.name: math.prod(one.dims) for one in graph.initializer}
    names: set[str] = set()
    for node in graph.node:
        few = node.op_type == "Conv" and weights[node.input[1]] <= FEW_WEIGHTS
        clips_float = node.op_type == CLIPPING and node.input[0] in names
        if node.op_type in IN_FLOAT or few or clips_float:
            names.add(node.output[0])
    return names


def _rounded_names(graph: onnx.GraphProto, in_float: AbstractSet[str]) -> list[str]:
    """What is kept in eight bits: all that is worked out in them, and all that goes into them.

    What is clipped at once is rounded only behind the clipping.
    """
    clipped = {node.input[0] for node in graph.node if node.op_type == CLIPPING}
    whole = [node for node in graph.node if node.output[0] not in in_float]
    read = {name for node in whole for name in node.input}
    made = {node.output[0] for node in whole}
    names = [graph.input[0].name, *(node.output[0] for node in graph.node)]
    return [name for name in names if name in read | made and name not in clipped]


def _measured(model: onnx.ModelProto, names: Sequence[str], faces: Numbers) -> dict[str, Measured]:
    """Name of each activation to how it lies, in the order of the graph."""
    entrance = model.graph.input[0].name
    open_model = onnx.ModelProto()
    open_model.CopyFrom(model)
    del open_model.graph.output[:]
    inner = [name for name in names if name != entrance]
    open_model.graph.output.extend(onnx.ValueInfoProto(name=name) for name in inner)
    session = NetworkSession(open_model.SerializeToString())
    seen: dict[str, list[Numbers]] = {name: [] for name in names}
    means: dict[str, list[Numbers]] = {name: [] for name in names}
    for start in range(0, len(faces), BATCH):
        inputs = {entrance: faces[start : start + BATCH]}
        outputs = inputs | session.run(inputs)
        for name in names:
            seen[name].append(sampled(outputs[name]))
            means[name].append(outputs[name].mean(axis=(2, 3)))
    return {
        name: Measured(
            *best_range(np.concatenate(seen[name])), np.concatenate(means[name]).mean(axis=0)
        )
        for name in names
    }


def _rewrite(
    graph: onnx.GraphProto, in_float: AbstractSet[str], measured: Mapping[str, Measured]
) -> None:
    grids = {name: Grid.over(one.low, one.high) for name, one in measured.items()}
    weights = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    constants: dict[str, NDArray[np.generic]] = {}
    entrance = graph.input[0].name
    nodes = [*_rounded(entrance, grids[entrance], constants)] if entrance in grids else []
    for node in graph.node:
        if node.op_type == "Conv" and node.output[0] not in in_float:
            before = node.input[0]
            made = _eight_bit_weights(
                node, weights, constants, entrance=grids[before], mean=measured[before].mean
            )
            nodes.extend(made)
        inputs = [f"{name}_rounded" if name in grids else name for name in node.input]
        del node.input[:]
        node.input.extend(inputs)
        nodes.append(node)
        if node.output[0] in grids:
            nodes.extend(_rounded(node.output[0], grids[node.output[0]], constants))
    written = {name for node in nodes for name in node.output}
    kept = {name for node in nodes for name in node.input} - written
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
    constants: dict[str, NDArray[np.generic]],
    *,
    entrance: Grid,
    mean: Numbers,
) -> Sequence[onnx.NodeProto]:
    """Kernels as int8, offsets as int32; the node reads them under the names it knew."""
    kernel, offset = weights[node.input[1]], weights[node.input[2]]
    small, scale = kernel_in_bytes(kernel, offset, entrance=entrance.scale)
    sums = (scale * entrance.scale).astype(np.float32)
    offsets = np.rint((offset - drift(kernel, small, scale, mean=mean)) / sums).astype(np.int32)
    kinds = ((node.input[1], small, scale), (node.input[2], offsets, sums))
    made: list[onnx.NodeProto] = []
    for name, whole, step in kinds:
        stored = [f"{name}_int", f"{name}_step", f"{name}_middle"]
        constants |= dict(zip(stored, (whole, step, np.zeros_like(step, whole.dtype)), strict=True))
        made.append(helper.make_node("DequantizeLinear", stored, [name], axis=0))
    return made
