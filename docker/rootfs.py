"""The files of the image: runtime, libraries, gateway. No shell, no package manager."""

import fnmatch
import hashlib
import os
import shutil
import subprocess
import tempfile
import tomllib
from pathlib import Path

from oci import TIME

DOCKER = Path(__file__).parent
CHECKOUT = DOCKER.parent
JAVA, HOME = "opt/java", "opt/tiphys"
# Of the modules' native libraries, those of this system alone are used.
OTHER_SYSTEMS = ("*-osx-*", "*-windows-*", "*-macos*", "*-kqueue-*")
# Beside what jdeps finds: what is found by name at run time.
NAMED_MODULES = {"jdk.net", "jdk.zipfs"}


def refuse(text: str) -> None:
    raise SystemExit(f"tiphys: {text}")


def run(*command: str | Path, **options) -> str:
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)
    if result.returncode:
        refuse(f"{Path(command[0]).name} failed:\n{result.stdout}{result.stderr}")
    return result.stdout


def libraries(system: str) -> list[Path]:
    other = "*-linux-aarch_64*" if system == "amd64" else "*-linux-x86_64*"
    jars = sorted((CHECKOUT / "service/target/lib").glob("*.jar"))
    return [jar for jar in jars if not any(fnmatch.fnmatch(jar.name, pattern) for pattern in (*OTHER_SYSTEMS, other))]


def gateway_jar() -> Path:
    jars = [jar for jar in (CHECKOUT / "service/target").glob("tiphys-service-*.jar") if not jar.stem.endswith(("-sources", "-javadoc"))]
    if len(jars) != 1:
        refuse(f"service/target has {len(jars)} jars of the gateway: run make clean build")
    return jars[0]


def gateway_jar_version() -> str:
    return gateway_jar().stem.removeprefix("tiphys-service-")


def build(root: Path, java_home: Path, architecture: str, cached: bool) -> None:
    """Fills the empty directory root."""
    link_runtime(root / JAVA, java_home)
    add_packages(root)
    add_accounts(root)
    add_gateway(root, architecture, cached)
    (root / "tmp").mkdir()
    fix_times(root)


def fix_times(root: Path) -> None:
    for path in [root, *root.rglob("*")]:
        os.utime(path, (TIME, TIME), follow_symlinks=False)


def needed_modules(java_home: Path, architecture: str) -> list[str]:
    """What docker/modules.txt must hold."""
    jars = libraries(architecture)
    found = run(
        java_home / "bin/jdeps", "--print-module-deps", "--ignore-missing-deps", "--multi-release", "25",
        "--class-path", ":".join(map(str, jars)), gateway_jar(), *jars,
    )  # fmt: skip
    # Warnings come before, on the same output.
    return sorted({*found.strip().splitlines()[-1].split(","), *NAMED_MODULES})


def link_runtime(target: Path, java_home: Path) -> None:
    target.parent.mkdir(parents=True)
    modules = ",".join((DOCKER / "modules.txt").read_text().split())
    run(
        java_home / "bin/jlink", "--add-modules", modules, "--strip-debug", "--no-header-files", "--no-man-pages",
        "--output", target,
    )  # fmt: skip
    for name in ("keytool", "jrunscript", "rmiregistry", "jwebserver", "jfr"):
        (target / "bin" / name).unlink(missing_ok=True)


def add_packages(root: Path) -> None:
    for name, wanted in tomllib.loads((DOCKER / "packages.toml").read_text()).items():
        add_package(root, name, wanted)


def add_package(root: Path, name: str, wanted: dict) -> None:
    architecture = run("dpkg", "--print-architecture").strip()
    with tempfile.TemporaryDirectory() as scratch:
        # Root's download is done by an unprivileged user, who may not write here: apt says so and goes on.
        run("apt-get", "download", f"{name}={wanted['version']}", cwd=scratch)
        package = next(Path(scratch).glob("*.deb"))
        expected = wanted["sha256"].get(architecture)
        if hashlib.sha256(package.read_bytes()).hexdigest() != expected:
            refuse(f"{package.name} is not the one that docker/packages.toml names for {architecture}")
        content = Path(scratch) / "content"
        run("dpkg-deb", "--extract", package, content)
        for path in sorted(content.rglob("*")):
            if any(fnmatch.fnmatch(path.name, pattern) for pattern in wanted["files"]):
                copy(path, root / merged(path.relative_to(content)))
    # The interpreter that programs name.
    for link in (root / "usr/lib").rglob("ld-linux*"):
        (root / "lib64").mkdir(exist_ok=True)
        (root / "lib64" / link.name).symlink_to(f"/{link.relative_to(root)}")
    (root / "lib").symlink_to("usr/lib")


def merged(path: Path) -> Path:
    return Path("usr") / path if path.parts[0] in ("lib", "lib64") else path


def copy(source: Path, target: Path) -> None:
    if source.is_symlink() and target.parent.name == "lib64":
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, target, follow_symlinks=True)


def add_accounts(root: Path) -> None:
    (root / "etc").mkdir()
    (root / "etc/passwd").write_text("root:x:0:0:root:/:/sbin/nologin\ntiphys:x:65532:65532:tiphys:/:/sbin/nologin\n")
    (root / "etc/group").write_text("root:x:0:\ntiphys:x:65532:\n")
    (root / "etc/nsswitch.conf").write_text("hosts: files dns\n")


def add_gateway(root: Path, architecture: str, cached: bool) -> None:
    home = root / HOME
    (home / "lib").mkdir(parents=True)
    shutil.copyfile(gateway_jar(), home / "tiphys.jar")
    for jar in libraries(architecture):
        shutil.copyfile(jar, home / "lib" / jar.name)
    for text in ("LICENSE", "NOTICE"):
        shutil.copyfile(CHECKOUT / text, home / text)
    (home / "java.options").write_text(java_options("/" + HOME, [jar.name for jar in libraries(architecture)], cached))


def java_options(home: str, jars: list[str], cached: bool) -> str:
    """The class path names each jar, because the order of a directory differs between file systems."""
    path = ":".join([f"{home}/tiphys.jar", *(f"{home}/lib/{jar}" for jar in jars)])
    cache = f"-XX:AOTCache={home}/cache/tiphys.aot\n" if cached else ""
    return f"{(DOCKER / 'java.options').read_text()}{cache}-cp\n{path}\n"
