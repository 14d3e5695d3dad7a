"""Notifications: list, page, dismiss, count, group; the policy and what waits in requests."""


def types(entries):
    return [n["type"] for n in entries]


def test_notifications_come_newest_first_with_account_and_status(alice, bob):
    made = alice.toot("hello")
    bob.post(f"/api/v1/statuses/{made['id']}/favourite")
    reply = bob.toot(f"@{alice.name} nice", in_reply_to_id=made["id"])
    bob.follow(alice)
    got = alice.get("/api/v1/notifications")
    assert types(got) == ["follow", "mention", "favourite"]
    follow, mention, favourite = got
    assert "status" not in follow and follow["account"]["id"] == bob.id
    assert mention["status"]["id"] == reply["id"] and mention["group_key"] == "ungrouped-" + mention["id"]
    assert favourite["status"]["id"] == made["id"] and favourite["group_key"].startswith(f"favourite-{made['id']}-")
    assert all(n["created_at"].endswith("Z") and "filtered" not in n for n in got)
    assert alice.get(f"/api/v1/notifications/{mention['id']}")["id"] == mention["id"]
    bob.get(f"/api/v1/notifications/{mention['id']}", expect=404)
    bob.get("/api/v1/notifications/nonsense", expect=404)


def test_types_and_accounts_are_selected(alice, bob, carol):
    made = alice.toot("hello")
    for member in (bob, carol):
        member.post(f"/api/v1/statuses/{made['id']}/favourite")
    bob.post(f"/api/v1/statuses/{made['id']}/reblog")
    assert types(alice.get("/api/v1/notifications?types[]=reblog")) == ["reblog"]
    assert types(alice.get("/api/v1/notifications?exclude_types[]=reblog")) == ["favourite", "favourite"]
    assert types(alice.get(f"/api/v1/notifications?account_id={bob.id}")) == ["reblog", "favourite"]
    assert alice.get("/api/v1/notifications?types[]=nonsense") == []
    assert alice.get("/api/v1/notifications?types[]=reblog&exclude_types[]=reblog") == []


def test_pages_of_notifications_are_linked(alice, bob):
    for n in range(3):
        bob.post(f"/api/v1/statuses/{alice.toot(str(n))['id']}/favourite")
    first = alice.request("GET", "/api/v1/notifications?limit=2")
    assert len(first.json()) == 2
    second = alice.http.get(first.links["next"]["url"])
    assert len(second.json()) == 1
    back = alice.http.get(second.links["prev"]["url"])
    assert back.json() == first.json()


def test_dismissed_and_cleared_ones_are_gone(alice, bob):
    for n in range(3):
        bob.post(f"/api/v1/statuses/{alice.toot(str(n))['id']}/favourite")
    a, b, c = alice.get("/api/v1/notifications")
    bob.post(f"/api/v1/notifications/{a['id']}/dismiss", expect=404)
    assert alice.post(f"/api/v1/notifications/{a['id']}/dismiss") == {}
    assert alice.post("/api/v1/notifications/dismiss", {"id": b["id"]}) == {}
    assert [n["id"] for n in alice.get("/api/v1/notifications")] == [c["id"]]
    assert alice.post("/api/v1/notifications/clear") == {}
    assert alice.get("/api/v1/notifications") == []


def test_unread_count_follows_the_marker(alice, bob):
    for n in range(3):
        bob.post(f"/api/v1/statuses/{alice.toot(str(n))['id']}/favourite")
    newest, middle, oldest = alice.get("/api/v1/notifications")
    assert alice.get("/api/v1/notifications/unread_count") == {"count": 3}
    assert alice.get("/api/v1/notifications/unread_count?limit=2") == {"count": 2}
    alice.post("/api/v1/markers", {"notifications[last_read_id]": middle["id"]})
    assert alice.get("/api/v1/notifications/unread_count") == {"count": 1}
    assert alice.get("/api/v2/notifications/unread_count") == {"count": 1}
    assert alice.get("/api/v1/notifications/unread_count?types[]=follow") == {"count": 0}


