"""Profiles, relations, lists, suggestions and the directory, as apps call them."""
import struct, zlib

import pytest

RELATIONSHIP = {
    "id", "following", "showing_reblogs", "notifying", "languages", "followed_by", "blocking", "blocked_by", "muting",
    "muting_notifications", "muting_expires_at", "requested", "requested_by", "domain_blocking", "endorsed", "note",
    "kith",
}


def relationship(me, other):
    return me.get(f"/api/v1/accounts/relationships?id[]={other.id}")[0]


def act(me, verb, other, expect=200, **params):
    return me.post(f"/api/v1/accounts/{other.id}/{verb}", params, expect)


def ids(accounts):
    return [a["id"] for a in accounts]


def png(width=40, height=30):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x30\x80\xc0" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


# --- who I am ---


def test_credentials_have_source_and_role(alice):
    me = alice.get("/api/v1/accounts/verify_credentials")
    assert (me["id"], me["username"], me["acct"]) == (alice.id, alice.name, alice.name)
    assert me["source"] == {
        "privacy": "public", "sensitive": False, "language": "", "note": "", "fields": [], "follow_requests_count": 0,
        "hide_collections": False, "discoverable": True, "indexable": False, "attribution_domains": [],
        "quote_policy": "public", "why_here": "",
    }
    assert me["role"] == {
        "id": "-99", "name": "", "permissions": "65536", "color": "", "highlighted": False, "collection_limit": 0,
    }
    assert me["avatar"].startswith("http") and me["created_at"].endswith("T00:00:00.000Z")


def test_credentials_need_a_member_and_a_scope(server, nobody, alice):
    nobody.get("/api/v1/accounts/verify_credentials", expect=401)
    assert server.sign_in(alice.name, "profile").get("/api/v1/accounts/verify_credentials")["id"] == alice.id
    server.sign_in(alice.name, "write").get("/api/v1/accounts/verify_credentials", expect=403)


def test_form_json_and_multipart_update_the_same(alice):
    path = "/api/v1/accounts/update_credentials"
    form = alice.patch(path, {
        "display_name": "Alice A", "note": "Hi #kith", "bot": "true", "why_here": "To listen",
        "fields_attributes[0][name]": "Site", "fields_attributes[0][value]": "https://alice.example",
        "fields_attributes[7][name]": "Where", "fields_attributes[7][value]": "Pécs",
        "source[privacy]": "unlisted", "source[language]": "de", "source[sensitive]": "1",
    })
    json = alice.call("PATCH", path, json={
        "display_name": "Alice A", "note": "Hi #kith", "bot": True, "why_here": "To listen",
        "fields_attributes": [{"name": "Site", "value": "https://alice.example"}, {"name": "Where", "value": "Pécs"}],
        "source": {"privacy": "unlisted", "language": "de", "sensitive": True},
    })
    multipart = alice.call("PATCH", path, files={"display_name": (None, "Alice A"), "source[quote_policy]": (None, "nobody")})
    for me in (form, json, multipart):
        assert (me["display_name"], me["bot"]) == ("Alice A", True)
        assert "<a" in me["note"] and me["source"]["note"] == "Hi #kith"
        assert [f["name"] for f in me["source"]["fields"]] == ["Site", "Where"]
        assert me["fields"][0]["verified_at"] is None and "<a" in me["fields"][0]["value"]
        assert (me["source"]["privacy"], me["source"]["language"], me["source"]["sensitive"]) == ("unlisted", "de", True)
        assert me["source"]["why_here"] == me["kith"]["why_here"] == "To listen"
    assert multipart["source"]["quote_policy"] == "nobody"
    assert alice.get("/api/v1/preferences") == {
        "posting:default:visibility": "unlisted", "posting:default:sensitive": True, "posting:default:language": "de",
        "posting:default:quote_policy": "nobody", "reading:expand:media": "default", "reading:expand:spoilers": False,
    }
    posted = alice.toot("ok")
    assert (posted["visibility"], posted["language"], posted["sensitive"]) == ("unlisted", "de", True)


