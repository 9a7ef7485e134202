"""Header blocks as an attacker writes them: literals only, no compression, so that each byte is chosen (RFC 7541, 6.2.2)."""


def literal(name: str, value: str | bytes) -> bytes:
    """A header field without indexing."""
    raw = value if isinstance(value, bytes) else value.encode()
    return b"\x00" + text(name.encode()) + text(raw)


def indexed(name: str, value: str) -> bytes:
    """A header field that is added to the dynamic table, where one byte names it from then on."""
    return b"\x40" + text(name.encode()) + text(value.encode())


def text(raw: bytes) -> bytes:
    """A string literal without Huffman coding."""
    return integer(len(raw), 7) + raw


def integer(value: int, bits: int) -> bytes:
    """An integer with a prefix of so many bits (RFC 7541, 5.1); the bits before it are zero."""
    limit = (1 << bits) - 1
    if value < limit:
        return bytes([value])
    out = [limit]
    value -= limit
    while value >= 128:
        out.append((value & 127) | 128)
        value >>= 7
    return bytes([*out, value])


def request(method: str, path: str, *, token: str = "", content_type: str = "", extra: dict[str, str] | None = None) -> bytes:
    """The header block of a request."""
    block = literal(":method", method) + literal(":scheme", "http") + literal(":path", path) + literal(":authority", "gateway")
    if content_type:
        block += literal("content-type", content_type)
    if content_type.startswith("application/grpc"):
        block += literal("te", "trailers")
    if token:
        block += literal("authorization", f"Bearer {token}")
    for name, value in (extra or {}).items():
        block += literal(name, value)
    return block
