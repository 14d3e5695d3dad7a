"""Editing, histories, polls, scheduling, threads, marks, conversations."""
import datetime, pathlib


def later(**delta):
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(**delta)).isoformat()


def test_edit_keeps_the_history(alice, bob):
    made = alice.toot("frist", spoiler_text="")
    edited = alice.put(f"/api/v1/statuses/{made['id']}", {"status": "first #tag", "spoiler_text": "careful"})
    assert edited["id"] == made["id"] and edited["edited_at"] and edited["sensitive"] is True
    history = bob.get(f"/api/v1/statuses/{made['id']}/history")
    assert [h["content"] for h in history] == ["<p>frist</p>", edited["content"]]
    assert history[0]["account"]["id"] == alice.id
    assert alice.get(f"/api/v1/statuses/{made['id']}/source")["text"] == "first #tag"
    bob.put(f"/api/v1/statuses/{made['id']}", {"status": "mine"}, expect=404)
    alice.put(f"/api/v1/statuses/{made['id']}", {"status": "first #tag", "spoiler_text": "careful"})
    assert len(bob.get(f"/api/v1/statuses/{made['id']}/history")) == 2  # nothing changed


def test_poll_counts_each_member_once(alice, bob, nobody):
    made = alice.call("POST", "/api/v1/statuses", json={"status": "tea?", "poll": {"options": ["yes", "no"], "expires_in": 600, "multiple": False}})
    poll = made["poll"]
    assert poll["votes_count"] == 0 and poll["voted"] is True and poll["own_votes"] == []
    voted = bob.post(f"/api/v1/polls/{poll['id']}/votes", {"choices[]": "1"})
    assert voted["votes_count"] == 1 and voted["own_votes"] == [1]
    bob.post(f"/api/v1/polls/{poll['id']}/votes", {"choices[]": "0"}, expect=422)
    alice.post(f"/api/v1/polls/{poll['id']}/votes", {"choices[]": "0"}, expect=422)
    assert "voted" not in nobody.get(f"/api/v1/polls/{poll['id']}")
    assert [o["votes_count"] for o in nobody.get(f"/api/v1/statuses/{made['id']}")["poll"]["options"]] == [0, 1]


def test_edit_without_a_language_keeps_the_one_chosen(alice):
    made = alice.toot("p", language="de")
    assert alice.put(f"/api/v1/statuses/{made['id']}", {"status": "p, again"})["language"] == "de"
    assert alice.put(f"/api/v1/statuses/{made['id']}", {"status": "p, again", "language": "nl"})["language"] == "nl"


def test_pages_are_read_upwards_from_the_very_first(alice):
    first, second, _ = [alice.toot(f"number {n}")["id"] for n in range(3)]
    path = f"/api/v1/accounts/{alice.id}/statuses"
    assert [s["id"] for s in alice.get(path, params={"min_id": 0, "limit": 2})] == [second, first]


def test_bad_polls_are_refused(alice):
    for poll in ({"options": ["one"], "expires_in": 600}, {"options": ["a", "a"], "expires_in": 600}, {"options": ["a", "b"], "expires_in": 5}, {"options": ["a", ""], "expires_in": 600}):
        alice.call("POST", "/api/v1/statuses", expect=422, json={"status": "x", "poll": poll})


def test_scheduled_status_waits_is_moved_and_cancelled(alice):
    made = alice.post("/api/v1/statuses", {"status": "see you", "scheduled_at": later(hours=2), "visibility": "unlisted"})
    assert made["params"]["text"] == "see you" and made["params"]["visibility"] == "unlisted" and made["media_attachments"] == []
    assert [s["id"] for s in alice.get("/api/v1/scheduled_statuses")] == [made["id"]]
    moved = alice.put(f"/api/v1/scheduled_statuses/{made['id']}", {"scheduled_at": later(hours=5)})
    assert moved["scheduled_at"] > made["scheduled_at"]
    alice.put(f"/api/v1/scheduled_statuses/{made['id']}", {"scheduled_at": later(minutes=1)}, expect=422)
    assert alice.put(f"/api/v1/scheduled_statuses/{made['id']}") == moved
    alice.delete(f"/api/v1/scheduled_statuses/{made['id']}")
    assert alice.get("/api/v1/scheduled_statuses") == []
    alice.post("/api/v1/statuses", {"status": "too soon", "scheduled_at": later(minutes=1)}, expect=422)
    alice.post("/api/v1/statuses", {"status": "", "scheduled_at": later(hours=2)}, expect=422)


