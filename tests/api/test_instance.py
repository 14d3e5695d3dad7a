"""What clients ask first: the instance, its limits, and how to find things on it."""
import re


def test_instance_v2_tells_the_true_limits(server, nobody):
    instance = nobody.get("/api/v2/instance")
    assert re.fullmatch(r"4\.5\.0 \(compatible; Kith \d+\.\d+\.\d+\)", instance["version"])
    assert instance["domain"] == server.settings["server.domain"]
    assert instance["api_versions"] == {"mastodon": 7}
    configuration = instance["configuration"]
    assert configuration["statuses"] == {"max_characters": 500, "max_media_attachments": 4, "characters_reserved_per_url": 23}
    assert configuration["polls"]["max_options"] == 4 and configuration["polls"]["min_expiration"] == 300
    assert configuration["urls"]["streaming"] == server.base.replace("http", "ws")
    assert configuration["translation"] == {"enabled": False}
    assert {"image/jpeg", "image/png", "image/webp", "image/gif", "video/mp4", "audio/mpeg"} <= set(
        configuration["media_attachments"]["supported_mime_types"])
    assert configuration["accounts"]["max_featured_tags"] == 10
    assert instance["registrations"]["enabled"] is False and instance["registrations"]["message"]
    assert isinstance(instance["rules"], list) and instance["contact"]["account"] is None
    assert nobody.request("GET", instance["thumbnail"]["url"].removeprefix(server.base)).status_code == 200


def test_the_limit_it_tells_is_the_limit_that_holds(alice):
    most = alice.get("/api/v2/instance")["configuration"]["statuses"]["max_characters"]
    alice.toot("x" * most)
    alice.post("/api/v1/statuses", {"status": "x" * (most + 1)}, expect=422)


def test_instance_v1_counts(alice, nobody):
    instance = nobody.get("/api/v1/instance")
    assert instance["stats"]["user_count"] >= 0 and instance["stats"]["domain_count"] == 0
    assert instance["urls"]["streaming_api"].startswith("ws")
    assert instance["registrations"] is False and instance["contact_account"] is None


def test_the_smaller_instance_methods_answer(nobody):
    assert nobody.get("/api/v1/instance/peers") == []
    weeks = nobody.get("/api/v1/instance/activity")
    assert len(weeks) == 12 and all(isinstance(value, str) for week in weeks for value in week.values())
    assert int(weeks[0]["week"]) - int(weeks[1]["week"]) == 7 * 24 * 3600
    assert nobody.get("/api/v1/instance/rules") == []
    assert nobody.get("/api/v1/instance/extended_description")["content"] == ""
    assert "<p>" in nobody.get("/api/v1/instance/privacy_policy")["content"]
    assert nobody.get("/api/v1/instance/terms_of_service", expect=404) == {"error": "Record not found"}
    assert nobody.get("/api/v1/instance/domain_blocks") == []
    assert nobody.get("/api/v1/instance/translation_languages") == {}


def test_nodeinfo_is_found_by_its_links(server, nobody):
    for link in nobody.get("/.well-known/nodeinfo")["links"]:
        info = nobody.get(link["href"].removeprefix(server.base))
        assert info["software"]["name"] == "kith" and link["rel"].endswith(info["version"])
        assert info["openRegistrations"] is False and info["usage"]["users"]["total"] >= 0


def test_webfinger_knows_members_and_nobody_else(server, alice, nobody):
    domain = server.settings["server.domain"]
    found = nobody.get("/.well-known/webfinger", params={"resource": f"acct:{alice.name}@{domain}"})
    assert found["subject"] == f"acct:{alice.name}@{domain}"
    assert f"{server.base}/@{alice.name}" in found["aliases"]
    same = nobody.get("/.well-known/webfinger", params={"resource": f"{server.base}/@{alice.name}"})
    assert same == found
    nobody.get("/.well-known/webfinger", params={"resource": f"acct:nobody_here@{domain}"}, expect=404)
    nobody.get("/.well-known/webfinger", params={"resource": f"acct:{alice.name}@elsewhere.example"}, expect=404)
    nobody.get("/.well-known/webfinger", expect=400)
    meta = nobody.request("GET", "/.well-known/host-meta")
    assert meta.headers["content-type"].startswith("application/xrd+xml") and "webfinger?resource={uri}" in meta.text


def test_oembed_shows_public_posts_only(alice, nobody):
    status = alice.toot("Hello <b>world</b>")
    embed = nobody.get("/api/oembed", params={"url": status["url"]})
    assert embed["type"] == "rich" and embed["version"] == "1.0" and "<b>" not in embed["html"]
    assert embed["author_url"] in status["url"]
    private = alice.toot("for followers", visibility="private")
    nobody.get("/api/oembed", params={"url": private["url"]}, expect=404)
    nobody.get("/api/oembed", params={"url": "https://elsewhere.example/@a/1"}, expect=404)


def test_what_kith_does_not_have_is_answered_as_documented(alice, nobody):
    assert alice.get("/api/v1/annual_reports") == {"annual_reports": [], "accounts": [], "statuses": []}
    assert alice.get("/api/v1/annual_reports/2025/state") == {"state": "ineligible"}
    alice.get("/api/v1/annual_reports/2025", expect=404)
    alice.get("/api/v1_alpha/async_refreshes/x", expect=404)
    assert nobody.get(f"/api/v1/accounts/{alice.id}/collections") == {"collections": []}
    assert nobody.get(f"/api/v1/{alice.id}/collections") == {"collections": []}
    assert alice.get(f"/api/v1/{alice.id}/in_collections") == {"collections": []}
    assert alice.get("/api/v1/domain_blocks/preview", params={"domain": "other.example"}) == {
        "following_count": 0, "followers_count": 0}
    public = alice.toot("bonjour")
    assert alice.post(f"/api/v1/statuses/{public['id']}/translate", expect=503) == {"error": "Service Unavailable"}
    private = alice.toot("bonjour", visibility="private")
    alice.post(f"/api/v1/statuses/{private['id']}/translate", expect=403)
    alice.post("/api/v1/statuses/1/translate", expect=404)
    assert nobody.get("/api/v1/timelines/link", params={"url": "https://example.org/"}) == []


def test_what_does_not_exist_is_not_found_in_json_for_apps_and_a_page_for_people(nobody):
    for method in ("GET", "POST"):
        for path in ("/api/v1/nothing", "/api/v1/statuses/1/nothing", "/api/proofs", "/oauth/nothing/at/all"):
            answer = nobody.request(method, path)
            assert answer.status_code == 404 and answer.json() == {"error": "Not found"}, path
    for path in ("/nothing", "/some/where/else", "/@nobody-of-that-name", "/@nobody-of-that-name/1"):
        answer = nobody.request("GET", path)
        assert answer.status_code == 404 and answer.headers["content-type"].startswith("text/html"), path
