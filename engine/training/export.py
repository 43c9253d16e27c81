"""From a checkpoint to ONNX in float32: norms folded into convolutions, nothing else changed."""

from __future__ import annotations

import copy
import itertools
import warnings
from typing import TYPE_CHECKING

import onnx
import torch
from torch.nn.utils import fusion

if TYPE_CHECKING:
    from engine.training.network import EmotionNetwork

OPSET = 18  # what the exporter writes natively; ONNX Runtime reads far newer ones
INPUT, OUTPUTS = "faces", ("ferplus", "fer2013")
SIDE_PX = 48


def exported(network: EmotionNetwork) -> onnx.ModelProto:
    """Input "faces" float32 [N, 1, 48, 48], outputs logits "ferplus" and "fer2013" [N, 7]."""
    network = copy.deepcopy(network)
    fold_norms(network)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter warns about its own future
        program = torch.onnx.export(
            network,
            (torch.zeros(2, 1, SIDE_PX, SIDE_PX),),
            input_names=[INPUT],
            output_names=list(OUTPUTS),
            dynamic_shapes={INPUT: {0: torch.export.Dim("N")}},
            opset_version=OPSET,
            dynamo=True,
            verbose=False,
        )
    model = program.model_proto
    _forget_origin(model.graph)
    onnx.checker.check_model(model, full_check=True)
    return model


def fold_norms(network: EmotionNetwork) -> None:
    """Gives each convolution what its norm does, and leaves no norm; for a network that judges."""
    for one in network.convolutions():
        one.convolution = fusion.fuse_conv_bn_eval(one.convolution, one.norm)
        one.norm = torch.nn.Identity()


def _forget_origin(graph: onnx.GraphProto) -> None:
    """Drops the exporter's stack traces, which name folders of the machine it ran on."""
    parts = (graph.node, graph.value_info, graph.input, graph.output, graph.initializer)
    for part in (graph, *itertools.chain.from_iterable(parts)):
        part.ClearField("metadata_props")
        part.ClearField("doc_string")