@pytest.mark.parametrize("params", [
    {"display_name": "x" * 31}, {"note": "x" * 501}, {"source[privacy]": "secret"}, {"source[language]": "klingonish"},
    {"fields_attributes[0][name]": "x" * 256}, {"fields_attributes[0][value]": "no name"}, {"why_here": "x" * 201},
    {"attribution_domains[]": "not a domain"},
])
def test_what_is_wrong_is_refused_with_words(alice, params):
    answer = alice.patch("/api/v1/accounts/update_credentials", params, expect=422)
    assert answer["error"].startswith("Validation failed: ")


def test_profile_has_source_values_and_pictures_are_null(alice):
    alice.patch("/api/v1/profile", {"note": "plain *text*", "show_media": "false", "attribution_domains[]": "news.example"})
    profile = alice.get("/api/v1/profile")
    assert profile["note"] == "plain *text*"
    assert (profile["avatar"], profile["header_static"], profile["avatar_description"]) == (None, None, "")
    assert (profile["show_media"], profile["show_featured"]) == (False, True)
    assert profile["attribution_domains"] == ["news.example"] and profile["featured_tags"] == []


def test_pictures_are_taken_and_removed(alice):
    files = {"avatar": ("me.png", png(), "image/png"), "header": ("wide.png", png(600, 200), "image/png")}
    me = alice.call("PATCH", "/api/v1/accounts/update_credentials", files=files)
    assert "/media/profiles/" in me["avatar"] and me["avatar"] != me["header"] and me["avatar_static"] == me["avatar"]
    shown = alice.request("GET", me["avatar"][me["avatar"].index("/media/"):])
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/png")
    described = alice.patch("/api/v1/profile", {"avatar_description": "Alice smiles"})
    assert described["avatar"] == me["avatar"] and described["avatar_description"] == "Alice smiles"
    gone = alice.delete("/api/v1/profile/avatar")
    assert "/media/profiles/" not in gone["avatar"] and gone["header"] == me["header"]
    assert alice.delete("/api/v1/profile/header")["source"]["privacy"] == "public"
    assert alice.get("/api/v1/profile")["header"] is None
    alice.call("PATCH", "/api/v1/profile", expect=422, files={"avatar": ("me.svg", b"<svg/>", "image/svg+xml")})


# --- reading others ---


def test_accounts_are_read_alone_and_together(alice, bob, nobody):
    assert nobody.get(f"/api/v1/accounts/{bob.id}")["acct"] == bob.name
    assert "source" not in nobody.get(f"/api/v1/accounts/{bob.id}")
    assert ids(nobody.get(f"/api/v1/accounts?id[]={bob.id}&id[]=1&id[]={alice.id}&id[]=x")) == [bob.id, alice.id]
    assert nobody.get("/api/v1/accounts/1", expect=404) == {"error": "Record not found"}
    nobody.get("/api/v1/accounts/abc", expect=404)
    assert nobody.get(f"/api/v1/accounts/{bob.id}/identity_proofs") == []
    assert nobody.get(f"/api/v1/accounts/{bob.id}/featured_tags") == []


def test_lookup_and_search_by_address_and_prefix(server, alice):
    zoe = server.member("zoe_long_name")
    assert alice.get("/api/v1/accounts/lookup?acct=@ZOE_long_name")["id"] == zoe.id
    host = server.settings["server.domain"]
    assert alice.get(f"/api/v1/accounts/lookup?acct=zoe_long_name@{host}")["id"] == zoe.id
    alice.get("/api/v1/accounts/lookup?acct=nobody_here", expect=404)
    assert ids(alice.get("/api/v1/accounts/search?q=zoe_lo")) == [zoe.id]
    assert alice.get("/api/v1/accounts/search?q=zoe_lo&following=true") == []
    alice.follow(zoe)
    assert ids(alice.get("/api/v1/accounts/search?q=@zoe&following=true")) == [zoe.id]
    assert alice.get("/api/v1/accounts/search?q=%22%2A&resolve=true&limit=5&offset=9") == []


