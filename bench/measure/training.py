"""What the JVM can know before it starts: classes, and profiles of the methods that are used (JEP 483, JEP 515)."""

from collections.abc import Callable
from pathlib import Path

from .cluster import Cluster
from .gateway import Gateway

# Of each operation by each arm.
REQUESTS = 400


def ahead_of_time_cache(
    checkout: Path, cluster: Cluster, scratch: Path, java_options: list[str], exercise: Callable[[str, int], None]
) -> Path:
    """The cache for this build, which a first run with other calls makes. exercise: makes calls at an address, so many of each."""
    cache = checkout / "service/target/gateway.aot"
    built = checkout / "service/target/.built"
    if cache.exists() and cache.stat().st_mtime > built.stat().st_mtime:
        return cache
    cache.unlink(missing_ok=True)
    options = [*java_options, f"-XX:AOTCacheOutput={cache}"]
    with Gateway(checkout, cluster, scratch, options) as trained:
        exercise(trained.address, REQUESTS)
    if not cache.exists():
        raise RuntimeError("the JVM has written no ahead-of-time cache")
    return cache
