"""What a document might make its reader do; each is run in a confined process."""

import contextlib
import ctypes
import os
import socket
import subprocess
import time
from pathlib import Path


def same(thing: object) -> object:
    return thing


def crash() -> None:
    ctypes.string_at(0)


def stall() -> None:
    time.sleep(600)


def spin() -> None:
    while True:
        pass


def devour() -> int:
    return len(bytearray(4 * 2**30))


def connect() -> None:
    socket.create_connection(("127.0.0.1", 9))


def start() -> None:
    subprocess.run(["/bin/true"], check=False)


def make_file(path: str) -> None:
    Path(path).write_text("here I was")


def overwrite(path: str) -> None:
    with Path(path).open("r+") as file:
        file.write("x" * 10)


def remove(path: str) -> None:
    Path(path).unlink()


def open_many() -> None:
    with contextlib.ExitStack() as opened:
        for _ in range(100_000):
            opened.enter_context(Path("/dev/null").open())


def look_around() -> dict[str, str]:
    return dict(os.environ)


def say_much() -> bytes:
    return bytes(2**20)


def break_down() -> None:
    raise ValueError("the work's own error")


def linger() -> None:
    os.write(1, f"{os.getpid()}\n".encode())
    time.sleep(50)
