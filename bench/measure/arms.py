"""Arms: the ways to the Argo Server that are compared."""

from dataclasses import dataclass

# The ways. The Argo face looks like the Argo Server; /v1 is the gateway's own interface.
STRAIGHT, ENVOY, FACE, OWN = "straight", "envoy", "face", "own"

CREDENTIAL_MODES = ("direct", "service-account-secret", "token-request")


@dataclass(frozen=True)
class Arm:
    """A way to the Argo Server.

    way: one of the constants above.
    protocol: "http/1.1" or "grpc".
    baseline: the name of the arm that this one is compared with; its own name for a baseline.
    environment: the gateway's environment of submission; empty when the gateway is not on the way.
    """

    name: str
    way: str
    protocol: str
    baseline: str
    address: str
    environment: str = ""

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
        return {STRAIGHT: "argo-server", ENVOY: "envoy"}.get(self.way, "gateway")

    @property
    def authority(self) -> str:
        """The host name by which a call of gRPC chooses its environment on the Argo face; empty where it need not."""
        return face_host(self.environment) if self.way == FACE and self.protocol == "grpc" else ""


def face_host(environment: str) -> str:
    return f"{environment}.bench.example"


def arms(argo_server: str, envoy: str, gateway: str) -> list[Arm]:
    """All arms, in the order in which each round takes them; baselines first."""
    every = []
    for protocol, suffix in (("http/1.1", ""), ("grpc", " gRPC")):
        baseline = f"argo-server{suffix}"
        every += [
            Arm(baseline, STRAIGHT, protocol, baseline, argo_server),
            Arm(f"envoy{suffix}", ENVOY, protocol, baseline, envoy),
            Arm(f"gateway{suffix} direct", FACE, protocol, baseline, gateway, "direct"),
            Arm(f"gateway{suffix} token-request", FACE, protocol, baseline, gateway, "token-request"),
        ]
        modes = CREDENTIAL_MODES if protocol == "http/1.1" else ("token-request",)
        every += [Arm(f"/v1{suffix} {mode}", OWN, protocol, baseline, gateway, mode) for mode in modes]
    return every


def chosen(every: list[Arm], text: str | None) -> list[Arm]:
    """The arms whose name has the text in it, with what they are compared with: their baselines, and Envoy for the face."""
    if not text:
        return every
    wanted = [arm for arm in every if text in arm.name]
    compared = {arm.baseline for arm in wanted}
    protocols = {arm.protocol for arm in wanted if arm.way == FACE}
    return [
        arm for arm in every if arm in wanted or arm.name in compared or (arm.way == ENVOY and arm.protocol in protocols)
    ]
