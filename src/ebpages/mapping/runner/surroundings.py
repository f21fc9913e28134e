"""What processes are started with: they read their environment once, before they load any library."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

# Tasks run side by side already; libraries of linear algebra that start a thread for each processor would only get in each other's way.
ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"), "1"
)


@contextmanager
def surroundings(variables: Mapping[str, str]) -> Iterator[None]:
    """Processes that are started within see these environment variables."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
