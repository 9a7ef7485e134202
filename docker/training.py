"""The ahead-of-time cache (JEP 483, 514, 515): a first run of the image's own gateway, with calls over all its APIs.

The run needs the testbed. A cache is not reproducible, since it holds profiles of one run; so one that fits is used again.
"""

import contextlib
import hashlib
import json
import os
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from oci import TIME
from rootfs import CHECKOUT, HOME, JAVA, java_options, refuse, run
from training_calls import Calls

NAMESPACE, SYSTEM = "tiphys-training", "tiphys-training-system"
PORT, MANAGEMENT_PORT = 28080, 28082
MODES = ("direct", "service-account-secret", "token-request")
SUBMITTER = "tiphys-submitter"
START_SECONDS, END_SECONDS = 120, 300


def add_cache(root: Path, caches: Path) -> None:
    caches.mkdir(parents=True, exist_ok=True)
    cache = caches / f"{fingerprint(root)}.aot"
    if not cache.exists():
        train(root, cache)
    target = root / HOME / "cache"
    target.mkdir()
    shutil.copyfile(cache, target / "tiphys.aot")
    os.utime(target / "tiphys.aot", (TIME, TIME))


def fingerprint(root: Path) -> str:
    """Of what a cache depends on: the Java runtime, the jars and the options."""
    digest = hashlib.sha256()
    for part in (JAVA, HOME):
        for path in sorted((root / part).rglob("*")):
            if path.is_file() and not path.is_symlink():
                digest.update(str(path.relative_to(root)).encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def train(root: Path, cache: Path) -> None:
    subprocess.run([CHECKOUT / "testbed/up"], check=True)
    testbed = dict(line.split("=", 1) for line in run(CHECKOUT / "testbed/env").splitlines())
    kubectl = Kubectl(testbed)
    scratch = cache.parent / "training"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(mode=0o700)
    unfinished = cache.with_suffix(".unfinished")
    try:
        kubectl.prepare()
        (scratch / "gateway.token").write_text(kubectl.token("tiphys", SYSTEM))
        configuration = scratch / "tiphys.yaml"
        configuration.write_text(json.dumps(settings(testbed, scratch / "gateway.token")))  # which is YAML too
        with gateway(root, configuration, unfinished, scratch) as address:
            Calls(address, NAMESPACE, MODES, kubectl.token("data-scientist", NAMESPACE), testbed["TESTBED_BIN"]).make()
    finally:
        kubectl.remove()
    if not unfinished.exists():
        refuse(f"the JVM has written no ahead-of-time cache; its output is in {scratch / 'gateway.log'}")
    unfinished.replace(cache)
    shutil.rmtree(scratch)


@contextlib.contextmanager
def gateway(root: Path, configuration: Path, cache: Path, scratch: Path):
    """Runs the image's Java from where it lies. The gateway ends with the block, and then writes the cache."""
    jars = [jar.name for jar in sorted((root / HOME / "lib").glob("*.jar"))]
    options = scratch / "java.options"
    options.write_text(java_options(str(root / HOME), jars, cached=False))
    command = [str(root / JAVA / "bin/java"), f"-XX:AOTCacheOutput={cache}", "-Xmx256m", f"@{options}", "io.tiphys.gateway.GatewayApplication"]
    environment = {"MICRONAUT_CONFIG_FILES": str(configuration), "PATH": "", "LANG": "C.UTF-8"}
    with (scratch / "gateway.log").open("w") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        wait_until_ready(process, scratch / "gateway.log")
        yield f"127.0.0.1:{PORT}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(END_SECONDS)


def wait_until_ready(process: subprocess.Popen, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            refuse(f"the gateway did not start:\n{log.read_text()[-3000:]}")
        with contextlib.suppress(urllib.error.URLError, OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{MANAGEMENT_PORT}/health/readiness", timeout=5)
            return
        time.sleep(0.1)
    refuse(f"the gateway is not ready after {START_SECONDS} s:\n{log.read_text()[-3000:]}")


def settings(testbed: dict, token_file: Path) -> dict:
    cluster = {"url": testbed["TESTBED_KUBERNETES_URL"], "ca-file": testbed["TESTBED_CA_FILE"], "token-file": str(token_file)}
    environments = {}
    for mode in MODES:
        environments[mode] = {
            "namespaces": [NAMESPACE],
            "default-namespace": NAMESPACE,
            "argo-server": {"uri": testbed["TESTBED_ARGO_SERVER_URL"]},
            "kubernetes": cluster,
            "credentials": {"mode": mode},
            "limits": {"caller-share": 100, "address-share": 100},
        }
        if mode != "direct":
            environments[mode]["credentials"]["service-account"] = SUBMITTER
            environments[mode]["allowed-callers"] = {"users": [f"system:serviceaccount:{NAMESPACE}:data-scientist"]}
    return {
        "endpoints": {"all": {"port": MANAGEMENT_PORT}},
        "tiphys": {"default-environment": "token-request", "server": {"host": "127.0.0.1", "port": PORT}, "environments": environments},
    }


class Kubectl:
    """The training's two namespaces."""

    def __init__(self, testbed: dict):
        self._command = [f"{testbed['TESTBED_BIN']}/kubectl", "--kubeconfig", testbed["TESTBED_KUBECONFIG"]]

    def prepare(self) -> None:
        self.remove()
        for namespace in (NAMESPACE, SYSTEM):
            self("create", "namespace", namespace)
        self("apply", "--namespace", NAMESPACE, "--filename", CHECKOUT / "examples/run/rights.yaml")
        for name in ("caller-review", "token-request", "service-account-secret"):
            self.apply_manifest(name)
        secret = {
            "apiVersion": "v1",
            "kind": "Secret",
            "type": "kubernetes.io/service-account-token",
            "metadata": {"name": f"{SUBMITTER}.service-account-token", "annotations": {"kubernetes.io/service-account.name": SUBMITTER}},
        }
        self("apply", "--namespace", NAMESPACE, "--filename", "-", input=json.dumps(secret))

    def apply_manifest(self, name: str) -> None:
        """With names of the training's own: a gateway of somebody else may use the cluster."""
        text = (CHECKOUT / f"manifests/{name}.yaml").read_text()
        text = text.replace("tiphys-system", SYSTEM).replace("tiphys-caller-review", "tiphys-training-caller-review")
        self("apply", "--namespace", SYSTEM if name == "caller-review" else NAMESPACE, "--filename", "-", input=text)

    def token(self, account: str, namespace: str) -> str:
        return self("create", "token", account, "--namespace", namespace, "--duration", "2h").strip()

    def remove(self) -> None:
        self("delete", "namespace", NAMESPACE, SYSTEM, "--ignore-not-found", "--timeout=120s")
        for kind in ("clusterrole", "clusterrolebinding"):
            self("delete", kind, "tiphys-training-caller-review", "--ignore-not-found")

    def __call__(self, *arguments, **options) -> str:
        return run(*self._command, *arguments, **options)
