import os, sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import pytest
from kith_server import Server


@pytest.fixture(scope="module")
def server():
    """One server a test file; tests make members of their own."""
    running = Server()
    try:
        yield running.start()
    finally:
        running.close()


@pytest.fixture(scope="module")
def moderator(server):
    return server.staff("moderator")


@pytest.fixture
def alice(server):
    return server.member()


@pytest.fixture
def bob(server):
    return server.member()


@pytest.fixture
def carol(server):
    return server.member()


@pytest.fixture
def nobody(server):
    return server.nobody()
