"""Archives of which the same files give the same bytes: fixed order, owner, mode and time."""

import gzip
import io
import tarfile
from pathlib import Path


def pack(target: Path, root: str, files: dict[str, Path], time: int) -> None:
    """Writes a tar.gz with the files below the directory 'root'. A file that its owner may execute stays executable."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as packed, gzip.GzipFile(filename="", mode="wb", fileobj=packed, mtime=0) as compressed:
        with tarfile.open(fileobj=compressed, mode="w", format=tarfile.GNU_FORMAT) as archive:
            for name in sorted(files):
                content = files[name].read_bytes()
                entry = tarfile.TarInfo(f"{root}/{name}")
                entry.size, entry.mtime = len(content), time
                entry.mode = 0o755 if files[name].stat().st_mode & 0o100 else 0o644
                archive.addfile(entry, io.BytesIO(content))


def below(directory: Path, prefix: str) -> dict[str, Path]:
    return {f"{prefix}/{path.relative_to(directory)}": path for path in directory.rglob("*") if path.is_file()}
