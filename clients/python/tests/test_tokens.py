import copy
import json
import os
import pickle
import stat
import sys

import pytest

from tiphys._kubeconfig import Kubeconfig
from tiphys._secret import Secret
from tiphys._tokens import FileToken, authorization, clean_token, token_source
from tiphys.errors import ConfigurationError


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("abc", "Bearer abc"),
        ("Bearer abc", "Bearer abc"),
        ("bearer  abc ", "Bearer abc"),
        ("'Bearer v2:abc'", "Bearer v2:abc"),
        ("v2:abc", "Bearer v2:abc"),
        ("Basic dXNlcg==", "Basic dXNlcg=="),
        ("abc\n", "Bearer abc"),
    ],
)
def test_a_token_is_sent_as_it_is_meant(given, sent):
    assert authorization(clean_token(given)) == sent


@pytest.mark.parametrize("given", ["", "  ", "Bearer", "Bearer ", "a\nb", "a\x00b", "schlüssel"])
def test_what_cannot_be_a_token_is_refused_without_showing_it(given):
    with pytest.raises(ConfigurationError) as caught:
        clean_token(given)
    assert "schl" not in str(caught.value)


def test_a_secret_shows_itself_nowhere():
    secret = Secret("geheim")
    assert "geheim" not in f"{secret} {secret!r} {secret:>20} {[secret]} {vars(type(secret))}"
    with pytest.raises(TypeError):
        pickle.dumps(secret)
    with pytest.raises(TypeError):
        copy.deepcopy(secret)
    assert not hasattr(secret, "__dict__")


def test_a_token_file_is_read_again_when_it_changes(tmp_path):
    file = tmp_path / "token"
    file.write_text("first\n")
    source = FileToken(file)
    assert source.token().reveal() == "first"
    new = tmp_path / "new"
    new.write_text("second\n")
    os.utime(new, ns=(1, 1))
    new.replace(file)
    assert source.token().reveal() == "second"


def test_a_token_file_that_is_gone_is_named(tmp_path):
    with pytest.raises(ConfigurationError, match="token"):
        FileToken(tmp_path / "token").token()


def test_a_function_is_called_for_each_call():
    calls = iter(["one", "two"])
    source = token_source(lambda: next(calls))
    assert [source.token().reveal(), source.token().reveal()] == ["one", "two"]


def test_a_number_is_no_token():
    with pytest.raises(ConfigurationError):
        token_source(7)


def kubeconfig(tmp_path, user):
    path = tmp_path / "kubeconfig"
    content = {
        "current-context": "here",
        "contexts": [{"name": "here", "context": {"user": "me", "namespace": "climate", "cluster": "c"}}],
        "users": [{"name": "me", "user": user}],
    }
    path.write_text(json.dumps(content))
    return Kubeconfig(path)


def test_takes_token_and_namespace_of_a_kubeconfig(tmp_path):
    found = kubeconfig(tmp_path, {"token": "abc"})
    assert (found.token().reveal(), found.namespace) == ("abc", "climate")


def test_takes_the_token_file_of_a_kubeconfig_relative_to_it(tmp_path):
    (tmp_path / "token").write_text("abc")
    assert kubeconfig(tmp_path, {"tokenFile": "token"}).token().reveal() == "abc"


def test_reads_a_kubeconfig_in_yaml(tmp_path):
    pytest.importorskip("yaml")
    path = tmp_path / "config"
    path.write_text(
        "current-context: a\ncontexts:\n- name: a\n  context: {user: u}\nusers:\n- name: u\n  user: {token: abc}\n"
    )
    assert Kubeconfig(path).token().reveal() == "abc"


def plugin(tmp_path, script):
    path = tmp_path / "plugin"
    path.write_text(f"#!{sys.executable}\n{script}")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return {"exec": {"apiVersion": "client.authentication.k8s.io/v1", "command": str(path), "args": ["x"]}}


def test_asks_an_exec_plugin_and_keeps_its_token_until_it_expires(tmp_path):
    script = """
import json, os, pathlib
count = pathlib.Path(__file__).with_name("count")
number = int(count.read_text()) + 1 if count.exists() else 1
count.write_text(str(number))
assert json.loads(os.environ["KUBERNETES_EXEC_INFO"])["kind"] == "ExecCredential"
print(json.dumps({"status": {"token": f"t{number}", "expirationTimestamp": "%s"}}))
"""
    lasting = kubeconfig(tmp_path, plugin(tmp_path, script % "2999-01-01T00:00:00Z"))
    assert [lasting.token().reveal() for _ in range(2)] == ["t1", "t1"]
    assert lasting.renew()
    assert lasting.token().reveal() == "t2"
    expired = kubeconfig(tmp_path, plugin(tmp_path, script % "2000-01-01T00:00:00Z"))
    assert [expired.token().reveal() for _ in range(2)] == ["t3", "t4"]


def test_a_plugin_that_fails_is_named_without_its_output(tmp_path):
    found = kubeconfig(tmp_path, plugin(tmp_path, "import sys; print('geheim', file=sys.stderr); sys.exit(3)"))
    with pytest.raises(ConfigurationError, match="exit code 3") as caught:
        found.token()
    assert "geheim" not in str(caught.value)


def test_a_user_with_a_certificate_alone_is_told_what_to_do(tmp_path):
    with pytest.raises(ConfigurationError, match="kubectl create token"):
        kubeconfig(tmp_path, {"client-certificate": "x"}).token()
