"""Blocks of other servers. https://docs.joinmastodon.org/methods/admin/domain_blocks/, …/instance/#domain_blocks"""
import hashlib
import json
import os
import sqlite3
import subprocess

import pytest
from kith_server import BINARY, eventually

PATH = "/api/v1/admin/domain_blocks"
LOG = "/api/kith/v1/admin/log"


@pytest.fixture(scope="module")
def everyday(server):
    return server.staff("admin")


@pytest.fixture
def admin(everyday):
    """An admin of a server that blocks nobody."""
    for block in everyday.get(PATH):
        everyday.delete(f"{PATH}/{block['id']}")
    return everyday


def digest(domain):
    return hashlib.sha256(domain.encode()).hexdigest()


def public(nobody):
    return [(block["domain"], block["severity"]) for block in nobody.get("/api/v1/instance/domain_blocks")]


@pytest.mark.parametrize("method, path", [("GET", ""), ("GET", "/1"), ("POST", ""), ("PUT", "/1"), ("DELETE", "/1")])
def test_who_may(server, alice, nobody, moderator, admin, method, path):
    assert nobody.request(method, PATH + path).status_code == 401
    for member in (alice, moderator):
        refused = member.request(method, PATH + path)
        assert refused.status_code == 403 and "error" in refused.json()
    assert moderator.request(method, PATH + path).json() == {"error": "This action is not allowed"}
    right, wrong = ("read", "write") if method == "GET" else ("write", "read")
    may = server.sign_in(admin.name, f"admin:{right}:domain_blocks")
    may_not = server.sign_in(admin.name, f"read write admin:{wrong} admin:{right}:accounts")
    assert may.request(method, PATH + path).status_code in (200, 404, 422)
    assert may_not.request(method, PATH + path).status_code == 403


def test_a_block_is_made_shown_changed_and_lifted(admin, nobody):
    made = admin.post(PATH, {"domain": "Bad.Example.", "severity": "suspend", "public_comment": "Spam", "private_comment": " Since May "})
    assert made == {
        "id": made["id"], "domain": "bad.example", "digest": digest("bad.example"), "created_at": made["created_at"],
        "severity": "suspend", "reject_media": False, "reject_reports": False, "private_comment": "Since May",
        "public_comment": "Spam", "obfuscate": False}
    assert made["created_at"].endswith("Z") and len(made["created_at"]) == 24
    at = f"{PATH}/{made['id']}"
    assert admin.get(at) == made and admin.get(PATH) == [made]
    assert nobody.get("/api/v1/instance/domain_blocks") == [
        {"domain": "bad.example", "digest": digest("bad.example"), "severity": "suspend", "comment": "Spam"}]
    changed = admin.put(at, {"severity": "silence", "reject_media": "true", "public_comment": ""})
    assert changed == {**made, "severity": "silence", "reject_media": True, "public_comment": None}
    assert nobody.get("/api/v1/instance/domain_blocks") == [
        {"domain": "bad.example", "digest": digest("bad.example"), "severity": "silence"}]
    assert admin.put(at, {}) == changed, "what is not given stays"
    assert admin.put(at, json={"private_comment": None})["private_comment"] is None
    assert admin.delete(at) == {}
    assert admin.get(PATH) == [] == nobody.get("/api/v1/instance/domain_blocks")
    for call in (admin.get, admin.put, admin.delete):
        assert call(at, expect=404) == {"error": "Record not found"}
    admin.get(PATH + "/nonsense", expect=404)


def test_silence_is_what_is_meant_if_nothing_is_said(admin):
    made = admin.post(PATH, {"domain": "bücher.example"})
    assert (made["domain"], made["severity"]) == ("xn--bcher-kva.example", "silence")
    assert made["public_comment"] is None and made["private_comment"] is None


