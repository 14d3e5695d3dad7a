"""Debian's toot, unchanged, against the real binary."""
import json, os, re, subprocess, sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import pytest
from kith_server import Server

PICTURE = os.path.join(os.path.dirname(__file__), "picture.png")


class Toot:
    def __init__(self, server, folder, name):
        self.server, self.name = server, name
        self.env = {**os.environ, "XDG_CONFIG_HOME": str(folder), "TOOT_CONFIG_DIR": str(folder), "NO_COLOR": "1"}

    def __call__(self, *args, stdin=None):
        done = subprocess.run(["toot", *args], capture_output=True, text=True, env=self.env, input=stdin, timeout=90)
        assert done.returncode == 0, f"toot {' '.join(args)}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def login(self):
        """The real authorization-code flow: toot prints an address, we walk the server's forms, toot gets the code."""
        from oauth_forms import authorize

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


@pytest.fixture(scope="module")
def toots(tmp_path_factory):
    with Server() as server:
        people = []
        for name in ("ada", "ben"):
            server.member(name)
            toot = Toot(server, tmp_path_factory.mktemp(name), name)
            toot.login()
            people.append(toot)
        yield people


def test_login_names_the_member(toots):
    ada, _ = toots
    assert "ada" in ada("whoami")


def test_post_shows_in_timeline_and_thread(toots):
    ada, ben = toots
    ben("follow", "ada")
    printed = ada("post", "a word from the command line")
    link = re.search(r"http\S+", printed).group(0)
    status_id = link.rstrip("/").split("/")[-1]
    assert "a word from the command line" in ben("timeline", "--once")
    ben("post", "@ada hello back", "--reply-to", status_id)
    thread = ada("thread", status_id)
    assert "hello back" in thread and "a word from the command line" in thread


def test_notifications_tell_of_the_follow_and_the_reply(toots):
    ada, _ = toots
    printed = ada("notifications")
    assert "ben" in printed and "follow" in printed.lower()


def test_upload_with_description(toots):
    ada, _ = toots
    printed = ada("post", "with a picture", "--media", PICTURE, "--description", "a small square")
    assert "http" in printed


def test_search_finds_people_and_tags(toots):
    ada, ben = toots
    ada("post", "talking about #commandlines")
    printed = ben("search", "commandlines")
    assert "commandlines" in printed
    assert "ada" in ben("search", "ada")


def test_favourite_boost_bookmark_and_delete(toots):
    ada, ben = toots
    printed = ada("post", "please keep this")
    status_id = re.search(r"http\S+", printed).group(0).rstrip("/").split("/")[-1]
    ben("favourite", status_id)
    ben("reblog", status_id)
    ben("bookmark", status_id)
    assert "please keep this" in ben("bookmarks", "--once")
    ben("unreblog", status_id)
    ada("delete", status_id)
