"""Kith's own API for admins: /api/kith/v1/admin/… Each answer is checked against the OpenAPI document."""
import os
import re

import pytest
import requests
from kith_openapi import BASE, KithClient, check_answer
from kith_server import eventually

PICTURE = os.path.join(os.path.dirname(__file__), "..", "clients", "picture.png")


@pytest.fixture(scope="module")
def admin(server):
    return KithClient(server.staff("admin"))


def operations(server):
    document = server.nobody().get(BASE + "/openapi.json")
    return [(method.upper(), re.sub(r"\{[^}]+\}", "1", path), item[method]["operationId"])
            for path, item in document["paths"].items() if path.startswith("/admin/")
            for method in set(item) - {"parameters"}]


OF_MODERATORS = {"adminOverview", "adminHealth", "adminLog", "adminConfirm"}


def test_who_may(server, moderator, admin):
    member = server.member(scopes=server.STAFF_SCOPES)
    narrow = server.sign_in(admin.member.name, "read write")
    seen = set()
    for method, path, operation in operations(server):
        assert server.nobody().request(method, BASE + path).status_code == 401, path
        refused = member.request(method, BASE + path)
        assert refused.status_code == 403 and refused.json() == {"error": "This action is not allowed"}, path
        assert narrow.request(method, BASE + path).status_code == 403, path
        status = moderator.request(method, BASE + path).status_code
        assert (status != 403) == (operation in OF_MODERATORS), f"{method} {path}: {status}"
        seen.add(operation)
    assert OF_MODERATORS < seen and len(seen) == 23


def test_overview_counts_what_waits(admin, alice, bob):
    before = admin.get("/admin/overview")
    assert before["members"] >= 1
    alice.post("/api/v1/reports", {"account_id": bob.id})
    assert admin.get("/admin/overview")["reports"] == before["reports"] + 1


def test_health_knows_of_backups(server, admin, tmp_path):
    health = admin.get("/admin/health")
    assert health["version"] and health["database_bytes"] > 0 and health["disk_free_bytes"] > 0
    assert health["mail_configured"] is False and health["last_backup_at"] is None and health["jobs_failed"] == 0
    server.command("backup", str(tmp_path / "kept.sqlite"))
    assert admin.get("/admin/health")["last_backup_at"] is not None


def test_settings_change_what_everybody_sees(server, admin, nobody):
    before = admin.get("/admin/settings")
    assert before["sign_up"] == "invitation" and before["fixed"]["nudges"] is True and before["fixed"]["counts"] == "nobody"
    after = admin.patch("/admin/settings", description="For people who make chairs.", sign_up="open", languages=["de", "en"])
    assert after == {**before, "description": "For people who make chairs.", "sign_up": "open", "languages": ["de", "en"]}
    shown = nobody.get("/api/v2/instance")
    assert shown["description"] == "For people who make chairs." and shown["registrations"]["enabled"] is True
    assert "For people who make chairs." in nobody.request("GET", "/about").text
    admin.patch("/admin/settings", contact_account=admin.member.name, title="Chairs", about="One.\n\nTwo.")
    assert nobody.get("/api/v2/instance")["contact"]["account"]["id"] == admin.member.id
    for wrong in ({"sign_up": "never"}, {"title": " "}, {"languages": ["Klingon"]}, {"contact_account": "nobody_here"},
                  {"contact_email": "nonsense"}, {"description": "x" * 501}):
        admin.patch("/admin/settings", 422, **wrong)
    assert admin.get("/admin/settings")["title"] == "Chairs"
    admin.patch("/admin/settings", sign_up="invitation", contact_account="")


