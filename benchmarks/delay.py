"""A proxy that makes the network slow: each byte arrives half a round trip after it was sent.

It also counts round trips: a connection that is opened, and each time that a client, having heard, asks on.
"""

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path

PIECE = 256 * 1024


async def serve(port: int, backend: int, half: float, count: Callable[[str], object]) -> None:
    """Pass on every connection of `port` to `backend`, `half` seconds late each way, connecting included.

    `count` is told `c` for each connection and `r` for each request or flight of requests.
    """

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answered = True

        def asked() -> None:
            nonlocal answered
            if answered:
                count("r")
            answered = False

        def heard() -> None:
            nonlocal answered
            answered = True

        count("c")
        await asyncio.sleep(2 * half)
        out_reader, out_writer = await asyncio.open_connection("127.0.0.1", backend)
        await asyncio.gather(
            _pass_on(reader, out_writer, half, asked), _pass_on(out_reader, writer, half, heard)
        )

    server = await asyncio.start_server(connect, "127.0.0.1", port)
    async with server:
        await server.serve_forever()


async def _pass_on(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, half: float, note: Callable[[], None]
) -> None:
    queue: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    async def send() -> None:
        while True:
            due, piece = await queue.get()
            await asyncio.sleep(max(0.0, due - loop.time()))
            if not piece:
                break
            writer.write(piece)
            await writer.drain()
        writer.close()

    sender = asyncio.create_task(send())
    piece = b"first"
    while piece:
        try:
            piece = await reader.read(PIECE)
        except ConnectionError:
            piece = b""
        if piece:
            note()
        queue.put_nowait((loop.time() + half, piece))
    try:
        await sender
    except ConnectionError:
        return


if __name__ == "__main__":
    port, backend, milliseconds = (int(word) for word in sys.argv[1:4])
    with Path(*sys.argv[4:] or ["/dev/null"]).open("a", buffering=1) as file:
        asyncio.run(serve(port, backend, milliseconds / 2000, lambda kind: file.write(f"{kind}\n")))
