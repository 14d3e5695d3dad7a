"""The login, where it is used, what can be taken along and the end of an account, through Kith's API: by browsers alone."""
import csv, html, io, json, os, re, sqlite3, zipfile

import pytest, requests
from kith_openapi import BASE, KithClient
from kith_server import Server, eventually


class Browser:
    """A member's browser: it signs in by the form, and then calls the API as the web app does."""

    def __init__(self, server, name, password=Server.PASSWORD, agent="Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0"):
        self.server, self.name = server, name
        self.http = requests.Session()
        self.http.headers["User-Agent"] = agent
        page = self.http.get(server.base + "/sign-in").text
        action, inside = re.search(r'<form method="post" action="([^"]*)"(.*?)</form>', page, re.S).groups()
        hidden = {k: html.unescape(v) for k, v in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', inside)}
        answer = self.http.post(server.base + html.unescape(action), data={**hidden, "login": name, "password": password})
        self.signed_in = "kith_session" in self.http.cookies

    def request(self, method, path, **kw):
        return self.http.request(method, self.server.base + path, headers={"X-Kith-App": "tests"}, timeout=60, **kw)


@pytest.fixture
def browser(server, alice):
    return Browser(server, alice.name)


@pytest.fixture
def account(browser):
    return KithClient(browser)


def test_what_a_member_signs_in_with(alice, account):
    assert account.get("/account") == {"username": alice.name, "email": f"{alice.name}@example.org"}


def test_no_app_reaches_the_account_whatever_its_scopes(server, alice):
    app = KithClient(alice)
    for path, item in app.document["paths"].items():
        if not path.startswith("/account") or path.startswith("/accounts"):
            continue
        for method in set(item) & {"get", "post", "delete"}:
            place = path.replace("{id}", "1")
            body = {"password": Server.PASSWORD, "new_password": "another one entirely", "email": "x@example.org"}
            answer = app.call(method.upper(), place, 403, json=body)
            assert "browser" in answer["error"], place
    assert Browser(server, alice.name).signed_in, "the password is as it was"


def test_a_cookie_without_the_apps_header_is_nobody(server, browser):
    assert browser.http.get(server.base + BASE + "/account").status_code == 401
    answer = browser.http.post(server.base + BASE + "/account/deletion", json={"password": Server.PASSWORD})
    assert answer.status_code == 401


def test_browsers_are_listed_and_ended_one_or_all(server, alice, browser, account):
    phone = Browser(server, alice.name, agent="Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Version/17.0 Safari/604.1")
    tablet = Browser(server, alice.name, agent="something/1.0")
    listed = account.get("/account/sessions")
    names = {(s["browser"], s["system"], s["current"]) for s in listed}
    assert names == {("Firefox", "Linux", True), ("Safari", "iPhone", False), ("", "", False)}
    [safari] = [s for s in listed if s["browser"] == "Safari"]
    account.delete(f"/account/sessions/{safari['id']}")
    assert phone.request("GET", BASE + "/account").status_code == 401
    assert tablet.request("GET", BASE + "/account").status_code == 200
    account.delete("/account/sessions")
    assert tablet.request("GET", BASE + "/account").status_code == 401
    assert [s["current"] for s in account.get("/account/sessions")] == [True]
    account.delete(f"/account/sessions/{safari['id']}", expect=404)


def test_a_session_of_somebody_else_cannot_be_ended(server, bob, account):
    theirs = KithClient(Browser(server, bob.name)).get("/account/sessions")[0]["id"]
    account.delete(f"/account/sessions/{theirs}", expect=404)


def test_applications_are_listed_and_revoked_one_or_all(server, alice, bob, account):
    server.sign_in(alice.name, "read")
    second = server.sign_in(alice.name, "read:statuses push")
    listed = account.get("/account/applications")
    assert [a["name"] for a in listed] == ["tests"] * 3
    assert listed[0]["scopes"] == ["read:statuses", "push"] and listed[0]["last_used_at"] is None
    account.delete(f"/account/applications/{listed[0]['id']}")
    assert second.request("GET", "/api/v1/timelines/home").status_code == 401
    assert alice.get("/api/v1/timelines/home") == []
    account.delete("/account/applications")
    assert alice.request("GET", "/api/v1/timelines/home").status_code == 401
    assert account.get("/account/applications") == [], "the browser's own access is no app"
    assert bob.get("/api/v1/timelines/home") == []


def test_the_password_is_asked_for_and_changing_it_ends_all_else(server, alice, browser, account):
    other = Browser(server, alice.name)
    new = "seven ravens on a roof"
    assert "password" in account.post("/account/password", 403, password="wrong", new_password=new)["error"]
    account.post("/account/password", 422, password=Server.PASSWORD, new_password="short")
    account.post("/account/password", password=Server.PASSWORD, new_password=new)
    assert account.get("/account")["username"] == alice.name, "this browser stays"
    assert other.request("GET", BASE + "/account").status_code == 401
    assert alice.request("GET", "/api/v1/timelines/home").status_code == 401
    assert not Browser(server, alice.name).signed_in
    assert Browser(server, alice.name, new).signed_in
    for secret in (Server.PASSWORD, new):
        assert secret not in server.log()


def test_the_address_changes_at_once_where_no_mail_is_sent(server, alice, bob, account):
    account.post("/account/email", 403, password="wrong", email="new@example.org")
    account.post("/account/email", 422, password=Server.PASSWORD, email="nowhere")
    account.post("/account/email", 409, password=Server.PASSWORD, email=f"{bob.name}@example.org")
    changed = account.post("/account/email", password=Server.PASSWORD, email=f"New.{alice.name}@example.org")
    assert changed == {"email": account.get("/account")["email"], "confirmation_sent": False}
    assert Browser(server, changed["email"]).signed_in


def test_guessing_the_password_is_held_back():
    with Server(**{"server.rate_limits": "true"}) as server:
        name = server.member().name
        account = KithClient(Browser(server, name))
        said = {account.member.request("POST", BASE + "/account/deletion", json={"password": f"guess {i}"}).status_code for i in range(30)}
        assert said == {403, 429}
        account.post("/account/deletion", 429, password=Server.PASSWORD)


def test_an_account_is_deleted_with_its_password(server, nobody, alice, bob, browser, account):
    bob.follow(alice)
    account.post("/account/deletion", 403, password="wrong")
    assert nobody.get(f"/api/v1/accounts/{alice.id}")["id"] == alice.id
    account.post("/account/deletion", password=Server.PASSWORD)
    assert browser.request("GET", BASE + "/account").status_code == 401
    assert alice.request("GET", "/api/v1/timelines/home").status_code == 401
    assert "Goodbye" in browser.http.get(server.base + "/goodbye").text
    eventually(lambda: nobody.request("GET", f"/api/v1/accounts/{alice.id}").status_code == 404)
    eventually(lambda: bob.get(f"/api/v1/accounts/{bob.id}/following") == [])


# --- what can be taken along ---


def rows(text):
    return list(csv.reader(io.StringIO(text)))


def test_lists_are_exported_as_mastodon_reads_them(server, alice, bob, carol, browser):
    alice.follow(bob)
    alice.post(f"/api/v1/accounts/{bob.id}/follow", {"reblogs": "false", "notify": "true", "languages[]": ["de", "en"]})
    circle = alice.post("/api/v1/lists", {"title": 'Bread, "good"'})
    alice.post(f"/api/v1/lists/{circle['id']}/accounts", {"account_ids[]": bob.id})
    alice.post(f"/api/v1/accounts/{carol.id}/mute")
    alice.post("/api/v1/domain_blocks", {"domain": "spam.example"})
    marked = bob.toot("worth keeping")
    alice.post(f"/api/v1/statuses/{marked['id']}/bookmark")
    here = f"127.0.0.1:{server.port}"

    def export(name):
        direct = browser.http.get(f"{server.base}/settings/exports/{name}.csv")
        assert direct.status_code == 200 and direct.headers["Content-Type"].startswith("text/csv")
        assert "attachment" in direct.headers["Content-Disposition"] and "no-store" in direct.headers["Cache-Control"]
        by_app = alice.request("GET", f"{BASE}/exports/{name}.csv")
        assert by_app.text == direct.text
        return rows(direct.text)

    assert export("follows") == [
        ["Account address", "Show boosts", "Notify on new posts", "Languages"], [f"{bob.name}@{here}", "false", "true", "de, en"],
    ]
    assert export("lists") == [['Bread, "good"', f"{bob.name}@{here}"]]
    assert export("mutes") == [["Account address", "Hide notifications"], [f"{carol.name}@{here}", "true"]]
    assert export("blocks") == []
    assert export("domain_blocks") == [["spam.example"]]
    assert export("bookmarks") == [[marked["uri"]]]
    KithClient(alice).get("/exports/passwords.csv", expect=404)
    assert server.nobody().request("GET", f"{BASE}/exports/follows.csv").status_code == 401
    stranger = requests.get(f"{server.base}/settings/exports/follows.csv", allow_redirects=False)
    assert stranger.headers["Location"].startswith("/sign-in")


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63d8e2a6f11f0004f60222006d7e0c0000000049454e44ae426082"
)


