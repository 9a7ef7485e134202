"""Each wrong value is refused, and the message names its path."""

import pytest
from conftest import Refused, render, with_environment, with_values

HUB = {"url": "https://hub.example/hub/api", "service": "tiphys", "user-prefix": "h:", "groups-prefix": "h:"}

DIRECT = {"mode": "direct"}
WRONG = {
    "replica": (with_values(replica=2), "replica"),
    "text as number": (with_values(replicas="two"), "replicas"),
    "unknown below": (with_values(tls={"enabeld": True}), "enabeld"),
    "tag of image": (with_values(image={"repository": "tiphys", "digest": "latest"}), "image/digest"),
    "heap": (with_values(memory={"heap": 16}), "memory/heap"),
    "a mounted path outside": (with_values(mounts=[{"name": "a", "path": "/usr", "secret": "b"}]), "mounts/0/path"),
    "a mount of both": (with_values(mounts=[{"name": "a", "path": "/etc/tiphys/a", "secret": "b", "configMap": "c"}]), "mounts/0"),
    "a secret in a mount": (with_values(mounts=[{"name": "a", "path": "/etc/tiphys/a", "content": "b"}]), "content"),
    "privileged port": (with_values(ports={"plain": 80}), "ports/plain"),
    "no environment": ({"environments": {}}, "environments: at least one"),
    "mode": (with_environment(credentials={"mode": "oidc"}), "environments/main/credentials/mode"),
    "property": (with_environment(**{"defualt-namespace": "science"}), "defualt-namespace"),
    "inline token": (with_environment(credentials={"mode": "direct", "token": "x"}), "token"),
    "address": (with_environment(**{"argo-server": {"uri": "argo-server:2746"}}), "environments/main/argo-server/uri"),
    "password in address": (with_environment(**{"argo-server": {"uri": "https://a:b@argo"}}), "environments/main/argo-server/uri"),
    "no namespaces": (with_environment(namespaces=[]), "environments/main/namespaces"),
    "limit": (with_environment(limits={"caller-share": 101}), "environments/main/limits/caller-share"),
    "account": (with_environment(credentials={"mode": "token-request"}), "environments.main.credentials.service-account: required"),
    "default namespace": (with_environment(**{"default-namespace": "other"}), "environments.main.default-namespace: 'other'"),
    "all namespaces": (
        with_environment(namespaces=["*"], credentials={"mode": "token-request", "service-account": "a"}),
        "environments.main.namespaces: '*' grants rights",
    ),
    "unverified": (
        with_environment(**{"argo-server": {"uri": "https://argo", "insecure-skip-verify": True}}),
        "environments.main.argo-server.insecure-skip-verify: needs allowInsecure",
    ),
    "symmetric algorithm": (
        with_environment(identities={"dex": {"issuer": "https://dex", "audiences": ["a"], "user-prefix": "d:", "algorithms": ["HS256"]}}),
        "environments/main/identities/dex/algorithms",
    ),
    "issuer without audiences": (
        with_environment(identities={"dex": {"issuer": "https://dex", "user-prefix": "d:"}}),
        "environments/main/identities/dex",
    ),
    "clear text to a JupyterHub": (
        with_environment(jupyterhubs={"hub": HUB | {"url": "http://hub:8081/hub/api"}}),
        "environments/main/jupyterhubs/hub/url",
    ),
    "two JupyterHubs": (with_environment(jupyterhubs={"one": HUB, "other": HUB}), "environments/main/jupyterhubs"),
    "ratio of traces": (with_values(tracing={"endpoint": "http://a:4318", "sampling-ratio": 2}), "tracing/sampling-ratio"),
    "traces without a collector": (with_values(tracing={"protocol": "grpc"}), "tracing.endpoint: required"),
    "file of the collector": (with_values(tracing={"endpoint": "http://a:4318", "headers-file": "/elsewhere/a"}), "tracing/headers-file"),
    "default environment": (with_values(defaultEnvironment="mian"), "defaultEnvironment: 'mian' is not one of environments (main)"),
    "certificate": (with_values(tls={"enabled": True}), "tls.secretName: required"),
    "issuer": (with_values(tls={"enabled": True, "certManager": {"enabled": True}}), "tls.certManager.issuer.name: required"),
    "host": (with_values(ingress={"enabled": True}), "ingress.host: required"),
    "parents": (with_values(gatewayAPI={"enabled": True}), "gatewayAPI.parentRefs: required"),
    "routes of one name": (
        with_values(gatewayAPI={"enabled": True, "parentRefs": [{"name": "a"}], "httpHostnames": ["a.b"], "grpcHostnames": ["a.b"]}),
        "gatewayAPI.grpcHostnames: 'a.b'",
    ),
    "maximum": (with_values(autoscaling={"enabled": True, "minReplicas": 7}), "autoscaling.maxReplicas"),
    "same port": (with_values(ports={"management": 8080}), "ports: plain, tls and management must differ"),
    "environments as setting": (with_values(settings={"environments": {}}), "settings.environments"),
    "port as setting": (with_values(settings={"server": {"tls-port": 1}}), "settings.server.tls-port"),
}


@pytest.mark.parametrize("wrong", WRONG, ids=lambda name: name.replace(" ", "-"))
def test_names_what_is_wrong(wrong):
    values, expected = WRONG[wrong]
    with pytest.raises(Refused) as refused:
        render(values)
    assert expected in str(refused.value)


def test_names_all_relations_at_once():
    with pytest.raises(Refused) as refused:
        render(with_values(defaultEnvironment="mian", ingress={"enabled": True}, tls={"enabled": True}))
    for path in ("defaultEnvironment:", "ingress.host:", "tls.secretName:"):
        assert path in str(refused.value)
