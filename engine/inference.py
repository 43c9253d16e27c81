"""ONNX Runtime sessions: the only home of that library."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

    import onnxruntime
    from numpy.typing import NDArray

# Newer builds for Linux write a device id into the home folder and send events to their maker from
# the first import on, unless one of these is set by then (the name differs between versions).
NO_TELEMETRY = ("ORT_DISABLE_TELEMETRY", "ORT_TELEMETRY_DISABLED")


class NetworkSession:
    """One network, ready to run; safe to share between threads, `run` releases the GIL.

    Build sessions one after another: creation is where threads get in each other's way.
    """

    def __init__(self, network: bytes) -> None:
        library = _library()
        self._session = library.InferenceSession(
            network, sess_options=_options(library), providers=["CPUExecutionProvider"]
        )
        self._outputs = [output.name for output in self._session.get_outputs()]

    @property
    def outputs(self) -> tuple[str, ...]:
        """Names of what `run` gives."""
        return tuple(self._outputs)

    def run(self, inputs: Mapping[str, NDArray[np.float32]]) -> dict[str, NDArray[np.float32]]:
        """Output name to array."""
        arrays: list[Any] = self._session.run(self._outputs, dict(inputs))
        return dict(zip(self._outputs, arrays, strict=True))


def _library() -> ModuleType:
    """ONNX Runtime, loaded when first needed and told to keep what it sees to itself."""
    for name in NO_TELEMETRY:
        os.environ[name] = "1"
    import onnxruntime

    library: ModuleType = onnxruntime
    return library


def _options(library: ModuleType) -> onnxruntime.SessionOptions:
    """One thread each: as many readings as cores at once beat one reading on all cores."""
    options = library.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.execution_mode = library.ExecutionMode.ORT_SEQUENTIAL
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.add_session_config_entry("session.inter_op.allow_spinning", "0")
    # Pictures come in all sizes, and patterns of memory are kept for each size ever seen.
    options.enable_mem_pattern = False
    return options
