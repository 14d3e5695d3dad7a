"""Debian's toot as one member uses it, with a configuration of their own."""
import os, re, subprocess

from oauth_forms import authorize


class Toot:
    def __init__(self, server, folder, name):
        self.server, self.name = server, name
        self.env = {**os.environ, "XDG_CONFIG_HOME": str(folder), "TOOT_CONFIG_DIR": str(folder), "NO_COLOR": "1"}

    def run(self, *args, stdin=None):
        return subprocess.run(["toot", *args], capture_output=True, text=True, env=self.env, input=stdin, timeout=90)

    def __call__(self, *args, stdin=None):
        done = self.run(*args, stdin=stdin)
        assert done.returncode == 0, f"toot {' '.join(args)}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def refused(self, *args):
        """What toot says of the server's refusal."""
        done = self.run(*args)
        assert done.returncode != 0, f"toot {' '.join(args)}\n{done.stdout}"
        return done.stderr

    def post(self, text, *args):
        """The id of the new post."""
        return re.search(r"http\S+/(\d+)", self("post", text, *args)).group(1)

    def login(self):
        """The real authorization-code flow: toot prints an address, we walk the server's forms, toot gets the code."""
        process = subprocess.Popen(
            ["toot", "login", "--instance", self.server.base.removeprefix("http://"), "--disable-https"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env={**self.env, "BROWSER": "true"},
        )
        printed = ""
        while True:
            line = process.stdout.readline()
            assert line, "toot ended before it asked for a code:\n" + printed
            printed += line
            found = re.search(r"http\S+/oauth/authorize\S*", re.sub(r"\x1b\[[0-9;]*m", "", line))
            if found:
                break
        code = authorize(found.group(0), self.name, self.server.PASSWORD)
        rest, _ = process.communicate("\n" + code + "\n", timeout=60)
        assert process.returncode == 0, printed + rest
