"""Takes from this process the system calls that a reader of documents does not need (seccomp).

No connection, no program, no file that is not there yet. A call that is taken fails with EPERM, as if the user had no
right to it. On a system without seccomp nothing is taken, and ``take`` says so.
"""

import ctypes
import os
import platform
import signal
import struct
import sys

_LOAD, _EQUAL, _ANY_BIT, _AT_LEAST, _RETURN = 0x20, 0x15, 0x45, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 1
"""Return values of a filter: go on, or fail with errno 1 (EPERM)."""
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
"""Where struct seccomp_data has them."""
_NO_NEW_PRIVILEGES, _END_WITH_PARENT = 38, 1
_SET_FILTER, _ALL_THREADS = 1, 1

_X32 = 0x40000000
"""Numbers from here on are calls of another interface of the same machine, which would lead around the list."""


class _Machine:
    """``seccomp`` is its own number, ``opening`` the calls whose flags are looked at, with the argument they are in."""

    def __init__(self, audit: int, seccomp: int, taken: tuple[int, ...], opening: dict[int, int]) -> None:
        self.audit, self.seccomp, self.taken, self.opening = audit, seccomp, taken, opening


_MACHINES = {
    # socket connect bind listen execve ptrace rename mkdir creat link unlink symlink truncate unlinkat renameat linkat
    # symlinkat mkdirat mknod mknodat renameat2 execveat io_uring_setup openat2
    "x86_64": _Machine(
        0xC000003E,
        317,
        (41, 42, 49, 50, 59, 101, 82, 83, 85, 86, 87, 88, 76, 263, 264, 265, 266, 258, 133, 259, 316, 322, 425, 437),
        {2: 1, 257: 2},
    ),
    "aarch64": _Machine(
        0xC00000B7,
        277,
        (198, 203, 200, 201, 221, 117, 38, 34, 37, 35, 36, 45, 33, 276, 281, 425, 437),
        {56: 2},
    ),
}


def end_with_parent() -> None:
    """Have the kernel end this process when the one that made it ends, however that comes about."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_END_WITH_PARENT, signal.SIGKILL, 0, 0, 0)


def take() -> bool:
    """For all threads of this process, for good. False where that is not possible."""
    machine = _MACHINES.get(platform.machine())
    if machine is None or not sys.platform.startswith("linux"):
        return False
    program = _program(machine)
    libc = ctypes.CDLL(None, use_errno=True)
    buffer = ctypes.create_string_buffer(program, len(program))
    described = struct.pack("@HP", len(program) // 8, ctypes.addressof(buffer))
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    return bool(libc.syscall(machine.seccomp, _SET_FILTER, _ALL_THREADS, described) == 0)


def _program(machine: _Machine) -> bytes:
    """A filter of the classic Berkeley kind: eight bytes an instruction, jumps counted from the next one."""
    refuse = _instruction(_RETURN, _REFUSE)
    allow = _instruction(_RETURN, _ALLOW)
    lines = [
        _instruction(_LOAD, _ARCHITECTURE),
        _instruction(_EQUAL, machine.audit, 1, 0),
        refuse,
        _instruction(_LOAD, _NUMBER),
        _instruction(_AT_LEAST, _X32, 0, 1),
        refuse,
    ]
    for number in machine.taken:
        lines += [_instruction(_EQUAL, number, 0, 1), refuse]
    for number, argument in machine.opening.items():
        lines += [
            _instruction(_EQUAL, number, 0, 4),
            _instruction(_LOAD, _ARGUMENTS + 8 * argument),
            _instruction(_ANY_BIT, os.O_CREAT | os.O_TRUNC, 0, 1),
            refuse,
            allow,
        ]
    return b"".join((*lines, allow))


def _instruction(code: int, value: int, true: int = 0, false: int = 0) -> bytes:
    return struct.pack("@HBBI", code, true, false, value)
