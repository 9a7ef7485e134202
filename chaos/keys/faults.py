"""A TCP proxy that breaks what passes it, by a seed."""

import asyncio
import collections
import random
import threading

PIECE = 1 << 16
REFUSALS = {
    429: b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
    500: b"HTTP/1.1 500 Internal Server Error\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
    503: b"HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
}
FAULTS = ("latency", "cut before", "cut after", "half open", "truncated", "slow", *(str(status) for status in REFUSALS))


class Broken(Exception):
    """Ends a connection as a fault wants it."""


class FaultProxy:
    """
    Listens on a port of loopback until the block ends. A part of the requests meets a fault: latency (0.1 to 0.5 s); cut before
    they are passed on; cut after they were carried out (when the answer begins); half open (no answer for 3 s, then an end); a
    truncated answer; a slow answer; for HTTP/1.1 also 429, 500 and 503 without the server.
    """

    def __init__(self, target: int, seed: int, share: float):
        """share: of the requests that meet a fault, from 0 to 1."""
        self._target = target
        self._random = random.Random(seed)
        self._share = share
        self._loop = asyncio.new_event_loop()
        self.met: collections.Counter[str] = collections.Counter()
        self.port = 0

    def __enter__(self) -> "FaultProxy":
        began = threading.Event()
        self._thread = threading.Thread(target=self._serve, args=(began,), daemon=True)
        self._thread.start()
        began.wait()
        return self

    def __exit__(self, *_) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _serve(self, began: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._connection, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        began.set()
        self._loop.run_forever()

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        upstream = None
        try:
            there, upstream = await asyncio.open_connection("127.0.0.1", self._target)
            current = _Current()
            pumps = [
                asyncio.ensure_future(self._requests(reader, upstream, writer, current)),
                asyncio.ensure_future(self._answers(there, writer, current)),
            ]
            _, pending = await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
            for pump in pending:
                pump.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)
        except OSError:
            pass  # the server is away, which is a fault too
        finally:
            for end in (writer, upstream):
                if end:
                    end.transport.abort()

    def _chosen(self, request: bytes) -> str:
        if self._random.random() >= self._share:
            return ""
        head = request[:20].split(b" ")[0]
        plain = head in (b"GET", b"POST", b"PUT", b"DELETE")
        fault = self._random.choice(FAULTS if plain else FAULTS[:6])
        self.met[fault] += 1
        return fault

    async def _requests(
        self, reader: asyncio.StreamReader, upstream: asyncio.StreamWriter, writer: asyncio.StreamWriter, current: "_Current"
    ) -> None:
        while data := await reader.read(PIECE):
            current.fault = fault = self._chosen(data)
            if fault == "cut before":
                raise Broken(fault)
            if fault == "latency":
                await asyncio.sleep(self._random.uniform(0.1, 0.5))
            if fault.isdigit():
                writer.write(REFUSALS[int(fault)])
                await writer.drain()
                await asyncio.sleep(0.05)  # the client reads it before the end of the connection
                raise Broken(fault)
            upstream.write(data)
            await upstream.drain()

    async def _answers(self, there: asyncio.StreamReader, writer: asyncio.StreamWriter, current: "_Current") -> None:
        while data := await there.read(PIECE):
            fault = current.fault
            if fault == "cut after":
                raise Broken(fault)
            if fault == "half open":
                await asyncio.sleep(3)
                raise Broken(fault)
            if fault == "truncated":
                writer.write(data[: len(data) // 2])
                await writer.drain()
                raise Broken(fault)
            if fault == "slow":
                for at in range(0, len(data), 100):
                    writer.write(data[at : at + 100])
                    await writer.drain()
                    await asyncio.sleep(0.01)
            else:
                writer.write(data)
                await writer.drain()


class _Current:
    """The fault of the request whose answer comes next on a connection."""

    fault = ""