def test_statuses_of_an_account_by_who_asks(alice, bob, nobody):
    path = f"/api/v1/accounts/{alice.id}/statuses"
    posts = {v: alice.toot(f"{v} #topic", visibility=v)["id"] for v in ("public", "unlisted", "private", "direct")}
    direct = alice.toot(f"@{bob.name} just you", visibility="direct")["id"]
    reply = bob.toot(f"@{alice.name} hm")["id"]
    answer = alice.toot("answer", in_reply_to_id=reply)["id"]
    boost = alice.post(f"/api/v1/statuses/{reply}/reblog")["id"]
    public = [boost, answer, posts["unlisted"], posts["public"]]
    assert ids(nobody.get(path)) == public
    assert ids(bob.get(path)) == [boost, answer, direct, posts["unlisted"], posts["public"]]
    bob.follow(alice)
    assert posts["private"] in ids(bob.get(path)) and posts["direct"] not in ids(bob.get(path))
    assert len(alice.get(path)) == 7
    assert ids(nobody.get(path + "?exclude_replies=true&exclude_reblogs=true")) == public[2:]
    assert ids(nobody.get(path + "?tagged=Topic")) == public[2:]
    assert nobody.get(path + "?tagged=unheard") == [] and nobody.get(path + "?only_media=1") == []
    assert nobody.get(path + "?pinned=true") == []
    assert ids(nobody.get(path + f"?limit=1&max_id={boost}")) == [answer]
    act(alice, "block", bob)
    assert bob.get(path) == []


def test_followers_are_paged_by_links_and_may_be_hidden(server, alice, bob, nobody):
    fans = [server.member() for _ in range(3)]
    for fan in fans:
        fan.follow(alice)
    path = f"/api/v1/accounts/{alice.id}/followers"
    first = nobody.request("GET", path + "?limit=2")
    assert ids(first.json()) == [fans[2].id, fans[1].id]
    older = first.links["next"]["url"][len(server.base):]
    assert "limit=2" in older and ids(nobody.get(older)) == [fans[0].id]
    assert "prev" in first.links
    assert ids(nobody.get(f"/api/v1/accounts/{fans[0].id}/following")) == [alice.id]
    act(bob, "block", fans[2])
    assert ids(bob.get(path)) == [fans[1].id, fans[0].id]
    alice.patch("/api/v1/accounts/update_credentials", {"hide_collections": "true"})
    assert nobody.get(path) == [] and len(alice.get(path)) == 3


# --- relations ---


def test_a_relationship_has_every_key(alice, bob):
    assert relationship(alice, bob) == {
        "id": bob.id, "following": False, "showing_reblogs": False, "notifying": False, "languages": None,
        "followed_by": False, "blocking": False, "blocked_by": False, "muting": False, "muting_notifications": False,
        "muting_expires_at": None, "requested": False, "requested_by": False, "domain_blocking": False,
        "endorsed": False, "note": "", "kith": {"stage": "stranger", "strength": 0, "last_contact_at": None},
    }
    assert alice.get(f"/api/v1/accounts/relationships?id={bob.id}")[0].keys() == RELATIONSHIP
    assert ids(alice.get(f"/api/v1/accounts/relationships?id[]=1&id[]={bob.id}")) == [bob.id]
    assert alice.get("/api/v1/accounts/relationships") == []


def test_follow_with_options_and_unfollow(alice, bob, nobody):
    followed = act(alice, "follow", bob, **{"reblogs": "false", "notify": "true", "languages[]": ["en", "de"]})
    assert (followed["following"], followed["showing_reblogs"], followed["notifying"]) == (True, False, True)
    assert followed["languages"] == ["en", "de"]
    assert relationship(bob, alice)["followed_by"] is True
    assert ids(nobody.get(f"/api/v1/accounts/{bob.id}/followers")) == [alice.id]
    assert act(alice, "follow", bob)["languages"] == ["en", "de"]
    assert act(alice, "unfollow", bob)["following"] is False
    assert nobody.get(f"/api/v1/accounts/{bob.id}/followers") == []
    act(alice, "follow", alice, expect=403)
    alice.post("/api/v1/accounts/1/follow", expect=404)
    nobody.post(f"/api/v1/accounts/{bob.id}/follow", expect=401)