def test_an_archive_holds_what_was_written_and_the_media(server, alice, bob, browser, account):
    assert account.get("/account/archive")["state"] == "none"
    assert browser.http.get(server.base + "/settings/archive.zip").status_code == 404
    media = alice.call("POST", "/api/v2/media", files={"file": ("a.png", PIXEL)}, data={"description": "A dot"})
    first = alice.toot("Look #here", **{"media_ids[]": media["id"], "spoiler_text": "small"})
    theirs = bob.toot(f"@{alice.name} how nice")
    answer = alice.toot(f"@{bob.name} thank you", in_reply_to_id=theirs["id"], visibility="direct")
    alice.post(f"/api/v1/statuses/{theirs['id']}/reblog")
    alice.post(f"/api/v1/statuses/{theirs['id']}/favourite")
    alice.post(f"/api/v1/statuses/{theirs['id']}/bookmark")
    poll = alice.toot("Tea?", **{"poll[options][]": ["yes", "no"], "poll[expires_in]": 3600})
    bob.toot("not hers")

    assert account.post("/account/archive")["state"] in ("making", "ready")
    ready = eventually(lambda: (a := account.get("/account/archive"))["state"] == "ready" and a)
    download = browser.http.get(server.base + ready["url"])
    assert download.headers["Content-Type"] == "application/zip" and len(download.content) == ready["size"]
    archive = zipfile.ZipFile(io.BytesIO(download.content))
    assert archive.testzip() is None
    outbox = json.loads(archive.read("outbox.json"))
    assert outbox["totalItems"] == len(outbox["orderedItems"]) == 4
    asked, boost, direct, look = outbox["orderedItems"]
    assert asked["object"]["type"] == "Question" and [o["name"] for o in asked["object"]["oneOf"]] == ["yes", "no"]
    assert (boost["type"], boost["object"]) == ("Announce", theirs["uri"])
    assert direct["object"]["inReplyTo"] == theirs["uri"] and direct["cc"] == []
    assert direct["to"] == [f"{server.base}/users/{bob.name}"]
    note = look["object"]
    assert note["id"] == first["uri"] and note["summary"] == "small" and note["source"]["content"] == "Look #here"
    assert [t["name"] for t in note["tag"]] == ["#here"]
    [picture] = note["attachment"]
    assert picture["name"] == "A dot" and archive.read(picture["url"])[:4] == b"\x89PNG"
    assert json.loads(archive.read("likes.json"))["orderedItems"] == [theirs["uri"]]
    assert json.loads(archive.read("bookmarks.json"))["orderedItems"] == [theirs["uri"]]
    assert json.loads(archive.read("actor.json"))["preferredUsername"] == alice.name

    part = browser.http.get(server.base + ready["url"], headers={"Range": "bytes=0-3"})
    assert part.status_code == 206 and part.content == b"PK\x03\x04"
    assert Browser(server, bob.name).http.get(server.base + ready["url"]).status_code == 404, "it is hers alone"
    account.delete("/account/archive")
    assert account.get("/account/archive")["state"] == "none"


