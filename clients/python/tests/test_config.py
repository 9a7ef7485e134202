import pytest

from tiphys import contexts
from tiphys.config import resolve
from tiphys.errors import ConfigurationError


@pytest.fixture
def settings(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    base = {"TIPHYS_CONFIG": str(tmp_path / "config.ini")}

    def of(arguments=None, *, context=None, **variables):
        return resolve(arguments or {}, context=context, variables={**base, **variables}, directory=tmp_path)

    of.directory = tmp_path
    of.base = base
    return of


def test_each_source_beats_those_behind_it(settings):
    contexts.save_context("lab", {"url": "https://context", "namespace": "context"}, settings.base)
    assert settings().get("url") == "https://context"
    (settings.directory / "hera.config").write_text("argo_server='https://project'\n")
    assert settings().get("url") == "https://project"
    assert settings(ARGO_SERVER="https://argo").get("url") == "https://argo"
    assert settings(ARGO_SERVER="https://argo", TIPHYS_URL="https://own").get("url") == "https://own"
    assert settings({"url": "https://given"}, TIPHYS_URL="https://own").get("url") == "https://given"
    assert settings(ARGO_SERVER="https://argo").get("namespace") == "context"


def test_explains_value_origin_and_what_was_overridden_without_secrets(settings):
    found = settings(TIPHYS_NAMESPACE="mine", ARGO_NAMESPACE="other", ARGO_TOKEN="geheim").explain()
    assert found.settings["namespace"].value == "mine"
    assert found.settings["namespace"].origin == "variable TIPHYS_NAMESPACE"
    assert found.settings["namespace"].overrode == ("variable ARGO_NAMESPACE",)
    assert found.settings["token"].value == "***"
    assert "geheim" not in repr(found) + found._repr_html_()


def test_a_named_context_beats_variables_of_argo(settings):
    contexts.save_context("lab", {"url": "https://context"}, settings.base)
    assert settings(context="lab", ARGO_SERVER="https://argo").get("url") == "https://context"


def test_a_context_that_does_not_exist_is_named(settings):
    contexts.save_context("lab", {"url": "https://context"}, settings.base)
    with pytest.raises(ConfigurationError, match="'nope'"):
        settings(context="nope")


def test_a_contexts_token_is_not_sent_to_another_address(settings):
    contexts.save_context("lab", {"url": "https://context", "token": "geheim"}, settings.base)
    assert settings().tokens.token().reveal() == "geheim"
    (settings.directory / "hera.config").write_text("argo_server='https://somewhere-else'\n")
    config = settings()
    assert config.tokens is None
    assert "another source" in repr(config.explain())


def test_the_kubeconfig_of_argos_user_page_is_passed_over_with_a_remark(settings):
    config = settings(KUBECONFIG="/dev/null", ARGO_TOKEN="x")
    assert config.tokens.token().reveal() == "x"
    assert "KUBECONFIG=/dev/null" in repr(config.explain())


def test_a_token_that_a_shell_cut_is_named(settings):
    assert "cut it at the space" in repr(settings(ARGO_TOKEN="Bearer").explain())


def test_both_names_of_the_seeds_configuration_files_are_read(settings):
    home = settings.directory / "home"
    home.mkdir()
    (home / "hera.config").write_text("argo_server='home.example.org:443'\nargo_namespace=home\n")
    assert settings().get("namespace") == "home"
    other = settings.directory / "other.config"
    other.write_text("argo_namespace='named'\n")
    assert settings(ARGOCONFIG=str(other)).get("namespace") == "named"
    assert settings(ARGOCONFIG=str(other)).get("url") == "home.example.org:443"


def test_the_address_without_any_source_says_what_to_do(settings):
    with pytest.raises(ConfigurationError, match="TIPHYS_URL"):
        _ = settings().address


def test_a_wrong_address_names_its_source(settings):
    with pytest.raises(ConfigurationError, match="variable TIPHYS_URL"):
        _ = settings(TIPHYS_URL="ftp://x").address


def test_argo_secure_belongs_to_argo_server_alone(settings):
    config = settings(TIPHYS_URL="https://own.example.org", ARGO_SERVER="localhost:2746", ARGO_SECURE="false")
    assert str(config.address) == "https://own.example.org"
    assert str(settings(ARGO_SERVER="localhost:2746", ARGO_SECURE="false").address) == "http://localhost:2746"


def test_the_block_of_argo_with_a_base_href(settings):
    config = settings(ARGO_SERVER="h:443", ARGO_SECURE="true", ARGO_BASE_HREF="/argo/")
    assert str(config.address) == "https://h/argo"
