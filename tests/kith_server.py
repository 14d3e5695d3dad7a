"""Runs the real binary for tests: a fresh server in a temporary folder, accounts and tokens through its own command line,
and a small client. KITH_BINARY names the binary."""
import json, os, signal, socket, subprocess, tempfile, time, uuid
import requests

BINARY = os.environ.get("KITH_BINARY") or os.path.join(os.path.dirname(__file__), "..", "build", "release", "kith")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Client:
    """One member (or nobody) who talks to the server as an app does."""

    def __init__(self, server, name=None, token=None, account_id=None):
        self.server, self.name, self.token, self.id = server, name, token, account_id
        self.http = requests.Session()
        if token:
            self.http.headers["Authorization"] = "Bearer " + token

    def request(self, method, path, **kw):
        kw.setdefault("timeout", 60)
        return self.http.request(method, self.server.base + path, **kw)

    def call(self, method, path, expect=200, **kw):
        """The JSON of an answer that has the expected status."""
        r = self.request(method, path, **kw)
        assert r.status_code == expect, f"{method} {path}: HTTP {r.status_code} {r.text[:500]}"
        return r.json() if r.content else None

    def get(self, path, expect=200, **kw):
        return self.call("GET", path, expect, **kw)

    def post(self, path, data=None, expect=200, **kw):
        return self.call("POST", path, expect, data=data, **kw)

    def put(self, path, data=None, expect=200, **kw):
        return self.call("PUT", path, expect, data=data, **kw)

    def patch(self, path, data=None, expect=200, **kw):
        return self.call("PATCH", path, expect, data=data, **kw)

    def delete(self, path, data=None, expect=200, **kw):
        return self.call("DELETE", path, expect, data=data, **kw)

    def toot(self, text, **params):
        return self.post("/api/v1/statuses", {"status": text, **params})

    def follow(self, other):
        return self.post(f"/api/v1/accounts/{other.id}/follow")


class Server:
    PASSWORD = "correct-horse-battery-42!"

    def __init__(self, folder=None, port=None, **settings):
        self.temporary = None if folder else tempfile.TemporaryDirectory(prefix="kith-test-")
        self.folder = folder or self.temporary.name
        self.port = port or free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.settings = {
            "server.listen": f"127.0.0.1:{self.port}",
            "server.base_url": self.base,
            "server.domain": f"127.0.0.1:{self.port}",
            "server.rate_limits": "false",
            "server.metrics_listen": "",
            **settings,
        }
        self.environment = None  # of the program, if not that of the tests
        self.process = None
        self.log_path = os.path.join(self.folder, "server.log")

    def options(self):
        out = ["--data", os.path.join(self.folder, "data")]
        for key, value in self.settings.items():
            out += ["--set", f"{key}={value}"]
        return out

    def start(self):
        log = open(self.log_path, "ab")
        self.process = subprocess.Popen([BINARY, "serve", *self.options()], stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=self.environment)
        for _ in range(1200):
            if self.process.poll() is not None:
                raise RuntimeError("the server stopped:\n" + self.log())
            try:
                if requests.get(self.base + "/health", timeout=5).status_code == 200:
                    return self
            except requests.ConnectionError:
                pass
            time.sleep(0.05)
        raise RuntimeError("the server did not come up:\n" + self.log())

    def stop(self, how=signal.SIGTERM):
        if not self.process:
            return
        process, self.process = self.process, None
        if process.poll() is not None:
            raise RuntimeError(f"the server had ended by itself with {process.returncode}:\n" + self.log())
        process.send_signal(how)
        code = process.wait(timeout=60)
        if how == signal.SIGTERM and code != 0:
            raise RuntimeError(f"the server ended with {code}:\n" + self.log())

    def close(self):
        try:
            self.stop()
        finally:
            if self.temporary:
                self.temporary.cleanup()

    def log(self):
        with open(self.log_path, "rb") as f:
            return f.read().decode(errors="replace")[-8000:]

    def command(self, *args, stdin=None, check=True):
        """Runs a subcommand on this server's data; its output."""
        done = subprocess.run([BINARY, *args, *self.options()], input=stdin, capture_output=True, text=True, timeout=300, env=self.environment)
        if check and done.returncode != 0:
            raise RuntimeError(f"kith {' '.join(args)}: exit {done.returncode}\n{done.stdout}\n{done.stderr}")
        return done if not check else done.stdout

    def member(self, name=None, scopes="read write follow push", admin=False):
        """A new account and a client with a token of its own."""
        name = name or "u" + uuid.uuid4().hex[:10]
        args = ["account", "create", name, "--email", f"{name}@example.org", "--password-stdin", "--confirmed", "--json"]
        account = json.loads(self.command(*args, *(["--admin"] if admin else []), stdin=self.PASSWORD + "\n"))
        return self.sign_in(name, scopes, account["id"])

    STAFF_SCOPES = "read write follow admin:read admin:write"

    def staff(self, role, scopes=STAFF_SCOPES):
        """A new account with a role ("moderator", "admin") that the server knows of."""
        member = self.member(scopes=scopes)
        self.command("account", "promote", member.name, "--role", role)
        # The server notices within seconds that another process has changed a role.
        eventually(lambda: member.get("/api/v1/accounts/verify_credentials")["role"]["name"] == role.capitalize())
        return member

    def sign_in(self, name, scopes="read write follow push", account_id=None):
        token = json.loads(self.command("token", "create", "--account", name, "--scopes", scopes, "--app", "tests", "--json"))
        return Client(self, name, token["access_token"], account_id or token["account_id"])

    def nobody(self):
        return Client(self)

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.close()


def eventually(check, seconds=60):
    """Asks until the answer is true, and gives it."""
    end = time.time() + seconds
    while True:
        got = check()
        if got or time.time() > end:
            assert got, "it never came true"
            return got
        time.sleep(0.05)