def test_rules_are_added_changed_ordered_and_removed(admin, nobody):
    def texts():
        return [rule["text"] for rule in nobody.get("/api/v1/instance/rules")]

    admin.post("/admin/rules", text="Be kind", hint="Really.")
    one, two = admin.post("/admin/rules", text="No spam")
    assert texts() == ["Be kind", "No spam"]
    admin.call("PUT", "/admin/rules/order", json={"ids": [two["id"], one["id"]]})
    assert texts() == ["No spam", "Be kind"]
    changed = admin.patch(f"/admin/rules/{one['id']}", text="Be gentle")
    assert changed[1] == {"id": one["id"], "text": "Be gentle", "hint": "Really."} == admin.get("/admin/rules")[1]
    admin.delete(f"/admin/rules/{two['id']}")
    assert texts() == ["Be gentle"]
    admin.post("/admin/rules", 422, text=" ")
    admin.patch(f"/admin/rules/{one['id']}", 422, text="x" * 301)
    admin.patch("/admin/rules/1", 404, text="x")
    admin.delete("/admin/rules/1", 404)
    admin.delete(f"/admin/rules/{one['id']}")


def test_an_invitation_is_made_used_and_revoked(server, admin):
    made = admin.post("/admin/invitations", comment="For Nora", max_uses=2, days=7)
    assert made["url"].startswith(server.base + "/invite/") and made["usable"] and made["uses"] == 0
    assert made["account"]["id"] == admin.member.id and made["max_uses"] == 2 and made["expires_at"]
    page = requests.get(made["url"], timeout=60)
    assert page.status_code == 200 and "sign" in page.text.lower()
    assert made in admin.get("/admin/invitations")
    admin.delete(f"/admin/invitations/{made['id']}")
    assert requests.get(made["url"], timeout=60).status_code == 404
    assert made["id"] not in [one["id"] for one in admin.get("/admin/invitations")]
    assert made["id"] in [one["id"] for one in admin.get("/admin/invitations", all="true")]
    for wrong in ({"days": 0}, {"days": 400}, {"max_uses": 0}, {"comment": "x" * 201}):
        admin.post("/admin/invitations", 422, **wrong)
    admin.delete("/admin/invitations/1", 404)


def test_an_announcement_is_drafted_published_edited_and_deleted(admin, alice):
    def shown():
        return [re.sub("<.*?>", "", one["content"]) for one in alice.get("/api/v1/announcements")]

    [draft] = admin.post("/admin/announcements", text="We move on Sunday", published=False)
    assert shown() == [] and draft["shown"] is False and draft["published_at"] is None
    at = f"/admin/announcements/{draft['id']}"
    [published] = admin.patch(at, published=True)
    assert published["shown"] is True and published["published_at"] and shown() == ["We move on Sunday"]
    [edited] = admin.patch(at, text="We move on Monday", ends_at="2099-01-01T00:00:00Z")
    assert shown() == ["We move on Monday"] and edited["ends_at"] == "2099-01-01T00:00:00.000Z"
    assert edited["published_at"] == published["published_at"]
    assert admin.patch(at, ends_at="")[0]["ends_at"] is None
    admin.patch(at, published=False)
    assert shown() == []
    admin.post("/admin/announcements", 422, text=" ")
    admin.patch(at, 422, ends_at="soon")
    admin.patch(at, 422, starts_at="2099-01-02T00:00:00Z", ends_at="2099-01-01T00:00:00Z")
    assert admin.delete(at) == []
    admin.delete(at, 404)
    admin.patch(at, 404, text="x")


def upload(admin, shortcode, expect=200, file=PICTURE, **fields):
    with open(file, "rb") as picture:
        answer = admin.member.request("POST", BASE + "/admin/emojis", data={"shortcode": shortcode, **fields},
                                      files={"image": ("picture.png", picture, "image/png")})
    assert answer.status_code == expect, answer.text
    check_answer(admin.document, "POST", "/admin/emojis", answer)
    return answer.json()