def test_likes_of_one_status_are_one_group(alice, bob, carol):
    made = alice.toot("hello")
    bob.post(f"/api/v1/statuses/{made['id']}/favourite")
    bob.toot(f"@{alice.name} hi")
    carol.post(f"/api/v1/statuses/{made['id']}/favourite")
    got = alice.get("/api/v2/notifications")
    assert types(got["notification_groups"]) == ["favourite", "mention"]
    group = got["notification_groups"][0]
    assert group["notifications_count"] == 2
    assert group["sample_account_ids"] == [carol.id, bob.id]
    assert group["status_id"] == made["id"]
    assert int(group["page_min_id"]) < int(group["page_max_id"]) == group["most_recent_notification_id"]
    assert group["latest_page_notification_at"].endswith("Z")
    assert {a["id"] for a in got["accounts"]} == {bob.id, carol.id}
    assert made["id"] in [s["id"] for s in got["statuses"]]
    assert "partial_accounts" not in got

    key = group["group_key"]
    one = alice.get(f"/api/v2/notifications/{key}")["notification_groups"][0]
    assert one["notifications_count"] == 2 and "page_min_id" not in one
    assert [a["id"] for a in alice.get(f"/api/v2/notifications/{key}/accounts")] == [carol.id, bob.id]
    partial = alice.get("/api/v2/notifications?expand_accounts=partial_avatars&types[]=favourite")
    assert [a["id"] for a in partial["accounts"]] == [carol.id]
    assert [a["id"] for a in partial["partial_accounts"]] == [bob.id]
    assert set(partial["partial_accounts"][0]) == {"id", "acct", "url", "avatar", "avatar_static", "avatar_description", "locked", "bot"}
    apart = alice.get("/api/v2/notifications?grouped_types[]=follow")["notification_groups"]
    assert len(apart) == 3 and apart[0]["group_key"].startswith("ungrouped-")
    own = next(g["group_key"] for g in apart if g["type"] == "favourite")
    assert alice.get(f"/api/v2/notifications/{own}")["notification_groups"][0]["notifications_count"] == 1
    assert len(alice.get(f"/api/v2/notifications/{own}/accounts")) == 1
    bob.get(f"/api/v2/notifications/{own}", expect=404)
    alice.post(f"/api/v2/notifications/{own}/dismiss")
    alice.get(f"/api/v2/notifications/{own}", expect=404)
    assert alice.get(f"/api/v2/notifications/{key}")["notification_groups"][0]["notifications_count"] == 1

    assert alice.post(f"/api/v2/notifications/{key}/dismiss") == {}
    assert types(alice.get("/api/v1/notifications")) == ["mention"]
    alice.get(f"/api/v2/notifications/{key}", expect=404)


def test_blocked_and_muted_people_are_not_heard(alice, bob, carol):
    bob.toot(f"@{alice.name} hi")
    carol.toot(f"@{alice.name} hi")
    alice.post(f"/api/v1/accounts/{bob.id}/mute")
    assert [n["account"]["id"] for n in alice.get("/api/v1/notifications")] == [carol.id]
    assert [a["id"] for a in alice.get("/api/v2/notifications")["accounts"]] == [carol.id]
    alice.post(f"/api/v1/accounts/{bob.id}/mute", {"notifications": "false"})
    assert len(alice.get("/api/v1/notifications")) == 2
    alice.post(f"/api/v1/accounts/{carol.id}/block")
    assert [n["account"]["id"] for n in alice.get("/api/v1/notifications")] == [bob.id]


def test_filters_hide_notifications_in_their_context(alice, bob):
    bob.toot(f"@{alice.name} about spoilers")
    alice.post("/api/v2/filters", {"title": "no", "context[]": "notifications", "filter_action": "hide", "keywords_attributes[][keyword]": "spoilers"})
    assert alice.get("/api/v1/notifications") == []


def test_policy_is_read_and_changed(alice):
    policy = alice.get("/api/v2/notifications/policy")
    assert policy["summary"] == {"pending_requests_count": 0, "pending_notifications_count": 0}
    assert policy["for_not_following"] == "accept"
    changed = alice.patch("/api/v2/notifications/policy", {"for_not_following": "filter", "for_new_accounts": "drop"})
    assert (changed["for_not_following"], changed["for_new_accounts"], changed["for_not_followers"]) == ("filter", "drop", "accept")
    alice.patch("/api/v2/notifications/policy", {"for_not_following": "perhaps"}, expect=422)
    assert alice.get("/api/v1/notifications/policy")["filter_not_following"] is True
    old = alice.patch("/api/v1/notifications/policy", {"filter_not_following": "false"})
    assert old["filter_not_following"] is False
    assert alice.get("/api/v2/notifications/policy")["for_not_following"] == "accept"