def test_requests_are_answered(alice, bob, carol):
    alice.patch("/api/v1/accounts/update_credentials", {"locked": "true"})
    for asker in (bob, carol):
        assert act(asker, "follow", alice)["requested"] is True
    assert relationship(alice, bob)["requested_by"] is True
    assert alice.get("/api/v1/accounts/verify_credentials")["source"]["follow_requests_count"] == 2
    assert ids(alice.get("/api/v1/follow_requests")) == [carol.id, bob.id]
    assert alice.post(f"/api/v1/follow_requests/{bob.id}/authorize")["followed_by"] is True
    assert alice.post(f"/api/v1/follow_requests/{carol.id}/reject")["requested_by"] is False
    assert alice.get("/api/v1/follow_requests") == []
    assert alice.post(f"/api/v1/follow_requests/{carol.id}/authorize", expect=404) == {"error": "Record not found"}
    assert act(alice, "remove_from_followers", bob)["followed_by"] is False


def test_block_and_mute_are_listed(alice, bob, carol):
    assert act(alice, "block", bob)["blocking"] is True
    assert ids(alice.get("/api/v1/blocks")) == [bob.id]
    assert act(bob, "follow", alice, expect=403) == {"error": "This action is not allowed"}
    assert act(alice, "unblock", bob)["blocking"] is False
    muted = act(alice, "mute", carol, notifications="false", duration="3600")
    assert (muted["muting"], muted["muting_notifications"]) == (True, False) and muted["muting_expires_at"].endswith("Z")
    assert alice.get("/api/v1/mutes")[0]["mute_expires_at"] == muted["muting_expires_at"]
    assert act(alice, "mute", carol)["muting_expires_at"] is None
    assert act(alice, "unmute", carol)["muting"] is False
    assert alice.get("/api/v1/mutes") == [] and alice.get("/api/v1/blocks") == []


def test_notes_and_endorsements(alice, bob, nobody):
    assert act(alice, "note", bob, comment="from the choir")["note"] == "from the choir"
    assert act(alice, "note", bob)["note"] == ""
    assert "already following" in act(alice, "endorse", bob, expect=422)["error"]
    alice.follow(bob)
    assert act(alice, "pin", bob)["endorsed"] is True
    assert ids(nobody.get(f"/api/v1/accounts/{alice.id}/endorsements")) == ids(alice.get("/api/v1/endorsements")) == [bob.id]
    assert act(alice, "unendorse", bob)["endorsed"] is False


def test_domains_are_blocked_and_unblocked(alice):
    assert alice.post("/api/v1/domain_blocks", {"domain": "Nsfw.Example"}) == {}
    alice.post("/api/v1/domain_blocks", {"domain": "other.example"})
    assert alice.get("/api/v1/domain_blocks") == ["other.example", "nsfw.example"]
    assert alice.delete("/api/v1/domain_blocks", {"domain": "nsfw.example"}) == {}
    assert alice.get("/api/v1/domain_blocks?limit=1") == ["other.example"]
    assert alice.post("/api/v1/domain_blocks", expect=422)["error"] == "Validation failed: Domain can't be blank"
    wrong = alice.post("/api/v1/domain_blocks", {"domain": "a b"}, expect=422)
    assert wrong["error"] == "Validation failed: Domain is not a valid domain name"


def test_familiar_followers_respect_who_hides(alice, bob, carol):
    alice.follow(bob)
    bob.follow(carol)
    path = f"/api/v1/accounts/familiar_followers?id[]={carol.id}"
    assert [(f["id"], ids(f["accounts"])) for f in alice.get(path)] == [(carol.id, [bob.id])]
    bob.patch("/api/v1/accounts/update_credentials", {"hide_collections": "true"})
    assert alice.get(path)[0]["accounts"] == []


