"""Search, hashtags and trends."""
import uuid


def word():
    return "w" + uuid.uuid4().hex[:12]


def test_search_finds_own_posts_by_their_words(alice, bob):
    w = word()
    status = alice.toot(f"the {w} thing")
    found = alice.get("/api/v2/search", params={"q": w})
    assert [s["id"] for s in found["statuses"]] == [status["id"]]
    assert set(found) >= {"accounts", "statuses", "hashtags"}
    # alice has not said that strangers may find her posts.
    assert bob.get("/api/v2/search", params={"q": w})["statuses"] == []


def test_strangers_find_no_posts_by_words_and_may_not_page(alice, nobody):
    w = word()
    status = alice.toot(f"#{w}")
    found = nobody.get("/api/v2/search", params={"q": w})
    assert found["statuses"] == [] and [t["name"] for t in found["hashtags"]] == [w]
    nobody.get("/api/v2/search", params={"q": w, "type": "hashtags", "offset": 1}, expect=401)
    nobody.get("/api/v2/search", params={"q": w, "resolve": "true"}, expect=401)
    assert [s["id"] for s in nobody.get("/api/v2/search", params={"q": status["url"]})["statuses"]] == [status["id"]]


def test_operators_choose_whose_posts(alice, bob):
    w = word()
    mine = alice.toot(f"{w} one")
    theirs = bob.toot(f"@{alice.name} {w} two")
    def ids(q, **params):
        return [s["id"] for s in alice.get("/api/v2/search", params={"q": q, **params})["statuses"]]
    assert ids(w) == [theirs["id"], mine["id"]]
    assert ids(f"{w} from:me") == [mine["id"]]
    assert ids(f"{w} from:@{bob.name}") == [theirs["id"]]
    assert ids(f"{w} from:nobody_of_this_name") == []
    assert ids(w, account_id=bob.id) == [theirs["id"]]
    assert ids(f"{w} before:2020-01-01") == []
    assert ids(f"{w} after:2020-01-01") == [theirs["id"], mine["id"]]
    assert ids(w, limit=1, offset=1, type="statuses") == [mine["id"]]


def test_addresses_find_what_they_name(server, alice, bob):
    status = bob.toot("found by its address")
    for q in (status["url"], status["uri"]):
        found = alice.get("/api/v2/search", params={"q": q, "resolve": "true"})
        assert [s["id"] for s in found["statuses"]] == [status["id"]] and found["accounts"] == []
    for q in (f"{server.base}/@{bob.name}", f"@{bob.name}", bob.name, f"{bob.name}@{server.settings['server.domain']}"):
        assert bob.id in [a["id"] for a in alice.get("/api/v2/search", params={"q": q})["accounts"]], q
    private = bob.toot("not for alice", visibility="private")
    assert alice.get("/api/v2/search", params={"q": private["url"]})["statuses"] == []


def test_search_v1_gives_names_and_asks_who_is_there(alice, nobody):
    w = word()
    alice.toot(f"#{w}")
    assert alice.get("/api/v1/search", params={"q": "#" + w})["hashtags"] == [w]
    nobody.get("/api/v1/search", params={"q": w}, expect=401)


def test_hostile_queries_are_harmless(alice):
    for q in ("", " ", '"', "a OR b NEAR(", "*", "from:", "#" * 50, "https://", "😀" * 300, "%", "before:tomorrow", "\0"):
        assert alice.get("/api/v2/search", params={"q": q})["statuses"] == []


def test_follow_and_unfollow_a_tag(alice, bob, nobody):
    w = word()
    assert "following" not in nobody.get(f"/api/v1/tags/{w}")
    tag = alice.post(f"/api/v1/tags/{w.upper()}/follow")
    assert tag["following"] is True and tag["id"] and len(tag["history"]) == 7
    assert alice.post(f"/api/v1/tags/{w}/follow")["following"] is True
    assert [t["id"] for t in alice.get("/api/v1/followed_tags")] == [tag["id"]]
    status = bob.toot(f"about #{w}")
    assert status["id"] in [s["id"] for s in alice.get("/api/v1/timelines/home")]
    today = alice.get(f"/api/v1/tags/{w}")["history"][0]
    assert (today["uses"], today["accounts"]) == ("1", "1")
    assert alice.post(f"/api/v1/tags/{w}/unfollow")["following"] is False
    assert alice.get("/api/v1/followed_tags") == []
    alice.get("/api/v1/tags/12345", expect=404)
    alice.post("/api/v1/tags/no%20tag/follow", expect=404)


def test_followed_tags_are_paged(alice):
    for _ in range(5):
        alice.post(f"/api/v1/tags/{word()}/follow")
    first = alice.request("GET", "/api/v1/followed_tags", params={"limit": 3})
    assert len(first.json()) == 3
    rest = alice.http.get(first.links["next"]["url"]).json()
    assert len({t["id"] for t in first.json() + rest}) == 5


def test_feature_and_unfeature_a_tag(alice):
    w = word()
    alice.toot(f"#{w}")
    assert [t["name"] for t in alice.get("/api/v1/featured_tags/suggestions")] == [w]
    featured = alice.post("/api/v1/featured_tags", {"name": "#" + w})
    assert featured["name"] == w and featured["statuses_count"] == "1" and featured["url"].endswith("/tagged/" + w)
    assert alice.get("/api/v1/featured_tags") == [featured]
    assert alice.get(f"/api/v1/accounts/{alice.id}/featured_tags") == [featured]
    assert alice.get("/api/v1/featured_tags/suggestions") == []
    assert alice.get(f"/api/v1/tags/{w}")["featuring"] is True
    alice.post("/api/v1/featured_tags", {"name": "not a tag"}, expect=422)
    assert alice.delete(f"/api/v1/featured_tags/{featured['id']}") == {}
    alice.delete(f"/api/v1/featured_tags/{featured['id']}", expect=404)
    assert alice.post(f"/api/v1/tags/{w}/feature")["featuring"] is True
    assert alice.post(f"/api/v1/tags/{w}/unfeature")["featuring"] is False


def test_at_most_ten_tags_are_featured(alice):
    for _ in range(10):
        alice.post("/api/v1/featured_tags", {"name": word()})
    alice.post("/api/v1/featured_tags", {"name": word()}, expect=422)
    assert len(alice.get("/api/v1/featured_tags")) == 10
