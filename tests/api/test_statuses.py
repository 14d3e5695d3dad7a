"""Statuses: post, read, boost, delete; who may see what."""
import uuid


def test_posted_status_is_read_back_with_its_html(alice, nobody):
    made = alice.toot("Hello <world> & #Kith friends, see https://example.org/a?b=c")
    read = nobody.get(f"/api/v1/statuses/{made['id']}")
    assert read["content"].startswith("<p>Hello &lt;world&gt; &amp; <a href=")
    assert [t["name"] for t in read["tags"]] == ["kith"]
    assert read["account"]["id"] == alice.id
    assert "favourited" not in read  # nobody is asking
    assert made["favourited"] is False


def test_blank_status_is_refused_with_words(alice):
    answer = alice.post("/api/v1/statuses", {"status": "  "}, expect=422)
    assert "can't be blank" in answer["error"]


def test_too_long_status_is_refused(alice):
    assert alice.toot("x" * 500)["content"] == "<p>" + "x" * 500 + "</p>"
    alice.post("/api/v1/statuses", {"status": "x" * 501}, expect=422)


def test_json_form_and_multipart_mean_the_same(alice):
    form = alice.post("/api/v1/statuses", {"status": "one", "sensitive": "true", "spoiler_text": "cw"})
    json = alice.call("POST", "/api/v1/statuses", json={"status": "one", "sensitive": True, "spoiler_text": "cw"})
    multipart = alice.call("POST", "/api/v1/statuses", files={"status": (None, "one"), "sensitive": (None, "1"), "spoiler_text": (None, "cw")})
    for answer in (form, json, multipart):
        assert (answer["content"], answer["sensitive"], answer["spoiler_text"]) == ("<p>one</p>", True, "cw")


def test_same_idempotency_key_posts_once(alice):
    key = {"Idempotency-Key": uuid.uuid4().hex}
    first = alice.call("POST", "/api/v1/statuses", data={"status": "once"}, headers=key)
    second = alice.call("POST", "/api/v1/statuses", data={"status": "once"}, headers=key)
    assert first["id"] == second["id"]
    assert alice.get(f"/api/v1/accounts/{alice.id}")["statuses_count"] == 1


def test_private_status_is_for_followers(alice, bob, nobody):
    made = alice.toot("for friends", visibility="private")
    nobody.get(f"/api/v1/statuses/{made['id']}", expect=404)
    bob.get(f"/api/v1/statuses/{made['id']}", expect=404)
    bob.follow(alice)
    assert bob.get(f"/api/v1/statuses/{made['id']}")["visibility"] == "private"


def test_direct_status_is_for_those_mentioned(alice, bob, carol):
    made = alice.toot(f"@{bob.name} psst", visibility="direct")
    assert bob.get(f"/api/v1/statuses/{made['id']}")["mentions"][0]["id"] == bob.id
    carol.get(f"/api/v1/statuses/{made['id']}", expect=404)


def test_home_has_own_and_followed_posts_newest_first(alice, bob):
    bob.follow(alice)
    first = alice.toot("first")
    second = bob.toot("second")
    home = bob.get("/api/v1/timelines/home")
    assert [s["id"] for s in home[:2]] == [second["id"], first["id"]]


def test_boost_enters_followers_home_and_is_undone(alice, bob, carol):
    carol.follow(bob)
    made = alice.toot("worth sharing")
    boost = bob.post(f"/api/v1/statuses/{made['id']}/reblog")
    assert boost["reblog"]["id"] == made["id"] and boost["reblog"]["reblogs_count"] == 1
    assert boost["reblogged"] is True
    assert carol.get("/api/v1/timelines/home")[0]["reblog"]["id"] == made["id"]
    bob.post(f"/api/v1/statuses/{made['id']}/unreblog")
    assert carol.get("/api/v1/timelines/home") == []
    assert alice.get(f"/api/v1/statuses/{made['id']}")["reblogs_count"] == 0


def test_deleted_status_is_gone_and_gives_its_source(alice, bob):
    bob.follow(alice)
    made = alice.toot("oops *typo*")
    gone = alice.delete(f"/api/v1/statuses/{made['id']}")
    assert gone["text"] == "oops *typo*"
    alice.get(f"/api/v1/statuses/{made['id']}", expect=404)
    assert bob.get("/api/v1/timelines/home") == []
    assert alice.get(f"/api/v1/accounts/{alice.id}")["statuses_count"] == 0


def test_somebody_elses_status_cannot_be_deleted(alice, bob):
    made = alice.toot("mine")
    bob.delete(f"/api/v1/statuses/{made['id']}", expect=404)
    alice.get(f"/api/v1/statuses/{made['id']}")


def test_pages_are_linked_and_complete(alice):
    ids = [alice.toot(f"number {n}")["id"] for n in range(5)]
    first = alice.request("GET", "/api/v1/timelines/home?limit=2")
    assert [s["id"] for s in first.json()] == [ids[4], ids[3]]
    assert 'rel="next"' in first.headers["Link"]
    second = alice.http.get(first.links["next"]["url"])
    assert [s["id"] for s in second.json()] == [ids[2], ids[1]]
    back = alice.http.get(second.links["prev"]["url"])
    assert [s["id"] for s in back.json()] == [ids[4], ids[3]]
    assert [s["id"] for s in alice.get(f"/api/v1/timelines/home?min_id={ids[0]}&limit=1")] == [ids[1]]


def test_bad_input_gets_a_clear_4xx(alice, nobody):
    assert nobody.get("/api/v1/timelines/home", expect=401)["error"] == "The access token is invalid"
    alice.get("/api/v1/statuses/999", expect=404)
    alice.get("/api/v1/statuses/not-a-number", expect=404)
    alice.call("POST", "/api/v1/statuses", data="{broken", headers={"Content-Type": "application/json"}, expect=400)
    alice.post("/api/v1/statuses", {"status": "x", "visibility": "everybody"}, expect=422)
    alice.post("/api/v1/statuses", {"status": "x", "in_reply_to_id": "1"}, expect=404)
    alice.post("/api/v1/statuses", {"status": "x", "media_ids[]": "1"}, expect=422)