def test_what_is_no_block_is_refused_in_words(server, admin):
    own = server.settings["server.domain"]
    for fields, words in [({}, "Validation failed: Domain can't be blank"),
                          ({"domain": " "}, "Validation failed: Domain can't be blank"),
                          ({"domain": "no server"}, "Validation failed: Domain is not a valid domain name"),
                          ({"domain": "https://bad.example/"}, "Validation failed: Domain is not a valid domain name"),
                          ({"domain": own}, "Validation failed: Domain is this server's own"),
                          ({"domain": "a.example", "severity": "kill"}, "Validation failed: Severity is not included in the list"),
                          ({"domain": "a.example", "public_comment": "x" * 2001}, "Validation failed: Comment is too long (maximum is 2000 characters)")]:
        assert admin.post(PATH, fields, expect=422) == {"error": words}
    for odd in ({"domain": ["a.example"]}, {"domain": {"a": 1}}, {"domain": None}):
        admin.post(PATH, json=odd, expect=422)
    made = admin.post(PATH, {"domain": "a.example"})
    assert admin.put(f"{PATH}/{made['id']}", {"severity": ""}, expect=422) == {"error": "Validation failed: Severity is not included in the list"}


def test_what_is_covered_already_is_named(admin):
    made = admin.post(PATH, {"domain": "bad.example", "severity": "suspend"})
    for domain, severity in [("bad.example", "suspend"), ("bad.example", "silence"), ("deep.bad.example", "suspend")]:
        assert admin.post(PATH, {"domain": domain, "severity": severity}, expect=422) == {
            "error": "You have already imposed stricter limits on bad.example.", "existing_domain_block": made}
    admin.post(PATH, {"domain": "notbad.example", "severity": "suspend"})
    limited = admin.post(PATH, {"domain": "loud.example", "severity": "silence"})
    stricter = admin.post(PATH, {"domain": "deep.loud.example", "severity": "suspend"})
    assert [block["id"] for block in admin.get(PATH)][:2] == [stricter["id"], limited["id"]]


def test_lists_come_in_pages_newest_first(admin):
    made = [admin.post(PATH, {"domain": f"server{n}.example"})["id"] for n in range(5)]
    newest = made[::-1]
    assert [block["id"] for block in admin.get(PATH)] == newest
    first = admin.request("GET", PATH, params={"limit": 2})
    assert [block["id"] for block in first.json()] == newest[:2]
    older = admin.http.get(first.links["next"]["url"]).json()
    assert [block["id"] for block in older] == newest[2:4]
    newer = admin.get(PATH, params={"min_id": newest[2], "limit": 1})
    assert [block["id"] for block in newer] == newest[1:2]
    assert "limit=2" in first.links["prev"]["url"]


def test_everybody_sees_limits_the_strictest_first_and_names_in_part(admin, nobody):
    admin.post(PATH, {"domain": "b.example", "severity": "silence"})
    admin.post(PATH, {"domain": "c.example", "severity": "noop", "reject_media": "true"})
    admin.post(PATH, {"domain": "z.example", "severity": "suspend"})
    admin.post(PATH, {"domain": "nuisance.example", "severity": "suspend", "obfuscate": "true", "private_comment": "secret"})
    assert public(nobody) == [("nuis****.***mple", "suspend"), ("z.example", "suspend"), ("b.example", "silence")]
    answer = nobody.request("GET", "/api/v1/instance/domain_blocks")
    assert answer.json()[0]["digest"] == digest("nuisance.example") and "secret" not in answer.text


def test_accounts_that_are_known_follow_at_once(server, admin, nobody):
    now = 1_760_000_000_000
    with sqlite3.connect(os.path.join(server.folder, "data", "kith.sqlite")) as database:
        database.execute("INSERT INTO accounts (id, username, domain, uri, url, updated_at) VALUES (?, 'cleo', 'deep.far.example', "
                         "'https://deep.far.example/cleo', 'https://deep.far.example/@cleo', ?)", (now << 16, now))
    path = f"/api/v1/accounts/{now << 16}"
    assert "limited" not in nobody.get(path) and "suspended" not in nobody.get(path)
    made = admin.post(PATH, {"domain": "far.example", "severity": "silence"})
    assert nobody.get(path)["limited"] is True
    admin.put(f"{PATH}/{made['id']}", {"severity": "suspend"})
    assert nobody.get(path)["suspended"] is True and "limited" not in nobody.get(path)
    admin.delete(f"{PATH}/{made['id']}")
    assert "limited" not in nobody.get(path) and "suspended" not in nobody.get(path)


