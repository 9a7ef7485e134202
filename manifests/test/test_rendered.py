"""What the chart renders from each example, and what each value changes."""

import json
import re

import pytest
import yaml
from conftest import CHART, MINIMAL, named, only, render, with_environment, with_values


def container(manifests):
    return only(manifests, "Deployment")["spec"]["template"]["spec"]["containers"][0]


def configuration(manifests):
    config_maps = named(manifests, "ConfigMap")
    return yaml.safe_load(config_maps["tiphys-system/tiphys"]["data"]["tiphys.yaml"])


def rules(manifests):
    return {
        f"{one['kind']} {one['metadata'].get('namespace', '-')} {','.join(rule['verbs'])} {','.join(rule['resources'])} {','.join(rule.get('resourceNames', []))}".strip()
        for one in manifests
        if one["kind"] in ("Role", "ClusterRole")
        for rule in one["rules"]
    }


def test_meets_the_restricted_pod_security_standard(example):
    pod = only(example, "Deployment")["spec"]["template"]["spec"]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert container(example)["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }


def test_has_one_port_for_callers(example):
    service = named(example, "Service")["tiphys-system/tiphys"]
    assert len(service["spec"]["ports"]) == 1


def test_has_a_heap_that_fits(example):
    heap = int(re.search(r"-Xmx(\d+)m", next(e["value"] for e in container(example)["env"] if e["name"] == "JDK_JAVA_OPTIONS"))[1])
    resources = container(example)["resources"]
    assert resources["requests"]["memory"] == resources["limits"]["memory"]
    assert int(resources["limits"]["memory"].removesuffix("Mi")) >= heap + 256


def test_holds_no_secret(example):
    assert not [one for one in example if one["kind"] == "Secret"]


def test_has_no_wildcard_right(example):
    assert not [rule for rule in rules(example) if "*" in rule]


def test_every_object_can_be_found_by_its_release(example):
    for one in example:
        assert one["metadata"]["labels"]["app.kubernetes.io/instance"] == "tiphys", one["kind"]


def test_grants_direct_only_reviews_of_tokens():
    assert rules(render(MINIMAL)) == {"ClusterRole - create tokenreviews"}


def test_grants_the_count_of_unfinished_workflows_only_with_a_limit():
    def limited(**limits):
        return rules(render(with_environment(limits={"admission": {"max-unfinished": limits}})))

    assert "Role science list,watch workflows" in limited(namespace=100)
    assert "Role science list,watch workflows" in limited(caller=10)
    assert limited(namespace=0, caller=0) == rules(render(MINIMAL))


def test_grants_reviews_of_accounts_when_asked():
    assert "ClusterRole - create subjectaccessreviews" in rules(render(with_values(rbac={"reviewAccounts": True})))


def test_grants_reviews_where_a_configured_token_is_used():
    values = with_environment(credentials={"mode": "direct", "token-file": "/etc/tiphys/a/token"})
    assert "ClusterRole - create subjectaccessreviews" in rules(render(values))


def test_grants_the_rights_of_each_mode_in_each_served_namespace():
    assert rules(render(CHART / "examples/everything.yaml")) == {
        "ClusterRole - create tokenreviews",
        "ClusterRole - create subjectaccessreviews",
        "Role science create serviceaccounts/token tiphys-submitter",
        "Role finance create serviceaccounts/token tiphys-submitter",
        "Role trial get serviceaccounts tiphys-submitter",
        "Role trial get,list secrets",
    }


def test_grants_the_tokens_of_the_accounts_of_rules():
    rule = {"precedence": 1, "groups": ["keycloak:staff"], "service-account": "staff"}
    submitter = {"mode": "token-request", "service-account": "submitter"}
    granted = rules(render(with_environment(credentials=submitter, **{"account-rules": {"staff": rule}})))
    assert any("serviceaccounts/token submitter,staff" in one for one in granted)


def test_grants_argos_annotations_only_with_a_rule_and_where_they_count():
    submitter = {"mode": "token-request", "service-account": "submitter"}

    def granted(**more):
        of_argo = {"identity": "keycloak", "namespace": "argo", "service-accounts": ["login", "admin"], **more}
        rendered = rules(render(with_environment(credentials=submitter, **{"argo-account-rules": of_argo})))
        return {one for one in rendered if "list serviceaccounts" in one or "login" in one}

    argo = {"Role argo list serviceaccounts", "Role argo create serviceaccounts/token login,admin"}
    science = {one.replace("argo", "science") for one in argo}
    assert granted() == argo
    assert granted(**{"delegate-to-namespace": True}) == argo | science
    assert not any("list serviceaccounts" in one for one in rules(render(with_environment(credentials=submitter))))


def test_grants_nothing_when_told_so():
    assert not rules(render(with_values(rbac={"create": False})))


def test_passes_environments_as_they_are():
    environment = {**MINIMAL["environments"]["main"], "limits": {"call-timeout": "10s"}, "kubernetes": {"url": "https://k8s:6443"}}
    assert configuration(render({"environments": {"main": environment}}))["tiphys"]["environments"]["main"] == environment


def test_uses_the_pods_own_account_by_default():
    assert configuration(render(MINIMAL))["tiphys"]["environments"]["main"]["kubernetes"] == {"in-cluster": True}


def test_passes_further_settings():
    settings = {"server": {"max-connections": 100}, "authentication": {"failed-tokens-at-once": 5}}
    tiphys = configuration(render(with_values(settings=settings)))["tiphys"]
    assert tiphys["server"]["max-connections"] == 100
    assert tiphys["server"]["port"] == 8080
    assert tiphys["authentication"] == {"failed-tokens-at-once": 5}


def test_starts_anew_when_the_configuration_changes():
    def checksum(values):
        return only(render(values), "Deployment")["spec"]["template"]["metadata"]["annotations"]["checksum/configuration"]

    assert checksum(MINIMAL) != checksum(with_environment(namespaces=["finance"]))


@pytest.mark.parametrize("tls, port, protocol", [(False, 80, "kubernetes.io/h2c"), (True, 443, "https")])
def test_tells_proxies_which_protocol_the_port_speaks(tls, port, protocol):
    manifests = render(with_values(tls={"enabled": tls, "secretName": "certificate"}))
    shown = only(manifests, "Service")["spec"]["ports"][0]
    assert (shown["port"], shown["appProtocol"]) == (port, protocol)
    assert shown["targetPort"] in [one["name"] for one in container(manifests)["ports"]]


def test_mounts_the_certificate_so_that_a_rotated_one_arrives():
    manifests = render(with_values(tls={"enabled": True, "secretName": "certificate"}))
    mount = next(one for one in container(manifests)["volumeMounts"] if one["name"] == "tls")
    assert "subPath" not in mount
    assert configuration(manifests)["tiphys"]["server"]["tls-certificate-file"] == mount["mountPath"] + "/tls.crt"


def test_leaves_the_number_of_replicas_to_the_autoscaler():
    assert "replicas" not in only(render(with_values(autoscaling={"enabled": True})), "Deployment")["spec"]
    assert only(render(MINIMAL), "Deployment")["spec"]["replicas"] == 2


def test_gives_calls_the_time_to_end():
    pod = only(render(with_values(shutdown={"patience": 40, "endpointDelay": 7})), "Deployment")["spec"]["template"]["spec"]
    assert pod["terminationGracePeriodSeconds"] > 47
    assert pod["containers"][0]["lifecycle"]["preStop"]["sleep"]["seconds"] == 7


def test_lets_out_only_to_known_ports():
    policy = only(render(MINIMAL), "NetworkPolicy")["spec"]
    assert {one["port"] for rule in policy["egress"] for one in rule["ports"]} == {53, 443, 6443, 2746}
    assert {one["port"] for rule in policy["ingress"] for one in rule["ports"]} == {8080, 8082}


def test_lets_out_to_the_port_of_an_issuer():
    dex = {"issuer": "https://dex.example:8443", "audiences": ["tiphys"], "user-prefix": "dex:"}
    submitter = {"mode": "token-request", "service-account": "submitter"}
    policy = only(render(with_environment(credentials=submitter, identities={"dex": dex})), "NetworkPolicy")["spec"]
    assert 8443 in {one["port"] for rule in policy["egress"] for one in rule["ports"]}


def test_lets_out_to_the_port_of_a_jupyterhub():
    hub = {"url": "https://hub.example:9443/hub/api", "service": "tiphys", "user-prefix": "a:", "groups-prefix": "a:"}
    submitter = {"mode": "token-request", "service-account": "submitter"}
    policy = only(render(with_environment(credentials=submitter, jupyterhubs={"hub": hub})), "NetworkPolicy")["spec"]
    assert 9443 in {one["port"] for rule in policy["egress"] for one in rule["ports"]}


def test_closes_the_plain_port_behind_tls():
    policy = only(render(with_values(tls={"enabled": True, "secretName": "certificate"})), "NetworkPolicy")["spec"]
    assert {one["port"] for rule in policy["ingress"] for one in rule["ports"]} == {8443, 8082}


def test_every_alert_has_an_entry_in_the_operations_guide():
    guide = (CHART.parents[2] / "docs/operations/alerts.md").read_text()
    rule = only(render(CHART / "examples/everything.yaml"), "PrometheusRule")
    for one in rule["spec"]["groups"][0]["rules"]:
        assert "record" in one or f"## {one['alert']}\n" in guide
        assert "RELEASE_" not in one["expr"]


def test_dashboard_is_one_that_grafana_reads():
    dashboards = named(render(CHART / "examples/everything.yaml"), "ConfigMap")
    dashboard = json.loads(dashboards["tiphys-system/tiphys-dashboard"]["data"]["tiphys.json"])
    assert len({panel["id"] for panel in dashboard["panels"]}) == len(dashboard["panels"]) > 5


def test_every_value_is_in_the_schema_and_has_a_default():
    schema = json.loads((CHART / "values.schema.json").read_text())
    values = yaml.safe_load((CHART / "values.yaml").read_text())
    assert set(schema["properties"]) - {"global"} == set(values)


def test_sends_traces_to_a_collector_that_its_network_policy_permits():
    manifests = render(with_values(tracing={"endpoint": "http://collector.observability:4318", "sampling-ratio": 0.05}))

    assert configuration(manifests)["tiphys"]["tracing"] == {
        "endpoint": "http://collector.observability:4318",
        "sampling-ratio": 0.05,
    }
    egress = only(manifests, "NetworkPolicy")["spec"]["egress"]
    assert {"protocol": "TCP", "port": 4318} in egress[0]["ports"]
