"""Artifacts of each kind, and data templates."""

from hera.expr import g, it
from hera.workflows import (
    DAG,
    Artifact,
    ArtifactoryArtifact,
    AzureArtifact,
    Data,
    GCSArtifact,
    GitArtifact,
    HDFSArtifact,
    HTTPArtifact,
    NoneArchiveStrategy,
    OSSArtifact,
    Parameter,
    RawArtifact,
    S3Artifact,
    TarArchiveStrategy,
    Task,
    Workflow,
    ZipArchiveStrategy,
)
from hera.workflows.models import ArtifactGC, SecretKeySelector, WorkflowLevelArtifactGC

from hera_features.registry import feature, shell, workflow


def key(name: str) -> SecretKeySelector:
    """A key of the secret of an artifact store."""
    return SecretKeySelector(name="store", key=name)


@feature
def artifacts_between_tasks() -> Workflow:
    """A file that one task writes and the next one reads."""
    with workflow() as w:
        write = shell("write", "date > /tmp/a", outputs=[Artifact(name="file", path="/tmp/a")])
        read = shell("read", "cat /tmp/b", inputs=[Artifact(name="file", path="/tmp/b", optional=True)])
        with DAG(name="main"):
            first = Task(name="first", template=write)
            first >> Task(name="second", template=read, arguments=[first.get_artifact("file")])
    return w


@feature
def artifact_archives() -> Workflow:
    """How outputs are packed, their mode, their global name."""
    with workflow() as w:
        shell(
            outputs=[
                Artifact(name="plain", path="/tmp/a", archive=NoneArchiveStrategy()),
                Artifact(name="tar", path="/tmp/b", archive=TarArchiveStrategy(compression_level=9)),
                Artifact(name="zip", path="/tmp/c", archive=ZipArchiveStrategy(), mode=0o640),
                Artifact(name="global", path="/tmp/d", global_name="everyone", optional=True),
            ]
        )
    return w


@feature
def artifact_collection() -> Workflow:
    """Artifacts that are removed, at the end or with the workflow."""
    with workflow(
        artifact_gc=WorkflowLevelArtifactGC(strategy="OnWorkflowDeletion", force_finalizer_removal=True)
    ) as w:
        shell(
            outputs=[
                Artifact(name="kept", path="/tmp/a", artifact_gc=ArtifactGC(strategy="Never")),
                Artifact(name="removed", path="/tmp/b"),
            ]
        )
    return w


@feature
def artifact_of_a_workflow() -> Workflow:
    """An artifact as an argument of the workflow, which is an input of its entry point."""
    with workflow(arguments=[RawArtifact(name="file", data="a: [b]\n")]) as w:
        read = shell("read", "cat /tmp/b", inputs=[Artifact(name="file", path="/tmp/b", mode=0o644)])
        with DAG(name="main", inputs=[Artifact(name="file")]):
            Task(name="only", template=read, arguments=[Artifact(name="file", from_="{{inputs.artifacts.file}}")])
    return w


@feature
def artifact_sources() -> Workflow:
    """Artifacts of text, web, git and part of another artifact."""
    with workflow() as w:
        shell(
            inputs=[
                RawArtifact(name="raw", path="/in/raw", data="text\nwith lines"),
                HTTPArtifact(name="web", path="/in/web", url="https://example.org/data.csv"),
                GitArtifact(
                    name="code",
                    path="/in/code",
                    repo="https://example.org/code.git",
                    revision="main",
                    depth=1,
                    fetch=["refs/meta/*"],
                    username_secret=key("user"),
                    password_secret=key("password"),
                ),
            ]
        )
    return w


@feature
def artifact_stores() -> Workflow:
    """Artifacts in stores of each kind."""
    with workflow() as w:
        shell(
            inputs=[
                S3Artifact(
                    name="s3",
                    path="/in/s3",
                    bucket="data",
                    key="a/{{workflow.name}}",
                    endpoint="s3.example.org",
                    insecure=True,
                    region="eu",
                    access_key_secret=key("a"),
                    secret_key_secret=key("b"),
                ),
                GCSArtifact(name="gcs", path="/in/gcs", bucket="data", key="b", service_account_key_secret=key("c")),
                OSSArtifact(
                    name="oss",
                    path="/in/oss",
                    bucket="data",
                    key="c",
                    endpoint="oss.example.org",
                    access_key_secret=key("a"),
                    secret_key_secret=key("b"),
                ),
                AzureArtifact(
                    name="azure",
                    path="/in/azure",
                    blob="d",
                    container="data",
                    endpoint="https://data.example.org",
                    account_key_secret=key("d"),
                ),
                HDFSArtifact(
                    name="hdfs",
                    path="/in/hdfs",
                    hdfs_path="/data",
                    addresses=["hdfs.example.org:9000"],
                    hdfs_user="root",
                    force=True,
                ),
                ArtifactoryArtifact(
                    name="artifactory",
                    path="/in/artifactory",
                    url="https://repository.example.org/a",
                    username_secret=key("user"),
                    password_secret=key("password"),
                ),
            ],
            outputs=[S3Artifact(name="found", path="/out", bucket="data", key="found.tgz", recurse_mode=True)],
        )
    return w


@feature
def data_template() -> Workflow:
    """A list of files of a bucket, changed by expressions that Hera writes, and a task for each of them."""
    with workflow() as w:
        files = Data(
            name="files",
            source=S3Artifact(name="all", bucket="data", key="in/", endpoint="s3.example.org"),
            transformations=[g.data.filter(it.ends_with("csv")), g.data.map(it + ".done")],
            outputs=Artifact(name="list", path="/list"),
        )
        work = shell("work", "echo {{inputs.parameters.file}}", inputs=[Parameter(name="file")])
        with DAG(name="main"):
            listed = Task(name="list", template=files)
            listed >> Task(name="every", template=work, arguments={"file": "{{item}}"}, with_param=listed.result)
    return w
