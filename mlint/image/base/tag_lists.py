"""The tags of nvidia/cuda and pytorch/pytorch, judged by their lists; :mod:`mlint.image.base.tag_status` asks here."""

from __future__ import annotations

from mlint.image.base.base_facts import original
from mlint.image.base.families.cuda import CudaTag, read_cuda_tag
from mlint.image.base.families.tags import cuda_version, is_version, numbers, system_in
from mlint.image.base.tag_status import OK, UNKNOWN, TagStatus
from mlint.knowledge.base_images import CUDA_IMAGE, PYTORCH_IMAGE
from mlint.knowledge.cuda_images import (
    CUDA,
    FIRST_THREE_NUMBERS,
    NEWER_VERSIONS,
    REMOVED_VERSIONS,
    SKIPPED_MINORS,
    CudaRelease,
)
from mlint.knowledge.frameworks import NONEXISTENT_TORCH_IMAGES, TORCH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.image.references import ImageReference

_USUAL_SYSTEM = "ubuntu22.04"


def pytorch_tag_status(reference: ImageReference) -> TagStatus:
    """``pytorch/pytorch`` has only ``X.Y.Z-cudaA.B-cudnnN-runtime|devel`` and ``latest``."""
    image = original(reference)
    if image.name != PYTORCH_IMAGE or image.digest or image.tag is None:
        return UNKNOWN
    if image.tag == "latest":
        return OK
    version, *words = image.tag.split("-")
    if not is_version(version):
        return UNKNOWN
    release = TORCH.get(version)
    if "cpu" in words:
        nearest = _pytorch_tag(version, release.images[-1], "runtime") if release and release.images else None
        return TagStatus("nonexistent", nearest, "there are no CPU images")
    cuda = next((found for found in map(cuda_version, words) if found), None)
    if release is None or not release.images:
        return UNKNOWN
    known = [pair.partition("/")[0] for pair in release.images]
    if (version, cuda) in NONEXISTENT_TORCH_IMAGES:
        flavour = "devel" if "devel" in words else "runtime"
        best = min(release.images, key=lambda pair: _distance(pair.partition("/")[0], cuda or known[-1]))
        return TagStatus("nonexistent", _pytorch_tag(version, best, flavour), f"there is none with CUDA {cuda}")
    expected = {_pytorch_tag(version, pair, flavour) for pair in release.images for flavour in ("runtime", "devel")}
    return OK if image.tag in expected else UNKNOWN


def _pytorch_tag(version: str, pair: str, flavour: str) -> str:
    cuda, _, cudnn = pair.partition("/")
    return f"{version}-cuda{cuda}-cudnn{cudnn}-{flavour}"


def cuda_tag_status(reference: ImageReference) -> TagStatus:
    """What is known of a tag of nvidia/cuda, on Docker Hub or NGC; other images and digests are unknown."""
    image = original(reference)
    if image.name != CUDA_IMAGE or image.digest:
        return UNKNOWN
    if image.tag in (None, "latest"):
        return TagStatus("removed", _nearest(read_cuda_tag("")), "NVIDIA removed 'latest' in January 2021")
    tag = read_cuda_tag(image.tag or "")
    if tag.version is None or tag.rest:
        # Other words are other images of NVIDIA's that the lists do not have: 13.0.0-tensorrt-devel-ubuntu24.04.
        return UNKNOWN
    parts = numbers(tag.version)
    if parts[:2] <= (10, 2) or tag.version in REMOVED_VERSIONS:
        why = f"NVIDIA has deleted the images of CUDA {tag.version}"
        return TagStatus("removed", _nearest(_on_supported_system(tag)), why)
    if ".".join(tag.version.split(".")[:2]) in SKIPPED_MINORS:
        return TagStatus("nonexistent", _nearest(tag), f"CUDA {tag.version} was never released")
    if len(parts) < 3:
        why = f"tags name three numbers since CUDA {'.'.join(map(str, FIRST_THREE_NUMBERS))}"
        return TagStatus("nonexistent", _nearest(tag), why)
    if tag.flavour is None:
        return TagStatus("nonexistent", _nearest(tag), "a tag names base, runtime or devel")
    if tag.system is None:
        return TagStatus("nonexistent", _nearest(tag), "a tag names the distribution")
    release = CUDA.get(tag.version)
    if release is None:
        return _judge_newer(tag)
    fault = _fault(tag, release)
    return TagStatus("nonexistent", _nearest(tag), fault) if fault else OK


def on_supported_system(reference: ImageReference) -> str:
    """The tag of nvidia/cuda nearest to this one whose distribution gets fixes."""
    return _nearest(_on_supported_system(read_cuda_tag(original(reference).tag or "")))


def _judge_newer(tag: CudaTag) -> TagStatus:
    """A version that the lists do not have: newer than they are, or of another source."""
    if tag.cudnn == "cudnn" and tag.flavour == "base":
        return TagStatus("nonexistent", _nearest(tag), "the flavour base has no cuDNN")
    return OK if tag.version in NEWER_VERSIONS and tag.cudnn in (None, "cudnn") else UNKNOWN


def _fault(tag: CudaTag, release: CudaRelease) -> str | None:
    """Why a listed version has no such tag."""
    if tag.system not in release.systems:
        return f"CUDA {tag.version} has none for {tag.system}"
    if tag.cudnn is None:
        return None
    if release.cudnn_word is None:
        return f"CUDA {tag.version} has no images with cuDNN"
    if tag.flavour == "base":
        return "the flavour base has no cuDNN"
    if tag.cudnn != release.cudnn_word:
        return f"CUDA {tag.version} says {release.cudnn_word!r}"
    return None if tag.system in release.cudnn_systems else f"CUDA {tag.version} has no cuDNN for {tag.system}"


def _on_supported_system(tag: CudaTag) -> CudaTag:
    """The tag without a distribution's release that gets no more fixes: who moves anyway moves off that too."""
    from mlint.image.base.lifecycles import has_ended, security_end

    system = system_in([tag.system]) if tag.system else None
    return tag._replace(system=None) if system and has_ended(security_end(system)) else tag


def _nearest(tag: CudaTag) -> str:
    """The tag that is closest to what was meant: the same distribution when one has it, the closest version."""
    flavour = tag.flavour or "runtime"
    with_cudnn = tag.cudnn is not None and flavour != "base"
    system = tag.system or _USUAL_SYSTEM
    candidates = _candidates(system, with_cudnn)
    if not candidates:
        system = _USUAL_SYSTEM
        candidates = _candidates(system, with_cudnn)
    wanted = tag.version or candidates[-1]
    best = min(candidates, key=lambda version: _distance(version, wanted))
    cudnn = f"-{CUDA[best].cudnn_word}" if with_cudnn else ""
    return f"{best}{cudnn}-{flavour}-{system}"


def _candidates(system: str, with_cudnn: bool) -> list[str]:
    """The listed versions that have the distribution and are not marked as ended."""
    return [
        version
        for version, release in CUDA.items()
        if not release.ended and system in (release.cudnn_systems if with_cudnn else release.systems)
    ]


def _distance(version: str, wanted: str) -> tuple[int, int, bool, int]:
    """How far a version is from the wanted one: by major, by minor; then rather the newer one, and the newer patch."""
    have, want = numbers(version), numbers(wanted)
    minors = 100 * (have[0] - want[0]) + have[1] - (want[1] if len(want) > 1 else 0)
    same_patch = -have[2] if len(have) > 2 else 0
    return (abs(have[0] - want[0]), abs(minors), minors < 0, same_patch)
