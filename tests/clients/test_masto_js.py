"""npm's masto against the real binary (masto.mjs says what it does)."""
import os, subprocess, sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from kith_server import Server


def test_masto_reads_posts_and_streams():
    with Server() as server:
        ada, ben = server.member("ada"), server.member("ben")
        here = os.path.dirname(os.path.abspath(__file__))
        done = subprocess.run(["node", "masto.mjs", server.base, ada.token, ben.token], cwd=here, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "masto is content" in done.stdout