def test_an_emoji_is_uploaded_disabled_and_deleted(server, admin, nobody, alice):
    def shown():
        return [emoji["shortcode"] for emoji in nobody.get("/api/v1/custom_emojis")]

    [emoji] = upload(admin, ":chair:", category="wood")
    assert emoji["shortcode"] == "chair" and emoji["category"] == "wood" and emoji["disabled"] is False
    assert requests.get(emoji["url"], timeout=60).status_code == 200 and shown() == ["chair"]
    assert [e["shortcode"] for e in alice.toot("A :chair:")["emojis"]] == ["chair"]
    [hidden] = admin.patch("/admin/emojis/chair", disabled=True)
    assert hidden["disabled"] is True and shown() == [] and alice.toot("A :chair: again")["emojis"] == []
    admin.patch("/admin/emojis/chair", disabled=False, visible_in_picker=False, category="")
    assert nobody.get("/api/v1/custom_emojis")[0]["visible_in_picker"] is False
    [replaced] = upload(admin, "chair")
    assert replaced["url"] != emoji["url"] and requests.get(emoji["url"], timeout=60).status_code == 404
    upload(admin, "x", expect=422)
    upload(admin, "text", expect=422, file=__file__)
    admin.post("/admin/emojis", 422, shortcode="none")
    admin.patch("/admin/emojis/nothing", 404, disabled=True)
    admin.delete("/admin/emojis/nothing", 404)
    assert admin.delete("/admin/emojis/chair") == [] and shown() == []
    assert requests.get(replaced["url"], timeout=60).status_code == 404


def test_roles_are_given_and_taken(server, admin, bob):
    at = f"/admin/accounts/{bob.id}/role"
    admin.call("PUT", at, json={"role": "moderator"})
    assert bob.get("/api/v1/accounts/verify_credentials")["role"]["name"] == "Moderator"
    admin.call("PUT", at, 403, json={"role": "owner"})
    admin.call("PUT", at, 422, json={"role": "king"})
    admin.call("PUT", "/admin/accounts/1/role", 404, json={"role": "user"})
    admin.call("PUT", at, json={"role": "user"})
    assert bob.get("/api/v1/accounts/verify_credentials")["role"]["name"] == ""
    owner = server.staff("owner")
    KithClient(owner).call("PUT", f"/admin/accounts/{owner.id}/role", 409, json={"role": "user"})


def test_the_log_says_who_did_what_to_whom(moderator, admin, alice, bob):
    report = alice.post("/api/v1/reports", {"account_id": bob.id})["id"]
    moderator.post(f"/api/v1/admin/accounts/{bob.id}/action", {"type": "silence", "report_id": report, "text": "Too loud."})
    admin.member.post(f"/api/v1/admin/accounts/{bob.id}/unsilence")
    newest, first = admin.get("/admin/log", account_id=bob.id)
    assert (first["action"], first["text"], first["report_id"]) == ("silence", "Too loud.", report)
    assert first["moderator"]["id"] == moderator.id and first["account"]["id"] == bob.id
    assert newest["action"] == "unsilence" and newest["moderator"]["id"] == admin.member.id and newest["report_id"] is None
    assert [entry["id"] for entry in KithClient(moderator).get("/admin/log", account_id=bob.id, limit=1)] == [newest["id"]]
    assert admin.get("/admin/log", account_id=alice.id) == [] == admin.get("/admin/log", account_id="nonsense")
    assert newest in admin.get("/admin/log")


def test_an_address_is_confirmed_by_hand(moderator, bob):
    assert KithClient(moderator).post(f"/admin/accounts/{bob.id}/confirm") == {}
    KithClient(moderator).post("/admin/accounts/1/confirm", 404)


def test_nothing_of_members_own_is_told(admin, moderator, alice, bob):
    """Ties, notes, requests and messages stay with those whose they are, whatever moderators ask."""
    alice.post(f"/api/v1/accounts/{bob.id}/note", {"comment": "owes me a chair"})
    for _ in range(2):  # the first time comes back with something to think about
        bob.request("POST", "/api/v1/statuses", data={"visibility": "direct", "status": f"@{alice.name} buy my secret product at https://shop.example/now"})
    answers = [moderator.request("GET", f"/api/v1/admin/accounts/{who.id}") for who in (alice, bob)]
    answers += [moderator.request("GET", path) for path in ("/api/v1/admin/accounts", "/api/v2/admin/accounts", "/api/v1/admin/reports")]
    answers += [admin.member.request("GET", BASE + "/admin/" + name) for name in
                ("overview", "health", "log", "settings", "rules", "invitations", "announcements", "emojis")]
    for answer in answers:
        assert answer.status_code == 200
        for secret in ("owes me a chair", "secret product", "strength", "stage", "reciprocity", "held"):
            assert secret not in answer.text, (answer.url, secret)