# --- lists ---


def test_lists_are_made_changed_and_removed(alice, bob):
    made = alice.post("/api/v1/lists", {"title": "Friends", "replies_policy": "followed"})
    assert made == {"id": made["id"], "title": "Friends", "replies_policy": "followed", "exclusive": False}
    path = f"/api/v1/lists/{made['id']}"
    assert alice.put(path, {"title": "Close", "exclusive": "true"})["exclusive"] is True
    assert alice.get(path) == {"id": made["id"], "title": "Close", "replies_policy": "followed", "exclusive": True}
    assert [l["title"] for l in alice.get("/api/v1/lists") if "kith" not in l] == ["Close"]
    assert bob.get(path, expect=404) == {"error": "Record not found"}
    bob.get(f"/api/v1/timelines/list/{made['id']}", expect=404)
    assert alice.post("/api/v1/lists", expect=422)["error"] == "Validation failed: Title can't be blank"
    wrong = alice.post("/api/v1/lists", {"title": "x", "replies_policy": "some"}, expect=422)
    assert wrong["error"] == "'some' is not a valid replies_policy"
    assert alice.delete(path) == {}
    alice.get(path, expect=404)


def test_list_members_and_timeline(alice, bob, carol):
    path = f"/api/v1/lists/{alice.post('/api/v1/lists', {'title': 'l'})['id']}"
    alice.post(path + "/accounts", {"account_ids[]": [bob.id]}, expect=404)
    alice.follow(bob)
    alice.follow(carol)
    assert alice.post(path + "/accounts", {"account_ids[]": [bob.id]}) == {}
    again = alice.post(path + "/accounts", {"account_ids[]": [bob.id]}, expect=422)
    assert again["error"] == "Validation failed: Account has already been taken"
    alice.call("POST", path + "/accounts", json={"account_ids": [carol.id]})
    assert ids(alice.get(path + "/accounts?limit=1")) == [carol.id]
    everybody = alice.request("GET", path + "/accounts?limit=0")
    assert ids(everybody.json()) == [carol.id, bob.id] and "Link" not in everybody.headers
    assert [l["title"] for l in alice.get(f"/api/v1/accounts/{bob.id}/lists")] == ["l"]
    said = bob.toot("hello list")["id"]
    timeline = path.replace("lists", "timelines/list")
    assert ids(alice.get(timeline)) == [said]
    assert alice.delete(path + "/accounts", {"account_ids[]": [bob.id]}) == {}
    assert alice.get(timeline) == [] and ids(alice.get(path + "/accounts")) == [carol.id]


# --- suggestions, directory ---


def test_suggestions_come_through_friends_until_dismissed(alice, bob, carol):
    alice.follow(bob)
    bob.follow(carol)
    first = alice.get("/api/v2/suggestions")[0]
    assert (first["source"], first["sources"], first["account"]["id"]) == ("past_interactions", ["friends_of_friends"], carol.id)
    assert ids(alice.get("/api/v1/suggestions"))[0] == carol.id
    assert alice.delete(f"/api/v1/suggestions/{carol.id}") == {}
    assert alice.delete("/api/v1/suggestions/nobody") == {}
    assert carol.id not in ids(alice.get("/api/v1/suggestions"))


def test_directory_lists_who_wants_to_be_found(alice, bob, nobody):
    bob.patch("/api/v1/accounts/update_credentials", {"discoverable": "false"})
    alice.toot("here")
    active = ids(nobody.get("/api/v1/directory?local=true&limit=80"))
    assert active[0] == alice.id and bob.id not in active
    newest = ids(nobody.get("/api/v1/directory?order=new&limit=1"))
    assert newest == ids(nobody.get("/api/v1/directory?order=new&limit=2"))[:1]
    assert ids(nobody.get("/api/v1/directory?order=new&limit=1&offset=1")) != newest
    act(bob, "block", alice)
    assert alice.id not in ids(bob.get("/api/v1/directory?limit=80"))
