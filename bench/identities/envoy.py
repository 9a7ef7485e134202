"""An Envoy that answers by itself, with and without a check of the token."""

import json
from pathlib import Path

from bench.measure.envoy import EXTENSIONS, Envoy, named

from .issuer import AUDIENCE, Issuer

ANSWER = {"status": 200, "body": {"inline_string": "[]"}}


class CheckingEnvoy(Envoy):
    """issuer: whose tokens are needed; None for no check."""

    def __init__(self, scratch: Path, issuer: Issuer | None):
        scratch.mkdir()
        super().__init__("http://127.0.0.1:9", scratch)
        self._issuer = issuer

    def _configuration(self) -> dict:
        configuration = super()._configuration()
        manager = configuration["static_resources"]["listeners"][0]["filter_chains"][0]["filters"][0]["typed_config"]
        manager["route_config"]["virtual_hosts"][0]["routes"] = [{"match": {"prefix": "/"}, "direct_response": ANSWER}]
        if self._issuer:
            manager["http_filters"].insert(0, named("envoy.filters.http.jwt_authn", _check(self._issuer)))
        return configuration


def _check(issuer: Issuer) -> dict:
    provider = {
        "issuer": issuer.address,
        "audiences": [AUDIENCE],
        "local_jwks": {"inline_string": json.dumps(json.loads(issuer.keys))},
        "forward": True,
    }
    return {
        "@type": f"{EXTENSIONS}.filters.http.jwt_authn.v3.JwtAuthentication",
        "providers": {"bench": provider},
        "rules": [{"match": {"prefix": "/"}, "requires": {"provider_name": "bench"}}],
    }
