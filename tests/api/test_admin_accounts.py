"""The standard API of moderators: accounts and reports. https://docs.joinmastodon.org/methods/admin/"""
import re
import uuid

import pytest
import requests
from kith_server import eventually


@pytest.fixture(scope="module")
def admin(server):
    return server.staff("admin")


@pytest.fixture
def eve(server):
    return server.member(scopes=server.STAFF_SCOPES)


READS = ["/api/v1/admin/accounts", "/api/v2/admin/accounts", "/api/v1/admin/accounts/{id}", "/api/v1/admin/reports", "/api/v1/admin/reports/1"]
WRITES = [("POST", f"/api/v1/admin/accounts/{{id}}/{verb}") for verb in
          ("approve", "reject", "action", "enable", "unsilence", "unsuspend", "unsensitive")]
WRITES += [("DELETE", "/api/v1/admin/accounts/{id}"), ("PUT", "/api/v1/admin/reports/1")]
WRITES += [("POST", f"/api/v1/admin/reports/1/{verb}") for verb in ("assign_to_self", "unassign", "resolve", "reopen")]


@pytest.mark.parametrize("method, path", [("GET", path) for path in READS] + WRITES)
def test_who_may(server, eve, bob, nobody, moderator, method, path):
    path = path.format(id=bob.id)
    assert nobody.request(method, path).status_code == 401
    refused = eve.request(method, path)
    assert refused.status_code == 403 and refused.json() == {"error": "This action is not allowed"}
    without_scope = server.sign_in(moderator.name, "read write")
    assert without_scope.request(method, path).status_code == 403
    kind = "reports" if "reports" in path else "accounts"
    other = server.sign_in(moderator.name, "admin:read admin:write:" + kind if method == "GET" else "admin:read")
    assert (other.request(method, path).status_code == 403) == (method != "GET")


def admin_account(account):
    assert set(account) - {"invited_by_account_id"} == {
        "id", "username", "domain", "created_at", "email", "ip", "role", "confirmed", "suspended", "silenced", "sensitized",
        "disabled", "approved", "locale", "invite_request", "ips", "account"}
    assert re.fullmatch(r"\d+", account["id"]) and account["domain"] is None and account["sensitized"] is False
    assert re.fullmatch(r"\d{4}-.*\.\d{3}Z", account["created_at"])
    assert set(account["role"]) >= {"id", "name", "permissions", "color", "highlighted"}
    assert account["account"]["id"] == account["id"]
    return account


def test_an_account_as_moderators_see_it(moderator, bob):
    shown = admin_account(moderator.get(f"/api/v1/admin/accounts/{bob.id}"))
    assert shown["username"] == bob.name and shown["email"] == f"{bob.name}@example.org"
    assert shown["confirmed"] and shown["approved"] and not shown["disabled"] and not shown["suspended"]
    assert shown["role"]["id"] == "-99" and shown["invite_request"] is None and shown["ip"] is None and shown["ips"] == []
    moderator.get("/api/v1/admin/accounts/1", expect=404)
    moderator.get("/api/v1/admin/accounts/nonsense", expect=404)


def test_accounts_are_filtered_and_paged(server, moderator, alice, bob):
    def ids(version, **params):
        return [admin_account(a)["id"] for a in moderator.get(f"/api/{version}/admin/accounts", params={"limit": 200, **params})]

    for version in ("v1", "v2"):
        assert {alice.id, bob.id, moderator.id} <= set(ids(version))
        assert ids(version, username=bob.name.upper()) == [bob.id]
        assert ids(version, username="@" + bob.name) == [bob.id]
        assert ids(version, email=f"{alice.name}@") == [alice.id]
        assert ids(version, query=alice.name[:8]) == [alice.id]
        assert ids(version, by_domain="elsewhere.example") == [] and ids(version, ip="192.0.2.1") == []
        assert ids(version, username="%") == []
    assert moderator.id in ids("v1", staff=1) and bob.id not in ids("v1", staff=1)
    assert moderator.id in ids("v2", permissions="staff") and bob.id not in ids("v2", permissions="staff")
    assert moderator.id in ids("v2", **{"role_ids[]": "1"}) and bob.id in ids("v2", **{"role_ids[]": "-99"})
    assert ids("v2", **{"role_ids[]": "77"}) == [] and ids("v2", invited_by="nobody") == []
    assert bob.id in ids("v1", local="true") and ids("v1", remote="true") == []
    assert bob.id in ids("v2", origin="local") and ids("v2", origin="remote") == []
    assert bob.id in ids("v1", active=1) and bob.id not in ids("v2", status="suspended")
    first = moderator.request("GET", "/api/v1/admin/accounts", params={"limit": 1})
    [newest] = first.json()
    older = moderator.request("GET", re.search(r"<[^>]*?(/api[^>]*)>; rel=\"next\"", first.headers["Link"]).group(1))
    assert int(older.json()[0]["id"]) < int(newest["id"]) and len(older.json()) == 1