def test_scheduling_again_with_the_same_key_schedules_nothing_more(alice):
    send = lambda key: alice.request("POST", "/api/v1/statuses", data={"status": "see you", "scheduled_at": later(hours=2)},
                                     headers={"Idempotency-Key": key}).json()["id"]
    first = send("one")
    assert send("one") == first != send("two")
    assert len(alice.get("/api/v1/scheduled_statuses")) == 2


def test_scheduled_status_is_replaced_with_its_pictures_and_only_by_what_is_taken(alice):
    def send(expect=200, **body):
        return alice.call("POST", "/api/v1/statuses", expect, json={"media_ids": [media], **body})

    def listed():
        return [(one["id"], one["params"]["text"]) for one in alice.get("/api/v1/scheduled_statuses")]

    with open(pathlib.Path(__file__).parent.parent / "clients" / "picture.png", "rb") as picture:
        media = alice.post("/api/v2/media", files={"file": ("a.png", picture, "image/png")})["id"]
    at = later(hours=2)
    first = send(status="soup", scheduled_at=at)["id"]
    send(422, status="bread", scheduled_at=later(minutes=1), replaces_scheduled_id=first)
    send(422, status="x" * 600, scheduled_at=at, replaces_scheduled_id=first)
    assert listed() == [(first, "soup")]
    made = send(status="bread", scheduled_at=at, replaces_scheduled_id=first)
    assert listed() == [(made["id"], "bread")] and made["media_attachments"][0]["id"] == media
    send(410, status="cake", scheduled_at=at, replaces_scheduled_id=first)
    send(422, status="x" * 600, replaces_scheduled_id=made["id"])
    assert listed() == [(made["id"], "bread")]
    send(422, status="pie")
    pie = alice.toot("pie")
    alice.call("PUT", f"/api/v1/statuses/{pie['id']}", 422, json={"status": "pie", "media_ids": [media]})
    assert send(status="bread now", replaces_scheduled_id=made["id"])["media_attachments"][0]["id"] == media
    assert listed() == []


def test_thread_has_ancestors_and_descendants(alice, bob):
    root = alice.toot("root")
    middle = bob.toot(f"@{alice.name} middle", in_reply_to_id=root["id"])
    leaf = alice.toot("leaf", in_reply_to_id=middle["id"])
    context = bob.get(f"/api/v1/statuses/{middle['id']}/context")
    assert [s["id"] for s in context["ancestors"]] == [root["id"]]
    assert [s["id"] for s in context["descendants"]] == [leaf["id"]]
    assert alice.get(f"/api/v1/statuses/{root['id']}")["replies_count"] == 1


def test_favourites_and_bookmarks_are_listed_and_counted(alice, bob):
    made = alice.toot("keep me")
    assert bob.post(f"/api/v1/statuses/{made['id']}/favourite")["favourited"] is True
    assert bob.post(f"/api/v1/statuses/{made['id']}/favourite")["favourites_count"] == 1
    assert bob.post(f"/api/v1/statuses/{made['id']}/bookmark")["bookmarked"] is True
    assert [s["id"] for s in bob.get("/api/v1/favourites")] == [made["id"]]
    assert [s["id"] for s in bob.get("/api/v1/bookmarks")] == [made["id"]]
    assert [a["id"] for a in alice.get(f"/api/v1/statuses/{made['id']}/favourited_by")] == [bob.id]
    assert bob.post(f"/api/v1/statuses/{made['id']}/unfavourite")["favourites_count"] == 0
    assert bob.get("/api/v1/favourites") == []


def test_own_statuses_are_pinned_up_to_a_limit(alice, bob):
    ids = [alice.toot(f"pin {n}")["id"] for n in range(6)]
    for status_id in ids[:5]:
        assert alice.post(f"/api/v1/statuses/{status_id}/pin")["pinned"] is True
    alice.post(f"/api/v1/statuses/{ids[5]}/pin", expect=422)
    bob.post(f"/api/v1/statuses/{ids[0]}/pin", expect=422)
    pinned = bob.get(f"/api/v1/accounts/{alice.id}/statuses?pinned=true")
    assert {s["id"] for s in pinned} == set(ids[:5])


def test_quote_follows_the_authors_policy(alice, bob):
    free = alice.toot("quote me")
    quoted = bob.post("/api/v1/statuses", {"status": "so true", "quoted_status_id": free["id"]})
    assert quoted["quote"]["state"] == "accepted" and quoted["quote"]["quoted_status"]["id"] == free["id"]
    assert alice.get(f"/api/v1/statuses/{free['id']}")["quotes_count"] == 1
    mine = alice.toot("mine alone", quote_approval_policy="nobody")
    assert bob.get(f"/api/v1/statuses/{mine['id']}")["quote_approval"]["current_user"] == "denied"
    bob.post("/api/v1/statuses", {"status": "hm", "quoted_status_id": mine["id"]}, expect=403)


