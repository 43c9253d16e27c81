"""From a checkpoint to the file that Mien ships: ONNX, weights kept in half precision."""

from __future__ import annotations

import itertools
import warnings
from typing import TYPE_CHECKING

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from engine.inference import NetworkSession
from engine.training.fit import standardised
from engine.training.network import EmotionNetwork

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

OPSET = 18  # what the exporter writes natively; ONNX Runtime reads far newer ones
INPUT, OUTPUTS = "faces", ("ferplus", "fer2013")
SMALL = 64  # numbers; below that, half precision saves nothing
MOST_DIFFERENCE = 0.02  # of a logit, between PyTorch and the exported file


def averaged_network(checkpoint: Path) -> EmotionNetwork:
    """The network with the averaged weights of a checkpoint, ready to judge."""
    network = EmotionNetwork()
    network.load_state_dict(torch.load(checkpoint, weights_only=True)["average"])
    return network.float().eval()


def exported(network: EmotionNetwork) -> bytes:
    """ONNX with input "faces" float32 [N, 1, 48, 48] and logits "ferplus" and "fer2013" [N, 7]."""
    example = torch.zeros(2, 1, 48, 48)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter warns about its own future
        program = torch.onnx.export(
            network,
            (example,),
            input_names=[INPUT],
            output_names=list(OUTPUTS),
            dynamic_shapes={INPUT: {0: torch.export.Dim("N")}},
            opset_version=OPSET,
            dynamo=True,
            verbose=False,
        )
    model = program.model_proto
    _forget_origin(model.graph)
    _halve(model.graph)
    onnx.checker.check_model(model, full_check=True)
    return bytes(model.SerializeToString())


def largest_difference(network: EmotionNetwork, content: bytes, faces: NDArray[np.uint8]) -> float:
    """Of any logit, between PyTorch and ONNX Runtime, for uint8 [N, 48, 48] faces."""
    batch = standardised(torch.from_numpy(faces).unsqueeze(1).float() / 255)
    with torch.inference_mode():
        expected = network(batch)
    got = NetworkSession(content).run({INPUT: batch.numpy()})
    return max(
        float(np.abs(got[name] - logits.numpy()).max())
        for name, logits in zip(OUTPUTS, expected, strict=True)
    )


def _forget_origin(graph: onnx.GraphProto) -> None:
    """Drops the exporter's stack traces, which name folders of the machine it ran on."""
    parts = (graph.node, graph.value_info, graph.input, graph.output, graph.initializer)
    for part in (graph, *itertools.chain.from_iterable(parts)):
        part.ClearField("metadata_props")
        part.ClearField("doc_string")


def _halve(graph: onnx.GraphProto) -> None:
    """Keeps large weights in half precision; the file is cast once, when it is loaded."""
    casts = []
    for weights in graph.initializer:
        values = numpy_helper.to_array(weights)
        if weights.data_type != TensorProto.FLOAT or values.size < SMALL:
            continue
        name = weights.name
        weights.CopyFrom(numpy_helper.from_array(values.astype(np.float16), f"{name}_half"))
        casts.append(helper.make_node("Cast", [f"{name}_half"], [name], to=TensorProto.FLOAT))
    for at, node in enumerate(casts):
        graph.node.insert(at, node)
