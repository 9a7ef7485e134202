"""Volumes."""

from hera.workflows import (
    AccessMode,
    ConfigMapVolume,
    DownwardAPIVolume,
    EmptyDirVolume,
    ExistingVolume,
    HostPathVolume,
    NFSVolume,
    ProjectedVolume,
    SecretVolume,
    Step,
    Steps,
    Volume,
    Workflow,
    script,
)
from hera.workflows.models import (
    DownwardAPIVolumeFile,
    KeyToPath,
    ObjectFieldSelector,
    SecretProjection,
    VolumeClaimGC,
    VolumeMount,
    VolumeProjection,
)

from hera_features.registry import feature, shell, workflow


@feature
def volume_claims() -> Workflow:
    """Claims that live as long as the workflow: of a container, of a script and of the workflow."""

    @script(
        volumes=Volume(name="results", size="1Mi", mount_path="/results", access_modes=[AccessMode.read_write_once])
    )
    def write():
        print("x")

    with workflow(
        volumes=[Volume(name="work", size="1Mi", storage_class_name="standard", mount_path="/work")],
        volume_claim_gc=VolumeClaimGC(strategy="OnWorkflowCompletion"),
    ) as w:
        read = shell("read", volume_mounts=[VolumeMount(name="work", mount_path="/work", sub_path="a")])
        with Steps(name="main"):
            write()
            Step(name="read", template=read)
    return w


@feature
def volumes_that_exist() -> Workflow:
    """Claims, secrets and config maps that are there."""
    with workflow() as w:
        shell(
            volumes=[
                ExistingVolume(name="data", claim_name="data", mount_path="/data", read_only=True),
                SecretVolume(name="keys", secret_name="keys", mount_path="/keys", default_mode=0o400, optional=True),
                ConfigMapVolume(
                    name="settings", mount_path="/settings", optional=True, items=[KeyToPath(key="a", path="b")]
                ),
            ]
        )
    return w


@feature
def volumes_of_the_node() -> Workflow:
    """Empty, host, network, projected and downward volumes."""
    name = DownwardAPIVolumeFile(path="name", field_ref=ObjectFieldSelector(field_path="metadata.name"))
    with workflow() as w:
        shell(
            volumes=[
                EmptyDirVolume(name="memory", medium="Memory", size_limit="16Mi", mount_path="/memory"),
                HostPathVolume(name="host", path="/tmp", type="Directory", mount_path="/host"),
                NFSVolume(name="nfs", server="nfs.example.org", path="/", mount_path="/nfs"),
                DownwardAPIVolume(name="pod", items=[name], mount_path="/pod"),
                ProjectedVolume(
                    name="all",
                    sources=[VolumeProjection(secret=SecretProjection(name="keys", optional=True))],
                    mount_path="/all",
                ),
            ]
        )
    return w
