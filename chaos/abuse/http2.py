"""A raw HTTP/2 connection (prior knowledge, RFC 9113) that keeps no rule unless it is asked to."""

import socket
import struct
import threading
import time
from collections import Counter

DATA, HEADERS, RESET, SETTINGS, PING, GOAWAY, WINDOW, CONTINUATION = 0, 1, 3, 4, 6, 7, 8, 9
END_STREAM, END_HEADERS, ACK = 1, 4, 1
PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"


ATTACKER = "127.0.0.2"
"""The attackers' address: the good caller has another one, as it would have on a network."""


def connect(port: int, source: str = ATTACKER) -> socket.socket:
    """A TCP connection to the gateway."""
    return socket.create_connection(("127.0.0.1", port), timeout=10, source_address=(source, 0))


class Connection:
    """Counts the frames that come back, and answers the server's settings and pings. Thread-safe for one sender."""

    def __init__(self, port: int, window: int = 65535):
        self._socket = connect(port)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.frames: Counter = Counter()
        self.resets: Counter = Counter()
        self.closed = threading.Event()
        self._next = 1
        self._lock = threading.Lock()
        self.send(PREFACE + frame(SETTINGS, 0, 0, struct.pack(">HI", 4, window)))
        threading.Thread(target=self._read, daemon=True).start()

    def open(self, block: bytes, end: bool = True) -> int:
        """Opens a stream with a header block; returns its number. Raises OSError once the server has closed the connection."""
        number = self._next
        self._next += 2
        self.send(frame(HEADERS, END_HEADERS | (END_STREAM if end else 0), number, block))
        return number

    def data(self, stream: int, content: bytes, end: bool = False) -> None:
        self.send(frame(DATA, END_STREAM if end else 0, stream, content))

    def reset(self, stream: int) -> None:
        self.send(frame(RESET, 0, stream, struct.pack(">I", 8)))

    def send(self, raw: bytes) -> None:
        with self._lock:
            self._socket.sendall(raw)

    def wait(self, seconds: float) -> bool:
        """Waits for the end of the connection; says whether it came."""
        return self.closed.wait(seconds)

    def close(self) -> None:
        self.closed.set()
        self._socket.close()

    def _read(self) -> None:
        buffer = b""
        try:
            self._socket.settimeout(None)
            while received := self._socket.recv(65536):
                buffer = self._frames(buffer + received)
        except OSError:
            pass
        self.closed.set()

    def _frames(self, buffer: bytes) -> bytes:
        while len(buffer) >= 9 and len(buffer) >= 9 + (length := int.from_bytes(buffer[:3], "big")):
            kind, flags, payload = buffer[3], buffer[4], buffer[9 : 9 + length]
            self.frames[kind] += 1
            if kind == RESET:
                self.resets[int.from_bytes(payload, "big")] += 1
            elif kind == SETTINGS and not flags & ACK:
                self.send(frame(SETTINGS, ACK, 0))
            elif kind == PING and not flags & ACK:
                self.send(frame(PING, ACK, 0, payload))
            buffer = buffer[9 + length :]
        return buffer


def frame(kind: int, flags: int, stream: int, payload: bytes = b"") -> bytes:
    return struct.pack(">I", len(payload))[1:] + bytes([kind, flags]) + struct.pack(">I", stream) + payload


def grpc_message(content: bytes = b"") -> bytes:
    return b"\0" + struct.pack(">I", len(content)) + content


def until(seconds: float):
    """Yields until the time is over: every loop of an attack ends by itself."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        yield
