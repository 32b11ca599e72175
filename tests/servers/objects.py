"""An object store that speaks S3, behind a door that can be shut."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.request import Request, urlopen

from tests.servers.door import Door, door

_BUCKET = "reports"


@dataclass(frozen=True, slots=True)
class Objects:
    """``url`` names a folder of it, which the ``variables`` of the environment give access to."""

    door: Door
    url: str
    variables: dict[str, str]


@contextmanager
def objects() -> Iterator[Objects]:
    """Moto's server, in this process."""
    from moto.server import ThreadedMotoServer  # noqa: PLC0415
    from s3fs import S3FileSystem  # noqa: PLC0415

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    try:
        with door((host, port)) as before:
            urlopen(Request(f"http://{host}:{port}/{_BUCKET}", method="PUT"), timeout=10).close()
            variables = {
                "AWS_ENDPOINT_URL": before.url,
                "AWS_ACCESS_KEY_ID": "key",
                "AWS_SECRET_ACCESS_KEY": "secret",
                "AWS_DEFAULT_REGION": "us-east-1",
                "AWS_MAX_ATTEMPTS": "1",
            }
            yield Objects(before, f"s3://{_BUCKET}/warc", variables)
    finally:
        S3FileSystem.clear_instance_cache()  # in this process; the next server has another port
        server.stop()