def test_what_the_policy_filters_waits_in_requests(alice, bob):
    alice.patch("/api/v2/notifications/policy", {"for_not_following": "filter"})
    said = bob.toot(f"@{alice.name} hello stranger")
    assert alice.get("/api/v1/notifications") == []
    assert alice.get("/api/v1/notifications?include_filtered=true")[0]["filtered"] is True
    assert alice.get("/api/v2/notifications/policy")["summary"] == {"pending_requests_count": 1, "pending_notifications_count": 1}
    [request] = alice.get("/api/v1/notifications/requests")
    assert request["account"]["id"] == bob.id and request["notifications_count"] == "1"
    assert request["last_status"]["id"] == said["id"]
    theirs = {"account_id": bob.id}  # what an app asks that opens the request
    assert [n["status"]["id"] for n in alice.get("/api/v1/notifications", params=theirs)] == [said["id"]]
    assert [s["id"] for s in alice.get("/api/v2/notifications", params=theirs)["statuses"]] == [said["id"]]
    assert set(request) == {"id", "created_at", "updated_at", "notifications_count", "account", "last_status"}
    assert alice.get(f"/api/v1/notifications/requests/{request['id']}") == request
    bob.get(f"/api/v1/notifications/requests/{request['id']}", expect=404)

    assert alice.post(f"/api/v1/notifications/requests/{request['id']}/dismiss") == {}
    assert alice.get("/api/v1/notifications/requests") == []
    bob.toot(f"@{alice.name} hello again")
    [request] = alice.get("/api/v1/notifications/requests")
    assert alice.post("/api/v1/notifications/requests/accept", {"id[]": request["id"]}) == {}
    assert alice.get("/api/v1/notifications/requests/merged") == {"merged": True}
    assert types(alice.get("/api/v1/notifications")) == ["mention", "mention"]
    bob.toot(f"@{alice.name} third")
    assert len(alice.get("/api/v1/notifications")) == 3


def test_requests_that_are_gone_do_not_keep_others_from_being_decided(alice, bob, carol):
    alice.patch("/api/v2/notifications/policy", {"for_not_following": "filter"})
    gone = bob.toot(f"@{alice.name} never mind")
    carol.toot(f"@{alice.name} hello")
    ids = [r["id"] for r in alice.get("/api/v1/notifications/requests")]
    assert len(ids) == 2
    bob.delete(f"/api/v1/statuses/{gone['id']}")
    assert alice.post("/api/v1/notifications/requests/accept", {"id[]": ids}) == {}
    assert [n["account"]["id"] for n in alice.get("/api/v1/notifications")] == [carol.id]
    for verb in ("accept", "dismiss"):
        assert alice.post(f"/api/v1/notifications/requests/{verb}", {"id[]": [*ids, "x"]}) == {}
        alice.post(f"/api/v1/notifications/requests/{ids[0]}/{verb}", expect=404)


def test_posts_that_somebody_asked_to_hear_of_are_not_filtered(alice, bob):
    alice.post(f"/api/v1/accounts/{bob.id}/follow", {"notify": "true"})
    alice.patch("/api/v2/notifications/policy", {"for_not_followers": "filter"})
    bob.toot("the bread is ready")
    assert types(alice.get("/api/v1/notifications")) == ["status"] and alice.get("/api/v1/notifications/requests") == []


def test_strangers_and_bad_input_get_4xx(alice, nobody):
    nobody.get("/api/v1/notifications", expect=401)
    nobody.get("/api/v2/notifications", expect=401)
    for path in ("/api/v1/notifications/requests/x", "/api/v1/notifications/requests/12", "/api/v2/notifications/favourite-1-%22"):
        alice.get(path, expect=404)
    assert alice.get("/api/v1/notifications?max_id=abc&limit=-5&account_id=x") == []
    assert alice.get("/api/v2/notifications?min_id=1&limit=100000")["notification_groups"] == []