def sign_up(server, reason="I make chairs"):
    """Asks to join as the sign-up page does; gives name and password."""
    name = "new" + uuid.uuid4().hex[:8]
    app = server.nobody().post("/api/v1/apps", {"client_name": "tests", "redirect_uris": "urn:ietf:wg:oauth:2.0:oob", "scopes": "read write"})
    token = server.nobody().post("/oauth/token", {"grant_type": "client_credentials", "client_id": app["client_id"],
                                                  "client_secret": app["client_secret"], "scope": "read write"})["access_token"]
    made = requests.post(server.base + "/api/v1/accounts", headers={"Authorization": "Bearer " + token}, timeout=60,
                         data={"username": name, "email": name + "@example.org", "password": server.PASSWORD, "agreement": "true",
                               "locale": "en", "reason": reason})
    assert made.status_code == 200, made.text
    return name, made.json()["access_token"]


def may_act(server, token):
    return requests.get(server.base + "/api/v1/accounts/verify_credentials", headers={"Authorization": "Bearer " + token}, timeout=60).status_code == 200


@pytest.fixture
def approval(server):
    server.command("setting", "set", "sign_up", "approval")
    eventually(lambda: server.nobody().get("/api/v2/instance")["registrations"]["approval_required"])
    yield
    server.command("setting", "set", "sign_up", "invitation")


def waiting(moderator, name):
    [found] = moderator.get("/api/v2/admin/accounts", params={"status": "pending", "username": name})
    return admin_account(found)


def test_who_asks_to_join_is_let_in(server, approval, moderator):
    name, token = sign_up(server)
    assert not may_act(server, token)
    asked = waiting(moderator, name)
    assert asked["approved"] is False and asked["invite_request"] == "I make chairs"
    [told] = moderator.get("/api/v1/notifications", params={"types[]": ["admin.sign_up"], "account_id": asked["id"]})
    assert told["account"]["id"] == asked["id"]
    approved = moderator.post(f"/api/v1/admin/accounts/{asked['id']}/approve")
    assert approved["approved"] is True and approved["confirmed"] is True
    assert may_act(server, token)
    assert moderator.get("/api/v2/admin/accounts", params={"status": "pending", "username": name}) == []
    for verb in ("approve", "reject"):
        assert moderator.post(f"/api/v1/admin/accounts/{asked['id']}/{verb}", expect=403) == {"error": "This action is not allowed"}


def test_who_asks_to_join_is_refused(server, approval, moderator):
    name, token = sign_up(server)
    asked = waiting(moderator, name)
    assert moderator.post(f"/api/v1/admin/accounts/{asked['id']}/reject")["id"] == asked["id"]
    assert not may_act(server, token)
    moderator.get(f"/api/v1/admin/accounts/{asked['id']}", expect=404)
    moderator.post(f"/api/v1/admin/accounts/{asked['id']}/approve", expect=404)


def act(moderator, who, kind, expect=200, **more):
    return moderator.post(f"/api/v1/admin/accounts/{who.id}/action", {"type": kind, **more}, expect=expect)


def sees(viewer, status):
    return viewer.request("GET", f"/api/v1/statuses/{status['id']}").status_code == 200


def test_suspending_hides_and_lifting_shows_again(server, moderator, alice, bob):
    said = bob.toot("something rude")
    assert act(moderator, bob, "suspend") == {}
    assert bob.request("GET", "/api/v1/accounts/verify_credentials").status_code in (401, 403)
    assert not sees(alice, said)
    assert alice.get(f"/api/v1/accounts/{bob.id}")["suspended"] is True
    shown = moderator.get(f"/api/v1/admin/accounts/{bob.id}")
    assert shown["suspended"] is True and shown["username"] == bob.name
    assert moderator.post(f"/api/v1/admin/accounts/{bob.id}/unsuspend")["suspended"] is False
    assert sees(alice, said)
    server.sign_in(bob.name).get("/api/v1/accounts/verify_credentials")
    moderator.post(f"/api/v1/admin/accounts/{bob.id}/unsuspend", expect=403)


