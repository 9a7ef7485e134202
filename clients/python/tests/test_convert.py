from pathlib import Path

import pytest

pytest.importorskip("yaml")

from tiphys._yaml import load_all_yaml
from tiphys.convert import documents_of, python_to_yaml, yaml_to_python
from tiphys.errors import ConfigurationError, WorkflowInvalid

YAML = """\
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata:
  generateName: 2-class-
  annotations: {when: 2026-01-01, "yes": "on"}
spec:
  templates:
    - name: main
      script:
        source: |
          def f():
              print("a\\n'b'")
        env: [{name: A, value: "1e3"}]
  long: "%s"
---
---
kind: ConfigMap
metadata: {name: class}
data: {a: "ß 日本"}
""" % ("word " * 60)


def test_yaml_to_python_and_back_keeps_everything():
    documents = load_all_yaml(YAML, "it")
    source = yaml_to_python(YAML)
    assert documents_of(source) == documents
    assert "def _2_class():" in source
    assert "def _class():" in source


def test_python_to_yaml_keeps_everything(tmp_path):
    file = tmp_path / "a.py"
    file.write_text(yaml_to_python(YAML))
    text = python_to_yaml(file)
    assert load_all_yaml(text, "it") == load_all_yaml(YAML, "it")
    assert "source: |" in text


def test_what_is_not_yaml_is_named_with_its_line():
    with pytest.raises(WorkflowInvalid, match="line 2"):
        yaml_to_python("a: 1\nb: [")


def test_a_script_without_a_workflow_is_named(tmp_path):
    file = tmp_path / "a.py"
    file.write_text("x = 1\n")
    with pytest.raises(ConfigurationError, match="DOCUMENTS"):
        python_to_yaml(file)


def test_a_workflow_of_hera_becomes_yaml(tmp_path):
    pytest.importorskip("hera")
    file = tmp_path / "a.py"
    file.write_text(
        "from hera.workflows import Workflow, Container\n"
        "with Workflow(generate_name='a-', entrypoint='c') as w:\n    Container(name='c', image='busybox', command=['true'])\n"
    )
    document = load_all_yaml(python_to_yaml(file), "it")[0]
    assert document["spec"]["templates"][0]["container"]["image"] == "busybox"


ROOT = Path(__file__).resolve().parents[3]
CHART_TEMPLATES = ROOT / "manifests/helm/tiphys/templates"
MANIFESTS = sorted(
    file
    for file in [*ROOT.glob("examples/**/*.yaml"), *ROOT.glob("manifests/**/*.yaml")]
    if not file.is_relative_to(CHART_TEMPLATES)
)


@pytest.mark.parametrize("file", MANIFESTS, ids=lambda file: file.name)
def test_the_repositorys_own_manifests_survive_both_ways(file, tmp_path):
    text = file.read_text()
    source = tmp_path / "a.py"
    source.write_text(yaml_to_python(text))
    assert load_all_yaml(python_to_yaml(source), "it") == load_all_yaml(text, "it")
