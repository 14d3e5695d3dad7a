"""Direct conversations."""


def test_conversation_shows_partners_last_status_and_unread(alice, bob):
    first = alice.toot(f"@{bob.name} psst", visibility="direct")
    [mine] = alice.get("/api/v1/conversations")
    [his] = bob.get("/api/v1/conversations")
    assert set(mine) == {"id", "unread", "accounts", "last_status"}
    assert mine["unread"] is False and [a["id"] for a in mine["accounts"]] == [bob.id]
    assert his["unread"] is True and his["last_status"]["id"] == first["id"]
    answer = bob.toot(f"@{alice.name} yes?", visibility="direct", in_reply_to_id=first["id"])
    [mine] = alice.get("/api/v1/conversations")
    assert mine["unread"] is True and mine["last_status"]["id"] == answer["id"]
    read = alice.post(f"/api/v1/conversations/{mine['id']}/read")
    assert read["unread"] is False and read["id"] == mine["id"]
    assert [s["id"] for s in alice.get("/api/v1/timelines/direct")] == [answer["id"], first["id"]]


def test_removed_conversation_is_gone_for_its_owner_alone(alice, bob):
    alice.toot(f"@{bob.name} psst", visibility="direct")
    [mine] = alice.get("/api/v1/conversations")
    bob.delete(f"/api/v1/conversations/{mine['id']}", expect=404)
    bob.post(f"/api/v1/conversations/{mine['id']}/read", expect=404)
    assert alice.delete(f"/api/v1/conversations/{mine['id']}") == {}
    assert alice.get("/api/v1/conversations") == []
    assert len(bob.get("/api/v1/conversations")) == 1


def test_conversations_are_paged(alice, bob, carol):
    alice.toot(f"@{bob.name} one", visibility="direct")
    alice.toot(f"@{carol.name} two", visibility="direct")
    first = alice.request("GET", "/api/v1/conversations?limit=1")
    second = alice.http.get(first.links["next"]["url"])
    assert [c["accounts"][0]["id"] for c in first.json() + second.json()] == [carol.id, bob.id]


def test_conversation_with_somebody_blocked_is_hidden(alice, bob):
    bob.toot(f"@{alice.name} psst", visibility="direct")
    alice.post(f"/api/v1/accounts/{bob.id}/block")
    assert alice.get("/api/v1/conversations") == []
    assert alice.get("/api/v1/timelines/direct") == []