def test_authors_close_a_post_to_quotes_and_take_one_off(alice, bob, carol):
    post = alice.toot("quote me")
    quote = bob.post("/api/v1/statuses", {"status": "so true", "quoted_status_id": post["id"]})
    path = f"/api/v1/statuses/{post['id']}/interaction_policy"
    bob.put(path, {"quote_approval_policy": "nobody"}, expect=404)
    alice.put(path, {"quote_approval_policy": "banana"}, expect=422)
    alice.put(path, {}, expect=422)
    assert alice.put(path, {"quote_approval_policy": "nobody"})["quote_approval"]["automatic"] == []
    carol.post("/api/v1/statuses", {"status": "me too", "quoted_status_id": post["id"]}, expect=403)
    assert bob.get(f"/api/v1/statuses/{quote['id']}")["quote"]["state"] == "accepted", "those that are there stay"

    revoke = f"/api/v1/statuses/{post['id']}/quotes/{quote['id']}/revoke"
    bob.post(revoke, expect=403)
    alice.post(f"/api/v1/statuses/{post['id']}/quotes/{post['id']}/revoke", expect=404)
    for _ in range(2):
        assert alice.post(revoke)["quote"] == {"state": "revoked", "quoted_status": None}
    assert bob.get(f"/api/v1/statuses/{quote['id']}")["quote"]["state"] == "revoked"
    assert alice.get(f"/api/v1/statuses/{post['id']}")["quotes_count"] == 0
    assert alice.get(f"/api/v1/statuses/{post['id']}/quotes") == []
    assert bob.get(f"/api/v1/statuses/{quote['id']}")["content"] == "<p>so true</p>"


def test_an_edit_changes_who_may_quote(alice, bob):
    post = alice.toot("quote me")
    edited = alice.put(f"/api/v1/statuses/{post['id']}", {"status": "quote me", "quote_approval_policy": "nobody"})
    assert edited["quote_approval"]["automatic"] == [] and edited["edited_at"] is None
    bob.post("/api/v1/statuses", {"status": "hm", "quoted_status_id": post["id"]}, expect=403)
    alice.put(f"/api/v1/statuses/{post['id']}", {"status": "x", "quote_approval_policy": "banana"}, expect=422)


def test_a_boost_is_not_direct_and_counts_stay_right(alice, bob):
    post = alice.toot("boost me")
    for wrong in ("direct", "bananas"):
        bob.post(f"/api/v1/statuses/{post['id']}/reblog", {"visibility": wrong}, expect=422)
    before = bob.get(f"/api/v1/accounts/{bob.id}")["statuses_count"]
    for visibility in ("public", "unlisted", "private"):
        assert bob.post(f"/api/v1/statuses/{post['id']}/reblog", {"visibility": visibility})["visibility"] == visibility
        bob.post(f"/api/v1/statuses/{post['id']}/unreblog")
    assert bob.get(f"/api/v1/accounts/{bob.id}")["statuses_count"] == before


def test_private_status_is_neither_boosted_nor_quoted(alice, bob):
    bob.follow(alice)
    made = alice.toot("between us", visibility="private")
    bob.post(f"/api/v1/statuses/{made['id']}/reblog", expect=403)
    bob.post("/api/v1/statuses", {"status": "look", "quoted_status_id": made["id"]}, expect=403)


def test_posts_of_an_unfollowed_tag_leave_home_and_those_of_people_stay(alice, bob, carol):
    alice.post("/api/v1/tags/gardening/follow")
    alice.follow(carol)
    by_tag = bob.toot("roses #gardening")
    by_person = carol.toot("tulips #gardening")
    own = alice.toot("weeds #gardening")
    assert {s["id"] for s in alice.get("/api/v1/timelines/home")} == {by_tag["id"], by_person["id"], own["id"]}
    alice.post("/api/v1/tags/gardening/unfollow")
    assert {s["id"] for s in alice.get("/api/v1/timelines/home")} == {by_person["id"], own["id"]}


def test_home_page_of_what_is_all_hidden_is_not_taken_for_the_end(alice, bob):
    alice.follow(bob)
    seen = bob.toot("in sight")
    for n in range(3):
        bob.toot(f"rain {n}")
    alice.post("/api/v2/filters", {"title": "no rain", "context[]": "home", "filter_action": "hide", "keywords_attributes[][keyword]": "rain"})
    assert [s["id"] for s in alice.get("/api/v1/timelines/home", params={"limit": 2})] == [seen["id"]]
    assert alice.get("/api/v1/timelines/home", params={"limit": 1, "max_id": seen["id"]}) == []
