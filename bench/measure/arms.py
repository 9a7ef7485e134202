"""Arms: the ways to the Argo Server that are compared."""

from dataclasses import dataclass

# The ways. The Argo API looks like the Argo Server; /v1 is the gateway's own interface.
STRAIGHT, ENVOY, ARGO_API, OWN = "straight", "envoy", "argo_api", "own"

# What the arms and the process of an older build have behind their names.
BEFORE = " before"

CREDENTIAL_MODES = ("direct", "service-account-secret", "token-request")


@dataclass(frozen=True)
class Arm:
    """A way to the Argo Server.

    way: one of the constants above.
    protocol: "http/1.1" or "grpc".
    baseline: the name of the arm that this one is compared with; its own name for a baseline.
    environment: the gateway's environment of submission; empty when the gateway is not on the way.
    build: empty for the gateway of this checkout, BEFORE for an older one beside it.
    """

    name: str
    way: str
    protocol: str
    baseline: str
    address: str
    environment: str = ""
    build: str = ""

    @property
    def identity(self) -> str:
        """The name as a value of a Kubernetes label."""
        return self.name.strip("/").replace(" ", "-").replace("/", "").replace(",", "")

    @property
    def like_argo(self) -> bool:
        """Whether it speaks as the Argo Server does."""
        return self.way != OWN

    @property
    def process(self) -> str:
        """What stands between caller and Argo Server; the Argo Server itself when nothing does."""
        return {STRAIGHT: "argo-server", ENVOY: "envoy"}.get(self.way, f"gateway{self.build}")

    @property
    def authority(self) -> str:
        """The host name by which a call of gRPC chooses its environment on the Argo API; empty where it need not."""
        return argo_api_host(self.environment) if self.way == ARGO_API and self.protocol == "grpc" else ""


def argo_api_host(environment: str) -> str:
    return f"{environment}.bench.example"


def arms(argo_server: str, envoy: str, gateway: str, before: str = "") -> list[Arm]:
    """All arms, in the order in which each round takes them; baselines first. before: the address of an older build."""
    every = []
    builds = [("", gateway), *([(BEFORE, before)] if before else [])]
    for protocol, suffix in (("http/1.1", ""), ("grpc", " gRPC")):
        baseline = f"argo-server{suffix}"
        every += [
            Arm(baseline, STRAIGHT, protocol, baseline, argo_server),
            Arm(f"envoy{suffix}", ENVOY, protocol, baseline, envoy),
        ]
        every += [
            Arm(f"gateway{suffix} {mode}{build}", ARGO_API, protocol, baseline, address, mode, build)
            for mode in ("direct", "token-request")
            for build, address in builds
        ]
        modes = CREDENTIAL_MODES if protocol == "http/1.1" else ("token-request",)
        every += [
            Arm(f"/v1{suffix} {mode}{build}", OWN, protocol, baseline, address, mode, build)
            for mode in modes
            for build, address in builds
        ]
    return every


def chosen(every: list[Arm], text: str | None) -> list[Arm]:
    """The arms whose name has the text in it, with what they are compared with: their baselines, and Envoy for the Argo API."""
    if not text:
        return every
    wanted = [arm for arm in every if text in arm.name]
    compared = {arm.baseline for arm in wanted}
    protocols = {arm.protocol for arm in wanted if arm.way == ARGO_API}
    return [
        arm for arm in every if arm in wanted or arm.name in compared or (arm.way == ENVOY and arm.protocol in protocols)
    ]
