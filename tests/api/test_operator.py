"""The commands with which an operator looks after a community, on a server that runs."""
import json, os, subprocess
import pytest
from kith_server import BINARY, Server, eventually

PICTURE = os.path.join(os.path.dirname(__file__), "..", "clients", "picture.png")


def failure(server, *args, stdin=""):
    """What a command that must fail says."""
    done = subprocess.run([BINARY, *args, *server.options()], input=stdin, capture_output=True, text=True, timeout=120)
    assert done.returncode == 1, f"kith {' '.join(args)}: exit {done.returncode}\n{done.stdout}"
    return done.stderr


def ask(server, *args):
    return json.loads(server.command(*args, "--json"))


def test_deleted_account_leaves_nothing_and_its_name_is_free(server, alice, bob):
    alice.follow(bob), bob.follow(alice)
    for n in range(5):
        alice.toot(f"post {n}")
    bobs = bob.toot("a post of Bob")
    alice.post(f"/api/v1/statuses/{bobs['id']}/favourite")
    assert "5 posts, 1 followers, 1 followed" in server.command("account", "delete", alice.name, "--dry-run")
    assert len(alice.get(f"/api/v1/accounts/{alice.id}/statuses")) == 5

    assert "Deleted" in server.command("account", "delete", alice.name, "--yes")
    eventually(lambda: bob.request("GET", f"/api/v1/accounts/{alice.id}").status_code == 404)
    eventually(lambda: alice.request("GET", "/api/v1/accounts/verify_credentials").status_code == 401)
    eventually(lambda: bob.get(f"/api/v1/statuses/{bobs['id']}")["favourites_count"] == 0)
    me = bob.get("/api/v1/accounts/verify_credentials")
    assert (me["followers_count"], me["following_count"]) == (0, 0)
    assert "in order" in server.command("check")
    assert server.member(alice.name).get("/api/v1/accounts/verify_credentials")["statuses_count"] == 0


def test_deletion_asks_and_the_only_owner_stays(server, bob):
    assert "--yes" in failure(server, "account", "delete", bob.name)
    assert bob.get("/api/v1/accounts/verify_credentials")["username"] == bob.name
    owner = server.member()
    server.command("account", "promote", owner.name, "--role", "owner")
    assert "promote NAME --role owner" in failure(server, "account", "delete", owner.name, "--yes")
    assert "kith account list" in failure(server, "account", "delete", "nobody_of_that_name", "--yes")
    assert owner.get("/api/v1/accounts/verify_credentials")["username"] == owner.name


def test_emojis_come_and_go_while_the_server_runs(server, alice):
    made = ask(server, "emoji", "add", ":blobcat:", PICTURE, "--category", "cats")
    assert (made["shortcode"], made["category"], made["visible"]) == ("blobcat", "cats", True)
    shown = eventually(lambda: alice.get("/api/v1/custom_emojis"))
    assert shown[0]["shortcode"] == "blobcat" and shown[0]["category"] == "cats"
    picture = server.nobody().http.get(shown[0]["url"])
    assert picture.status_code == 200 and picture.headers["Content-Type"].startswith("image/")
    assert alice.toot("hello :blobcat:")["emojis"][0]["url"] == shown[0]["url"]

    again = ask(server, "emoji", "add", "blobcat", PICTURE, "--hidden")
    assert again["url"] != made["url"]
    eventually(lambda: not alice.get("/api/v1/custom_emojis")[0]["visible_in_picker"])
    assert server.nobody().http.get(made["url"]).status_code == 404, "the replaced picture stays"
    assert [e["shortcode"] for e in ask(server, "emoji", "list")] == ["blobcat"]

    server.command("emoji", "remove", "blobcat")
    eventually(lambda: alice.get("/api/v1/custom_emojis") == [])
    assert server.nobody().http.get(again["url"]).status_code == 404


def test_bad_emojis_are_refused_with_a_reason(server):
    assert "letters, digits" in failure(server, "emoji", "add", "a b", PICTURE)
    assert "is no file" in failure(server, "emoji", "add", "none", "/nonexistent.png")
    assert "not supported" in failure(server, "emoji", "add", "text", __file__)
    assert "kith emoji list" in failure(server, "emoji", "remove", "unheard_of")
    media = os.path.join(server.folder, "data", "media", "emojis")
    assert not os.path.exists(media) or os.listdir(media) == []


