"""Debian's toot, unchanged, against the real binary."""
import os, re, sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import pytest
from kith_server import Server
from toot_client import Toot

PICTURE = os.path.join(os.path.dirname(__file__), "picture.png")


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
