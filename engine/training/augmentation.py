"""Random changes of a batch of faces, such as cameras, compression and detectors make."""

from __future__ import annotations

import math

import cv2
import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

ROTATION_RAD = math.radians(15)
SCALE = 0.15  # the detector's box is a tenth larger or smaller than the training crop, or so
STRETCH = 0.08
SHIFT = 0.10  # of the side
CONTRAST, BRIGHTNESS, GAMMA, NOISE = 0.45, 0.2, 0.4, 0.04
ERASED = 0.35  # of the faces lose a rectangle: hands, hair, glasses
BLURRED = 0.3  # of the faces are seen at 16 to 40 pixels: small in their picture
COMPRESSED = 0.25  # of the faces went through JPEG
JPEG_QUALITIES = (15, 80)  # lowest, highest; a phone's own is above, a chat's below


def augmented(faces: Tensor, generator: torch.Generator, *, strength: float = 1.0) -> Tensor:
    """float32 [N, 1, 48, 48] in 0..1, the same shape and range.

    At a `strength` below 1 each change is smaller, or comes to fewer faces, by that factor.
    """
    faces = _moved(faces, generator, strength)
    faces = _blurred(faces, generator, strength)
    faces = _relit(faces, generator, strength).clamp(0, 1)
    faces = _compressed(faces, generator, strength)
    return _erased(faces, generator, strength)


def _uniform(count: int, low: float, high: float, generator: torch.Generator) -> Tensor:
    return low + (high - low) * torch.rand(count, generator=generator)


def _moved(faces: Tensor, generator: torch.Generator, strength: float) -> Tensor:
    """Mirrored, turned, scaled, sheared and shifted in one resampling."""
    count = len(faces)
    angle = strength * _uniform(count, -ROTATION_RAD, ROTATION_RAD, generator)
    scale = torch.exp(strength * _uniform(count, -SCALE, SCALE, generator))
    aspect = torch.exp(strength * _uniform(count, -STRETCH, STRETCH, generator))
    mirror = torch.where(torch.rand(count, generator=generator) < 0.5, -1.0, 1.0)
    shift = strength * 2 * SHIFT * (2 * torch.rand(count, 2, generator=generator) - 1)
    matrix = torch.empty(count, 2, 3)
    matrix[:, 0, 0] = torch.cos(angle) * scale * aspect * mirror
    matrix[:, 0, 1] = -torch.sin(angle) * scale
    matrix[:, 1, 0] = torch.sin(angle) * scale * mirror
    matrix[:, 1, 1] = torch.cos(angle) * scale / aspect
    matrix[:, :, 2] = shift
    grid = functional.affine_grid(matrix, list(faces.shape), align_corners=False)
    return functional.grid_sample(faces, grid, padding_mode="border", align_corners=False)


def _blurred(faces: Tensor, generator: torch.Generator, strength: float) -> Tensor:
    side = int(torch.randint(16, 41, (1,), generator=generator))
    chosen = torch.rand(len(faces), generator=generator) < BLURRED * strength
    small = functional.interpolate(faces[chosen], size=(side, side), mode="area")
    faces[chosen] = functional.interpolate(
        small, size=faces.shape[-2:], mode="bilinear", align_corners=False
    )
    return faces


def _relit(faces: Tensor, generator: torch.Generator, strength: float) -> Tensor:
    count = len(faces)
    contrast = torch.exp(strength * _uniform(count, -CONTRAST, CONTRAST, generator)).view(
        -1, 1, 1, 1
    )
    brightness = strength * _uniform(count, -BRIGHTNESS, BRIGHTNESS, generator).view(-1, 1, 1, 1)
    gamma = torch.exp(strength * _uniform(count, -GAMMA, GAMMA, generator)).view(-1, 1, 1, 1)
    noise = strength * _uniform(count, 0, NOISE, generator).view(-1, 1, 1, 1)
    faces = faces.clamp(1e-3, 1) ** gamma
    mean = faces.mean(dim=(2, 3), keepdim=True)
    faces = (faces - mean) * contrast + mean + brightness
    return faces + noise * torch.randn(faces.shape, generator=generator)


def _compressed(faces: Tensor, generator: torch.Generator, strength: float) -> Tensor:
    chosen = torch.rand(len(faces), generator=generator) < COMPRESSED * strength
    qualities = torch.randint(*JPEG_QUALITIES, (len(faces),), generator=generator)
    for at in chosen.nonzero().flatten().tolist():
        grey = (faces[at, 0] * 255).round().byte().numpy()
        options = [cv2.IMWRITE_JPEG_QUALITY, int(qualities[at])]
        _, content = cv2.imencode(".jpg", grey, options)
        seen = cv2.imdecode(np.asarray(content), cv2.IMREAD_GRAYSCALE)
        faces[at, 0] = torch.from_numpy(seen).float() / 255
    return faces


def _erased(faces: Tensor, generator: torch.Generator, strength: float) -> Tensor:
    count, _, height, width = faces.shape
    extent = torch.randint(8, 21, (count, 2), generator=generator)
    corner = torch.rand(count, 2, generator=generator)
    top = (corner[:, 0] * (height - extent[:, 0])).long().view(-1, 1, 1)
    left = (corner[:, 1] * (width - extent[:, 1])).long().view(-1, 1, 1)
    row = torch.arange(height).view(1, -1, 1)
    column = torch.arange(width).view(1, 1, -1)
    inside = (row >= top) & (row < top + extent[:, 0].view(-1, 1, 1))
    inside = inside & (column >= left) & (column < left + extent[:, 1].view(-1, 1, 1))
    chosen = (torch.rand(count, generator=generator) < ERASED * strength).view(-1, 1, 1)
    grey = torch.rand(count, generator=generator).view(-1, 1, 1, 1)
    return torch.where((inside & chosen).unsqueeze(1), grey, faces)
