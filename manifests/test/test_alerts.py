"""Prometheus' own promtool evaluates the chart's rules over series as a scraper has them."""

import subprocess

import pytest
import yaml
from conftest import CHART, CHECKOUT, only, render

OURS = 'namespace="tiphys-system", service="tiphys-management"'
SERVING = "1+0x60"


def named(metric: str, **labels: str) -> str:
    """A series of a gateway's pod."""
    return metric + "{" + ", ".join([OURS, *(f'{name}="{value}"' for name, value in labels.items())]) + "}"


def calls(outcome: str, **labels: str) -> str:
    given = {"api": "rest", "operation": "submit", "environment": "lab", **labels, "outcome": outcome}
    return named("tiphys_calls_seconds_count", **given)


HEALTHY = {
    named("tiphys_streams_open", api="rest"): SERVING,
    named("tiphys_rejections_total", cause="caller-calls"): "0+1x60",
    named("tiphys_tracing_spans_total", outcome="dropped"): "0+0x60",
    named("tiphys_admission_unfinished_unknown", environment="lab"): "0+0x60",
    named("jvm_memory_used_bytes", pod="tiphys-0", id="Tenured Gen"): "90+0x60",
    named("jvm_memory_max_bytes", pod="tiphys-0", id="Tenured Gen"): "100+0x60",
    named("process_start_time_seconds", pod="tiphys-0"): "1000+0x60",
    calls("OK"): "0+1000x60",
    calls("ARGO_UNAVAILABLE"): "7+0x60",
    calls("INTERNAL"): "7+0x60",
    calls("OUTCOME_UNKNOWN"): "7+0x60",
    calls("CREDENTIAL_FORBIDDEN"): "7+0x60",
}
# What happens in the forty minutes before the evaluation; None takes the series away. One value a minute.
FAULTS = {
    "TiphysDown": {named("tiphys_streams_open", api="rest"): None},
    "TiphysArgoUnavailable": {calls("ARGO_UNAVAILABLE"): "0+60x60"},
    "TiphysKubernetesUnavailable": {calls("ACCESS_UNDECIDED"): "0+20x60"},
    "TiphysIssuerUnavailable": {calls("ISSUER_UNAVAILABLE", environment="lab"): "0+1x60"},
    "TiphysCredentialFailing": {calls("CREDENTIAL_FORBIDDEN"): "7x33 8x27"},
    "TiphysCredentialFailing at the first call": {calls("CREDENTIAL_REFUSED"): "_x33 1x27"},
    "TiphysInternalErrors": {calls("INTERNAL"): "7x35 8x25"},
    "TiphysInternalErrors at the first call": {calls("INTERNAL", operation="retry"): "_x38 1x22"},
    "TiphysInternalErrors after a restart": {calls("INTERNAL", pod="tiphys-1"): "_x35 0x3 1x22"},
    "TiphysOutcomeUnknown": {calls("OUTCOME_UNKNOWN"): "7x35 13x25"},
    "TiphysOutcomeUnknown at the first calls": {calls("OUTCOME_UNKNOWN", environment="new"): "_x38 6x22"},
    "TiphysRejecting": {named("tiphys_rejections_total", cause="caller-calls"): "0+90x60"},
    "TiphysLimitNotApplied": {named("tiphys_admission_unfinished_unknown", environment="lab"): "1+0x60"},
    "TiphysSpansLost": {named("tiphys_tracing_spans_total", outcome="dropped"): "0+1x60"},
    "TiphysHeapFull": {named("jvm_memory_used_bytes", pod="tiphys-0", id="Tenured Gen"): "97+0x60"},
    "TiphysRestarting": {named("process_start_time_seconds", pod="tiphys-0"): "1000x10 1600x5 1900x5 2200x40"},
}


@pytest.fixture(scope="module")
def rules():
    return only(render(CHART / "examples/everything.yaml"), "PrometheusRule")["spec"]


@pytest.fixture
def firing(rules, tmp_path):
    """Holds that exactly these alerts fire at the minute 40."""

    def check(series: dict, *expected: str) -> None:
        (tmp_path / "rules.yaml").write_text(yaml.safe_dump(rules))
        expression = 'count by (alertname) (ALERTS{alertstate="firing"})'
        samples = [{"labels": f'{{alertname="{name}"}}', "value": 1} for name in expected]
        test = {
            "interval": "1m",
            "input_series": [{"series": name, "values": values} for name, values in series.items() if values],
            "promql_expr_test": [{"expr": expression, "eval_time": "40m", "exp_samples": samples}],
        }
        unit = {"rule_files": ["rules.yaml"], "evaluation_interval": "1m", "tests": [test]}
        (tmp_path / "test.yaml").write_text(yaml.safe_dump(unit))
        promtool("test", "rules", tmp_path / "test.yaml")

    return check


def promtool(*arguments) -> None:
    result = subprocess.run([CHECKOUT / "tools/promtool", *arguments], capture_output=True, text=True)
    if result.returncode == 3:
        pytest.skip(result.stderr.strip())
    assert result.returncode == 0, result.stdout + result.stderr


def test_no_alert_fires_while_all_is_well_and_old_failures_are_past(firing):
    firing(HEALTHY)


@pytest.mark.parametrize("fault", FAULTS)
def test_an_alert_fires_alone_for_its_fault(firing, fault):
    firing({**HEALTHY, **FAULTS[fault]}, fault.split()[0])


def test_every_alert_has_its_fault(rules):
    alerts = {one["alert"] for group in rules["groups"] for one in group["rules"] if "alert" in one}
    assert alerts == {fault.split()[0] for fault in FAULTS}
