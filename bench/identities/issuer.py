"""An issuer of tokens: two keys, made and used by openssl, and their public halves over HTTPS."""

import base64
import http.server
import json
import ssl
import subprocess
import threading
import time
from pathlib import Path

from bench.measure.handshakes import Certificate

AUDIENCE = "tiphys"
USER = "alice"
RS256, ES256 = "RS256", "ES256"
BYTES_OF_P256 = 32


def encoded(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


class Issuer:
    """Serves its keys until the block ends. `keys`: the JWK set, as text."""

    def __init__(self, scratch: Path, certificate: Certificate):
        self._certificate = certificate
        self._files = {RS256: scratch / "rsa.key", ES256: scratch / "ec.key"}
        _openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", str(self._files[RS256]))
        _openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", str(self._files[ES256]))
        self.keys = json.dumps({"keys": [self._rsa(), self._elliptic()]})
        keys = self.keys.encode()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(keys)))
                self.end_headers()
                self.wfile.write(keys)

            def log_message(self, *_: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate.chain, certificate.key)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.address = f"https://localhost:{self._server.server_port}"

    def __enter__(self) -> "Issuer":
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def token(self, algorithm: str) -> str:
        """Valid for two hours."""
        now = int(time.time())
        head = {"alg": algorithm, "typ": "JWT", "kid": algorithm}
        claims = {"iss": self.address, "aud": [AUDIENCE], "sub": USER, "groups": ["staff"], "iat": now, "exp": now + 7200}
        text = ".".join(encoded(json.dumps(part).encode()) for part in (head, claims))
        signature = _openssl("dgst", "-sha256", "-sign", str(self._files[algorithm]), given=text.encode())
        return f"{text}.{encoded(signature if algorithm == RS256 else _plain(signature))}"

    def identity(self) -> dict:
        """The gateway's configuration of this issuer."""
        return {
            "issuer": self.address,
            "jwks-uri": f"{self.address}/keys",
            "ca-file": str(self._certificate.chain),
            "audiences": [AUDIENCE],
            "user-prefix": "bench:",
            "groups-claim": "groups",
            "groups-prefix": "bench:",
        }

    def _rsa(self) -> dict:
        modulus = _openssl("rsa", "-in", str(self._files[RS256]), "-noout", "-modulus").decode().strip().partition("=")[2]
        return {"kty": "RSA", "alg": RS256, "use": "sig", "kid": RS256, "n": encoded(bytes.fromhex(modulus)), "e": "AQAB"}

    def _elliptic(self) -> dict:
        point = _openssl("pkey", "-in", str(self._files[ES256]), "-pubout", "-outform", "DER")[-2 * BYTES_OF_P256 :]
        x, y = encoded(point[:BYTES_OF_P256]), encoded(point[BYTES_OF_P256:])
        return {"kty": "EC", "alg": ES256, "use": "sig", "kid": ES256, "crv": "P-256", "x": x, "y": y}


def _plain(signature: bytes) -> bytes:
    """Two numbers of a fixed length (RFC 7518 section 3.4) from those in DER."""
    length = signature[3]
    numbers = signature[4 : 4 + length], signature[6 + length :]
    return b"".join(number.lstrip(b"\0").rjust(BYTES_OF_P256, b"\0") for number in numbers)


def _openssl(*arguments: str, given: bytes | None = None) -> bytes:
    return subprocess.run(["openssl", *arguments], input=given, check=True, capture_output=True).stdout
