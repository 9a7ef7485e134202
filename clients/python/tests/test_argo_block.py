import os
import stat

import pytest

from tiphys import contexts
from tiphys._argo_block import parse_block
from tiphys.config import resolve
from tiphys.errors import ConfigurationError

# As Argo's user page gives it.
PASTED = """\
export ARGO_SERVER='argowf.example.org:443' ;# Replace with your server
export ARGO_HTTP1=true
export ARGO_SECURE=true
export ARGO_BASE_HREF=
export ARGO_TOKEN='Bearer v2:eyJhbGciOiJSU0EtT0FFUCJ9.geheim'
export ARGO_NAMESPACE=climate ;# or whatever your namespace is
export KUBECONFIG=/dev/null ;# recommended

# check it works:
argo list
"""


def test_understands_the_block_as_pasted():
    block = parse_block(PASTED)
    assert block["ARGO_SERVER"] == "argowf.example.org:443"
    assert block["ARGO_TOKEN"] == "Bearer v2:eyJhbGciOiJSU0EtT0FFUCJ9.geheim"
    assert block["ARGO_NAMESPACE"] == "climate"
    assert block["ARGO_BASE_HREF"] == ""
    assert block["KUBECONFIG"] == "/dev/null"


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("ARGO_TOKEN=Bearer v2:abc", "Bearer v2:abc"),
        ("ARGO_TOKEN=Bearer v2:abc ;# mine", "Bearer v2:abc"),
        ('  export   ARGO_TOKEN = "Bearer v2:abc"  ', "Bearer v2:abc"),
        ("ARGO_TOKEN='Bearer v2:abc';", "Bearer v2:abc"),
        ("ARGO_TOKEN=Bearer v2:abc;\r", "Bearer v2:abc"),
        ("\ufeffexport ARGO_TOKEN=v2:abc", "v2:abc"),
        ("set ARGO_TOKEN=v2:abc", "v2:abc"),
        ('$env:ARGO_TOKEN="v2:abc"', "v2:abc"),
        ("ARGO_TOKEN=v2:a#b", "v2:a#b"),
    ],
)
def test_understands_what_shells_and_people_make_of_it(line, value):
    assert parse_block(line)["ARGO_TOKEN"] == value


def test_import_keeps_a_context_that_only_its_owner_reads(tmp_path):
    variables = {"TIPHYS_CONFIG": str(tmp_path / "deep" / "config.ini")}
    name, understood = contexts.import_block(PASTED, variables=variables)
    path = tmp_path / "deep" / "config.ini"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "geheim" not in repr(understood)
    config = resolve({}, variables=variables, directory=tmp_path)
    assert name == "argowf.example.org"
    assert str(config.address) == "https://argowf.example.org"
    assert config.tokens.token().reveal().startswith("v2:")
    assert config.get("namespace") == "climate"


def test_a_second_import_adds_a_context_and_the_first_can_be_used_again(tmp_path):
    variables = {"TIPHYS_CONFIG": str(tmp_path / "config.ini")}
    contexts.import_block(PASTED, "lab", variables)
    contexts.import_block(PASTED.replace("argowf", "other"), "other", variables)
    assert contexts.context_names(variables) == (["lab", "other"], "other")
    contexts.use_context("lab", variables)
    assert str(resolve({}, variables=variables, directory=tmp_path).address) == "https://argowf.example.org"
    chosen = resolve({}, context="other", variables=variables, directory=tmp_path)
    assert str(chosen.address) == "https://other.example.org"


def test_a_text_without_a_server_is_refused(tmp_path):
    with pytest.raises(ConfigurationError, match="ARGO_SERVER"):
        contexts.import_block("hello", variables={"TIPHYS_CONFIG": str(tmp_path / "x")})
    assert not (tmp_path / "x").exists()


@pytest.mark.skipif(os.name != "posix", reason="modes of files are those of POSIX")
def test_a_file_with_a_token_that_others_may_read_is_refused(tmp_path):
    variables = {"TIPHYS_CONFIG": str(tmp_path / "config.ini")}
    contexts.import_block(PASTED, variables=variables)
    (tmp_path / "config.ini").chmod(0o644)
    with pytest.raises(ConfigurationError, match="Others may read"):
        resolve({}, variables=variables, directory=tmp_path)
