"""An image as an OCI archive (image-spec 1.1). The same files give the same bytes, and so the same digest."""

import gzip
import hashlib
import io
import json
import os
import tarfile
from dataclasses import dataclass
from pathlib import Path

# Of every file in the image; an ahead-of-time cache holds for jars of the same time only.
TIME = 946684800
BLOCK = 1 << 20


@dataclass(frozen=True)
class Blob:
    path: Path
    digest: str
    size: int


@dataclass(frozen=True)
class Layer:
    blob: Blob
    diff_id: str
    comment: str


def write_layer(root: Path, paths: list[str], comment: str, blobs: Path) -> Layer:
    """The directories and files 'paths' of the root as a compressed layer. Owned by root and readable by everybody."""
    plain = blobs / "layer.unfinished"
    with tarfile.open(plain, "w", format=tarfile.GNU_FORMAT) as archive:
        for name in sorted(_with_parents(root, paths)):
            _add(archive, root, name)
    diff_id = _sha256(plain)
    packed = blobs / "packed.unfinished"
    with plain.open("rb") as source, packed.open("wb") as target:
        with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=target, mtime=0) as compressed:
            while block := source.read(BLOCK):
                compressed.write(block)
    plain.unlink()
    return Layer(_keep(packed, blobs), diff_id, comment)


def write_archive(target: Path, blobs: Path, layers: list[Layer], config: dict, name: str, architecture: str) -> str:
    """Writes the archive and returns the digest of the image's manifest."""
    image = {
        "architecture": architecture,
        "os": "linux",
        "config": config,
        "rootfs": {"type": "layers", "diff_ids": [f"sha256:{layer.diff_id}" for layer in layers]},
        "history": [{"created_by": layer.comment} for layer in layers],
    }
    config_blob = _keep_bytes(_json(image), blobs)
    manifest = {
        "schemaVersion": 2,
        "mediaType": "application/vnd.oci.image.manifest.v1+json",
        "config": _descriptor(config_blob, "application/vnd.oci.image.config.v1+json"),
        "layers": [_descriptor(layer.blob, "application/vnd.oci.image.layer.v1.tar+gzip") for layer in layers],
        "annotations": config["Labels"],
    }
    manifest_blob = _keep_bytes(_json(manifest), blobs)
    entry = _descriptor(manifest_blob, manifest["mediaType"])
    entry["platform"] = {"architecture": architecture, "os": "linux"}
    entry["annotations"] = {"io.containerd.image.name": name, "org.opencontainers.image.ref.name": name.rsplit(":", 1)[1]}
    index = {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json", "manifests": [entry]}
    unfinished = target.with_suffix(".unfinished")
    with tarfile.open(unfinished, "w", format=tarfile.GNU_FORMAT) as archive:
        _add_bytes(archive, "oci-layout", b'{"imageLayoutVersion":"1.0.0"}')
        _add_bytes(archive, "index.json", _json(index))
        for blob in [manifest_blob, config_blob, *(layer.blob for layer in layers)]:
            with blob.path.open("rb") as content:
                archive.addfile(_entry(f"blobs/sha256/{blob.digest}", blob.size), content)
    unfinished.replace(target)
    return f"sha256:{manifest_blob.digest}"


def _with_parents(root: Path, paths: list[str]) -> set[str]:
    names = set()
    for start in paths:
        names.update(str(parent) for parent in Path(start).parents if str(parent) != ".")
        names.add(start)
        if (root / start).is_dir() and not (root / start).is_symlink():
            names.update(str(one.relative_to(root)) for one in (root / start).rglob("*"))
    return names


def _add(archive: tarfile.TarFile, root: Path, name: str) -> None:
    path = root / name
    entry = tarfile.TarInfo(name)
    entry.mtime = TIME
    if path.is_symlink():
        entry.type, entry.linkname = tarfile.SYMTYPE, os.readlink(path)
        archive.addfile(entry)
    elif path.is_dir():
        entry.type, entry.mode = tarfile.DIRTYPE, 0o1777 if name == "tmp" else 0o755
        archive.addfile(entry)
    else:
        entry.size = path.stat().st_size
        entry.mode = 0o755 if path.stat().st_mode & 0o100 else 0o644
        with path.open("rb") as content:
            archive.addfile(entry, content)


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mtime, entry.mode = size, TIME, 0o644
    return entry


def _add_bytes(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    archive.addfile(_entry(name, len(content)), io.BytesIO(content))


def _keep(path: Path, blobs: Path) -> Blob:
    digest = _sha256(path)
    kept = path.replace(blobs / digest)
    return Blob(kept, digest, kept.stat().st_size)


def _keep_bytes(content: bytes, blobs: Path) -> Blob:
    path = blobs / "bytes.unfinished"
    path.write_bytes(content)
    return _keep(path, blobs)


def _sha256(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _descriptor(blob: Blob, media_type: str) -> dict:
    return {"mediaType": media_type, "digest": f"sha256:{blob.digest}", "size": blob.size}


def _json(value: dict) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()