def test_announcements_reach_members_at_once(server, alice):
    made = ask(server, "announcement", "create", "We meet in **May**", "--starts", "2099-05-01", "--ends", "2099-05-02", "--all-day")
    assert made["starts_at"] == "2099-05-01T00:00:00.000Z" and made["all_day"] and made["shown"]
    assert [a["id"] for a in alice.get("/api/v1/announcements")] == [made["id"]]
    assert [a["id"] for a in ask(server, "announcement", "list")] == [made["id"]]
    assert "no time" in failure(server, "announcement", "create", "x", "--ends", "soon")
    assert "no id" in failure(server, "announcement", "delete", "first")
    server.command("announcement", "delete", made["id"])
    assert alice.get("/api/v1/announcements") == []
    assert "announcement list" in failure(server, "announcement", "delete", made["id"])


def test_reports_are_listed_shown_and_resolved(server, alice, bob):
    rule = ask(server, "rule", "add", "Be kind", "--hint", "We mean it")
    post = bob.toot("something unkind")
    alice.post("/api/v1/reports", {"account_id": bob.id, "status_ids[]": post["id"], "rule_ids[]": rule["id"], "comment": "Look at this"})
    [line] = ask(server, "report", "list")
    assert (line["reporter"], line["target"], line["category"]) == (alice.name, bob.name, "violation")
    shown = ask(server, "report", "show", line["id"])
    assert shown["statuses"][0]["text"] == "something unkind" and shown["rules"] == ["Be kind"] and shown["comment"] == "Look at this"
    assert f"kith account suspend {bob.name}" in server.command("report", "show", line["id"])

    server.command("report", "resolve", line["id"], "--by", alice.name)
    assert ask(server, "report", "list") == []
    assert ask(server, "report", "list", "--all")[0]["resolved_by"] == alice.name
    server.command("report", "reopen", line["id"])
    assert len(ask(server, "report", "list")) == 1
    assert "report list" in failure(server, "report", "resolve", "123")
    server.command("rule", "remove", rule["id"])


def test_rules_and_settings_change_while_the_server_runs(server, nobody):
    rule = ask(server, "rule", "add", "Listen first")
    eventually(lambda: [r["text"] for r in nobody.get("/api/v1/instance/rules")] == ["Listen first"])
    assert ask(server, "rule", "list") == [{"id": rule["id"], "text": "Listen first", "hint": ""}]
    server.command("rule", "remove", rule["id"])
    eventually(lambda: nobody.get("/api/v1/instance/rules") == [])
    assert "rule list" in failure(server, "rule", "remove", rule["id"])

    server.command("setting", "set", "title", "The Workshop")
    eventually(lambda: nobody.get("/api/v2/instance")["title"] == "The Workshop")
    server.command("setting", "set", "sign_up", "approval")
    eventually(lambda: nobody.get("/api/v2/instance")["registrations"]["approval_required"])
    server.command("setting", "set", "languages", "de, en")
    server.command("setting", "set", "about", "-", stdin="A long text.\n\nIn two paragraphs.\n")
    assert server.command("setting", "get", "about") == "A long text.\n\nIn two paragraphs.\n"
    everything = ask(server, "setting", "list")
    assert (everything["title"], everything["sign_up"], everything["languages"]) == ("The Workshop", "approval", "de,en")


def test_wrong_settings_say_what_would_be_right(server):
    assert "did you mean sign_up?" in failure(server, "setting", "set", "signup", "open")
    assert "open, approval or invitation" in failure(server, "setting", "set", "sign_up", "maybe")
    assert "needs a name" in failure(server, "setting", "set", "title", " ")
    assert "no account" in failure(server, "setting", "set", "contact_account", "unheard_of")


@pytest.mark.parametrize("command", ["account delete", "emoji add", "announcement create", "report resolve", "rule add", "setting set"])
def test_help_names_what_a_command_takes(command):
    done = subprocess.run([BINARY, *command.split(), "--help"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and "--help" in done.stdout and "REQUIRED" in done.stdout