def test_a_disabled_login_comes_back(server, moderator, alice, bob):
    said = bob.toot("still here")
    act(moderator, bob, "disable")
    bob.get("/api/v1/accounts/verify_credentials", expect=401)
    assert server.sign_in(bob.name).request("GET", "/api/v1/accounts/verify_credentials").status_code == 403
    assert sees(alice, said)
    for _ in range(2):
        assert moderator.post(f"/api/v1/admin/accounts/{bob.id}/enable")["disabled"] is False
    server.sign_in(bob.name).get("/api/v1/accounts/verify_credentials")


def test_a_limited_account_is_left_out_of_public_timelines(moderator, alice, bob, carol):
    carol.follow(bob)
    said = bob.toot("look at me #limits" + bob.name)

    def everywhere(viewer):
        return [said["id"] in [s["id"] for s in viewer.get(path)] for path in
                ("/api/v1/timelines/public?local=true", "/api/v1/timelines/tag/limits" + bob.name, "/api/v1/timelines/home")]

    assert everywhere(carol) == [True, True, True]
    act(moderator, bob, "silence")
    assert moderator.get(f"/api/v1/admin/accounts/{bob.id}")["silenced"] is True
    assert alice.get(f"/api/v1/accounts/{bob.id}")["limited"] is True
    assert everywhere(carol) == [False, False, True]
    assert sees(alice, said)
    bob.get("/api/v1/accounts/verify_credentials")
    assert moderator.post(f"/api/v1/admin/accounts/{bob.id}/unsilence")["silenced"] is False
    assert everywhere(carol) == [True, True, True]


def test_unsensitive_is_there_for_clients(moderator, bob):
    assert moderator.post(f"/api/v1/admin/accounts/{bob.id}/unsensitive")["sensitized"] is False


def test_actions_are_checked(moderator, bob):
    for kind in ("", "sensitive", "nonsense"):
        act(moderator, bob, kind, expect=422)
    act(moderator, bob, "none", expect=404, report_id="1")
    act(moderator, bob, "none", expect=404, report_id="nonsense")
    act(moderator, bob, "none", expect=422, text="x" * 2001)
    moderator.post("/api/v1/admin/accounts/1/action", {"type": "suspend"}, expect=404)


def test_nobody_acts_on_who_outranks_them(server, moderator, admin):
    other = server.staff("moderator")
    for above in (admin, other, moderator):
        assert act(moderator, above, "suspend", expect=403) == {"error": "This action is not allowed"}
    act(admin, other, "disable")


def test_deleting_is_for_admins_and_suspended_accounts(server, moderator, admin, bob):
    admin.delete(f"/api/v1/admin/accounts/{bob.id}", expect=403)
    act(moderator, bob, "suspend")
    moderator.delete(f"/api/v1/admin/accounts/{bob.id}", expect=403)
    assert admin.delete(f"/api/v1/admin/accounts/{bob.id}")["id"] == bob.id
    eventually(lambda: admin.request("GET", f"/api/v1/admin/accounts/{bob.id}").status_code == 404)


def file_report(alice, bob, **more):
    return alice.post("/api/v1/reports", {"account_id": bob.id, "comment": "rude", **more})["id"]


def admin_report(report):
    assert set(report) == {"id", "action_taken", "action_taken_at", "category", "comment", "forwarded", "created_at", "updated_at",
                           "account", "target_account", "assigned_account", "action_taken_by_account", "statuses", "rules"}
    admin_account(report["account"])
    admin_account(report["target_account"])
    return report


