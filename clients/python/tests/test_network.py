"""The client over networks as they are: TLS, connections that are cut, ports that speak something else, a real Ctrl-C."""

import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent import futures

import grpc
import pytest
from conftest import TOKEN
from fake_gateway import _Handler, change, workflow

import tiphys
from tiphys import Client
from tiphys.v1 import workflow_service_pb2 as messages


class CuttingProxy:
    """Passes bytes on to a port, and cuts all connections when it is told to."""

    def __init__(self, target):
        self._target = target
        self._open = []
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        self.accepted = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                near, _ = self._server.accept()
            except OSError:
                return
            self.accepted += 1
            far = socket.create_connection(("127.0.0.1", self._target))
            self._open += [near, far]
            for a, b in ((near, far), (far, near)):
                threading.Thread(target=self._pass_on, args=(a, b), daemon=True).start()

    @staticmethod
    def _pass_on(a, b):
        try:
            while data := a.recv(65536):
                b.sendall(data)
        except OSError:
            pass

    def cut(self):
        for one in self._open:
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            one.close()
        self._open.clear()

    def close(self):
        self._server.close()
        self.cut()


@pytest.fixture
def proxy(gateway):
    made = CuttingProxy(gateway.port)
    yield made
    made.close()


def test_a_watch_goes_on_over_a_new_connection(gateway, proxy):
    release = threading.Event()

    def watch(request, metadata):
        if request.resource_version == "":
            yield change(workflow(version="5"))
            release.wait(20)
        else:
            yield change(workflow(phase="Succeeded", version="6"))

    gateway.answers["WatchWorkflows"] = watch
    gateway.answers["GetWorkflow"] = lambda r, m: messages.GetWorkflowResponse(workflow=workflow())
    with Client(f"http://127.0.0.1:{proxy.port}", token=TOKEN) as client:
        states = client.run("run-1").watch(timeout=30)
        assert next(states).resource_version == "5"
        proxy.cut()
        assert [state.phase for state in states] == ["Succeeded"]
    release.set()
    assert [request.resource_version for request, _ in gateway.of("WatchWorkflows")] == ["", "5"]
    assert proxy.accepted == 2


def test_a_submission_whose_connection_breaks_is_not_sent_twice(gateway, proxy):
    release = threading.Event()

    def submit(request, metadata):
        proxy.cut()
        release.wait(1)
        return messages.SubmitWorkflowResponse(workflow=workflow())

    gateway.answers["SubmitWorkflow"] = submit
    with (
        Client(f"http://127.0.0.1:{proxy.port}", token=TOKEN) as client,
        pytest.raises(tiphys.OutcomeUnknown) as caught,
    ):
        client.submit({"kind": "Workflow"})
    assert caught.value.hint
    assert len(gateway.of("SubmitWorkflow")) == 1


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    if not shutil.which("openssl"):
        pytest.skip("openssl is needed to make a certificate")
    folder = tmp_path_factory.mktemp("tls")
    key, cert = folder / "key.pem", folder / "cert.pem"
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
    command += " -addext subjectAltName=DNS:localhost,IP:127.0.0.1"
    subprocess.run([*command.split(), "-keyout", str(key), "-out", str(cert)], check=True, capture_output=True)
    return key, cert


@pytest.fixture
def secure(gateway, certificate):
    key, cert = certificate
    server = grpc.server(futures.ThreadPoolExecutor(4))
    server.add_generic_rpc_handlers((_Handler(gateway),))
    credentials = grpc.ssl_server_credentials([(key.read_bytes(), cert.read_bytes())])
    port = server.add_secure_port("localhost:0", credentials)
    server.start()
    yield port
    server.stop(None).wait()


def test_tls_with_an_authority_of_ones_own(gateway, secure, certificate):
    with Client(f"https://localhost:{secure}", token=TOKEN, ca_file=certificate[1]) as client:
        client.environments()
        assert client.connection.transport_name == "grpc"
    assert gateway.calls[0][2]["authorization"] == f"Bearer {TOKEN}"


def unreachable(url, **settings):
    with Client(url, token=TOKEN, **settings) as client, pytest.raises(tiphys.GatewayUnreachable) as caught:
        client.environments()
    assert TOKEN not in str(caught.value)
    return caught.value


def test_a_certificate_that_is_not_trusted(gateway, secure):
    error = unreachable(f"https://localhost:{secure}")
    assert "not trusted" in error.detail
    assert "ca_file" in error.hint
    assert gateway.calls == []


def test_https_where_plain_http_is_spoken(gateway):
    error = unreachable(f"https://127.0.0.1:{gateway.port}")
    assert "does not speak TLS" in error.detail
    assert f"http://127.0.0.1:{gateway.port}" in error.hint


def test_http_where_tls_is_spoken(gateway, secure):
    error = unreachable(f"http://127.0.0.1:{secure}")
    assert "does not speak plain HTTP" in error.detail
    assert "https://" in error.hint
    assert gateway.calls == []


def test_a_name_that_does_not_exist():
    assert "cannot be resolved" in unreachable("http://there-is-none.invalid:8080").detail


def test_something_else_that_answers(rest):
    assert "not as a Tiphys gateway" in unreachable(rest.url).detail


def test_a_proxy_that_is_absent_is_named_without_its_password():
    error = unreachable("http://gateway.invalid:8080", proxy="http://me:geheim@127.0.0.1:9")
    assert "proxy http://127.0.0.1:9" in error.detail
    assert "NO_PROXY" in error.hint
    assert "geheim" not in str(error)


def test_a_real_interruption_detaches_and_leaves_the_run_alone(gateway):
    release = threading.Event()

    def watch(request, metadata):
        yield change(workflow())
        release.wait(20)

    gateway.answers["WatchWorkflows"] = watch
    gateway.answers["GetWorkflow"] = lambda r, m: messages.GetWorkflowResponse(workflow=workflow())
    command = [sys.executable, "-m", "tiphys", "watch", "run-1", "--url", gateway.url]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(
            signal.SIGINT, signal.SIG_DFL
        ),  # a shell's background jobs inherit that it is ignored
    )
    deadline = time.monotonic() + 30
    while not gateway.of("WatchWorkflows") and time.monotonic() < deadline:
        assert process.poll() is None, process.stderr.read()
        release.wait(0.05)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    release.set()
    assert process.returncode == 130
    assert "client.run('run-1')" in said
    assert "Traceback" not in said
    assert {name for name, _, _ in gateway.calls} <= {"GetWorkflow", "WatchWorkflows", "ListEnvironments"}