def test_the_log_keeps_what_admins_change(admin, moderator):
    made = admin.post(PATH, {"domain": "bad.example", "private_comment": "for admins"})
    admin.put(f"{PATH}/{made['id']}", {"severity": "suspend"})
    admin.put(f"{PATH}/{made['id']}", {"obfuscate": "true"})
    admin.delete(f"{PATH}/{made['id']}")
    [rule] = admin.post("/api/kith/v1/admin/rules", {"text": "Be kind"})
    admin.delete(f"/api/kith/v1/admin/rules/{rule['id']}")
    admin.patch("/api/kith/v1/admin/settings", {"description": "Chairs.", "sign_up": "open"})
    admin.patch("/api/kith/v1/admin/settings", {"description": "Chairs."})
    [draft] = admin.post("/api/kith/v1/admin/announcements", {"text": "Perhaps we move", "published": "false"})
    admin.patch(f"/api/kith/v1/admin/announcements/{draft['id']}", {"text": "We move", "published": "true"})
    admin.delete(f"/api/kith/v1/admin/announcements/{draft['id']}")
    made = admin.post("/api/kith/v1/admin/invitations", {"comment": "For Nora"})
    admin.delete(f"/api/kith/v1/admin/invitations/{made['id']}")
    expected = [("server:silence", "bad.example"), ("server:suspend", "bad.example"), ("server:change", "bad.example"),
                ("server:unblock", "bad.example"), ("rule:add", "Be kind"), ("rule:remove", "Be kind"),
                ("settings", "description, sign_up"), ("announcement:add", ""), ("announcement:change", "We move"),
                ("announcement:remove", "We move"), ("invitation:add", ""), ("invitation:revoke", "")]
    answer = moderator.request("GET", LOG, params={"limit": len(expected)})
    assert [(entry["action"], entry["subject"]) for entry in reversed(answer.json())] == expected
    assert all(entry["moderator"]["id"] == admin.id and entry["account"] is None for entry in answer.json())
    for secret in ("for admins", "Perhaps", "Nora"):
        assert secret not in answer.text


def test_the_operator_blocks_from_the_shell(server, admin, nobody):
    def failure(*args):
        done = subprocess.run([BINARY, *args, *server.options()], capture_output=True, text=True, timeout=120)
        assert done.returncode == 1
        return done.stderr

    made = json.loads(server.command("domain-block", "add", "Bücher.example", "--severity", "suspend", "--comment", "why",
                                     "--public-comment", "Spam", "--json"))
    assert (made["domain"], made["severity"], made["private_comment"]) == ("xn--bcher-kva.example", "suspend", "why")
    eventually(lambda: public(nobody) == [("xn--bcher-kva.example", "suspend")])
    assert [block["id"] for block in admin.get(PATH)] == [made["id"]]
    assert "covers it" in failure("domain-block", "add", "a.bücher.example")
    assert "suspend, silence or noop" in failure("domain-block", "add", "b.example", "--severity", "all")
    assert "valid domain" in failure("domain-block", "add", "b example")
    assert json.loads(server.command("domain-block", "list", "--json")) == [made]
    shown = server.command("domain-block", "list")
    assert "bücher.example" in shown and "suspend" in shown and "said to everybody: Spam" in shown
    assert "domain-block list" in failure("domain-block", "remove", "b.example")
    server.command("domain-block", "remove", "bücher.example")
    eventually(lambda: public(nobody) == [])
    [entry, _] = admin.get(LOG, params={"limit": 2})
    assert entry["action"] == "server:unblock" and entry["moderator"] is None