def test_a_report_is_taken_resolved_and_reopened(moderator, alice, bob):
    said = bob.toot("something rude")
    report = file_report(alice, bob, **{"status_ids[]": [said["id"]]})
    at = f"/api/v1/admin/reports/{report}"
    shown = admin_report(moderator.get(at))
    assert shown["comment"] == "rude" and shown["action_taken"] is False and shown["assigned_account"] is None
    assert shown["account"]["id"] == alice.id and shown["target_account"]["id"] == bob.id
    assert [s["content"] for s in shown["statuses"]] == ["<p>something rude</p>"]
    assert moderator.post(at + "/assign_to_self")["assigned_account"]["id"] == moderator.id
    assert moderator.post(at + "/unassign")["assigned_account"] is None
    for _ in range(2):
        resolved = moderator.post(at + "/resolve")
        assert resolved["action_taken"] and resolved["action_taken_by_account"]["id"] == moderator.id and resolved["action_taken_at"]
    assert report not in [r["id"] for r in moderator.get("/api/v1/admin/reports")]
    assert report in [r["id"] for r in moderator.get("/api/v1/admin/reports", params={"resolved": "true"})]
    for _ in range(2):
        opened = admin_report(moderator.post(at + "/reopen"))
        assert opened["action_taken"] is False and opened["action_taken_at"] is None and opened["action_taken_by_account"] is None
    for path in ("", "/resolve", "/reopen", "/assign_to_self", "/unassign"):
        assert moderator.request("POST" if path else "GET", "/api/v1/admin/reports/1" + path).status_code == 404


def test_reports_are_chosen_by_who_and_about_whom(moderator, alice, bob):
    report = file_report(alice, bob)
    assert [r["id"] for r in moderator.get("/api/v1/admin/reports", params={"account_id": alice.id})] == [report]
    assert [r["id"] for r in moderator.get("/api/v1/admin/reports", params={"target_account_id": bob.id})] == [report]
    assert moderator.get("/api/v1/admin/reports", params={"target_account_id": alice.id}) == []
    assert moderator.get("/api/v1/admin/reports", params={"account_id": "nonsense"}) == []


def test_a_report_is_classified(moderator, alice, bob, server):
    report = file_report(alice, bob)
    at = f"/api/v1/admin/reports/{report}"
    rule = server.command("rule", "add", "Be kind", "--json")
    rule_id = re.search(r'"id":"(\d+)"', rule).group(1)
    eventually(lambda: server.nobody().get("/api/v1/instance/rules"))
    changed = moderator.put(at, {"category": "violation", "rule_ids[]": [rule_id]})
    assert changed["category"] == "violation" and [r["text"] for r in changed["rules"]] == ["Be kind"]
    assert moderator.put(at, {"category": "spam"})["rules"] == []
    moderator.put(at, {"category": "nonsense"}, expect=422)
    moderator.put(at, {"category": "violation", "rule_ids[]": ["1"]}, expect=422)
    moderator.put(at, {"rule_ids[]": ["nonsense"]}, expect=422)


def test_an_action_resolves_the_reports_about_its_account(moderator, alice, bob, carol):
    one, two, other = file_report(alice, bob), file_report(carol, bob), file_report(bob, alice)
    act(moderator, bob, "none", report_id=one, text="Please mind the tone.")
    taken = {r["id"]: r["action_taken"] for r in
             [moderator.get(f"/api/v1/admin/reports/{id}") for id in (one, two, other)]}
    assert taken == {one: True, two: True, other: False}
    bob.get("/api/v1/accounts/verify_credentials")


def test_only_what_was_attached_is_shown_of_private_words(moderator, alice, bob):
    kept = bob.toot(f"@{alice.name} the parrot is called Jonathan", visibility="direct")
    handed = bob.toot(f"@{alice.name} you are stupid", visibility="direct")
    report = file_report(alice, bob, **{"status_ids[]": [handed["id"]]})
    shown = moderator.request("GET", f"/api/v1/admin/reports/{report}")
    assert [s["id"] for s in shown.json()["statuses"]] == [handed["id"]] and "Jonathan" not in shown.text
    assert not sees(moderator, kept) and not sees(moderator, handed), "the report shows it, nothing else does"
    assert moderator.get(f"/api/v1/accounts/{bob.id}/statuses") == []


def test_reports_outlive_suspension_and_show_the_post(moderator, alice, bob):
    said = bob.toot("something rude")
    report = file_report(alice, bob, **{"status_ids[]": [said["id"]]})
    act(moderator, bob, "suspend", report_id=report)
    shown = moderator.get(f"/api/v1/admin/reports/{report}")
    assert shown["action_taken"] and [s["id"] for s in shown["statuses"]] == [said["id"]]