def test_settings_without_a_script_lead_to_the_same_files(server, alice, browser):
    page = browser.http.get(server.base + "/settings").text
    assert "/settings/exports/follows.csv" in page
    form = re.search(r'<form method="post" action="/settings/archive"(.*?)</form>', page, re.S)[1]
    hidden = {k: html.unescape(v) for k, v in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form)}
    browser.http.post(server.base + "/settings/archive", data=hidden)
    eventually(lambda: "/settings/archive.zip" in browser.http.get(server.base + "/settings").text)


def test_messages_for_a_browser_say_no_token(server, alice, browser):
    keys = {
        "p256dh": "BEm_a0bdPDhf0SOsrnB2-ategf1hHoCnpXgQsFj5JCkcoMrMt2WHoPfEYOYPzOIs9mZE8ZUaD7VA5vouy0kEkr8=",
        "auth": "eH_C8rq2raXqlcBVDa1gLg==",
    }
    kept = {}
    for name, who in (("app", alice), ("browser", browser)):
        body = {"subscription": {"endpoint": f"https://push.example/{name}", "keys": keys}, "data": {"alerts": {"mention": True}}}
        assert who.request("POST", "/api/v1/push/subscription", json=body).json()["alerts"]["mention"] is True
        with sqlite3.connect(os.path.join(server.folder, "data", "kith.sqlite")) as database:
            [(kept[name],)] = database.execute(
                "SELECT access_token FROM push_subscriptions WHERE endpoint = ?", (f"https://push.example/{name}",)
            )
    assert len(kept["app"]) - len(kept["browser"]) > 40, "sealed, an empty one is shorter by a token"
