"""Ties as every app sees them: lists that fill themselves, relationships, suggestions, familiar followers, numbers; and
what nobody may learn of others' ties."""
import sqlite3, time

import pytest
from kith_server import Server, eventually

TRUSTED, FRIENDS, ACQUAINTANCES, WAITING, OFFERS = "12345"


def talk(one, another, visibility="public"):
    """An exchange: each says something to the other in one conversation."""
    hello = one.toot(f"@{another.name} hello", visibility=visibility)
    answer = another.toot(f"@{one.name} hello yourself", in_reply_to_id=hello["id"], visibility=visibility)
    return hello, answer


def kith(me, other):
    return me.get(f"/api/v1/accounts/relationships?id[]={other.id}")[0]["kith"]


def ids(entities):
    return [entity["id"] for entity in entities]


def timeline(me, which, **params):
    return ids(me.get(f"/api/v1/timelines/list/{which}", params=params))


def members(me, which):
    return ids(me.get(f"/api/v1/lists/{which}/accounts"))


def set_stage(server, owner, other, stage):
    """As the owner would by hand in Kith's own app: 0 stranger … 3 trusted."""
    with sqlite3.connect(server.folder + "/data/kith.sqlite", timeout=30) as database:
        database.execute("UPDATE ties SET set_stage = ? WHERE owner_id = ? AND other_id = ?", (stage + 1, owner.id, other.id))


def test_an_exchange_makes_acquaintances_for_both_and_nobody_else(alice, bob, carol):
    assert kith(alice, bob) == {"stage": "stranger", "strength": 0, "last_contact_at": None}
    hello, answer = talk(alice, bob)
    for me, other in ((alice, bob), (bob, alice)):
        tie = kith(me, other)
        assert tie["stage"] == "acquaintance" and 0 < tie["strength"] <= 1
        assert tie["last_contact_at"] == answer["created_at"]
    assert kith(carol, alice)["stage"] == "stranger"


def test_clicks_never_move_a_stage(alice, bob):
    status = alice.toot("hello, world")
    bob.follow(alice)
    alice.follow(bob)
    bob.post(f"/api/v1/statuses/{status['id']}/favourite")
    bob.post(f"/api/v1/statuses/{status['id']}/reblog")
    assert kith(alice, bob) == {"stage": "stranger", "strength": 0, "last_contact_at": None}


def test_deleting_and_editing_undo_what_they_made(alice, bob):
    hello, answer = talk(alice, bob)
    bob.delete(f"/api/v1/statuses/{answer['id']}")
    assert kith(alice, bob)["stage"] == "stranger"
    alice.put(f"/api/v1/statuses/{hello['id']}", {"status": "hello, world"})
    assert kith(bob, alice)["last_contact_at"] is None


def test_a_block_ends_the_tie_and_unblocking_brings_it_back(alice, bob):
    talk(alice, bob)
    alice.post(f"/api/v1/accounts/{bob.id}/block")
    assert kith(alice, bob)["stage"] == kith(bob, alice)["stage"] == "stranger"
    assert members(alice, ACQUAINTANCES) == []
    alice.post(f"/api/v1/accounts/{bob.id}/unblock")
    assert kith(alice, bob)["stage"] == kith(bob, alice)["stage"] == "acquaintance"


def test_lists_that_fill_themselves_come_first(alice, bob):
    own = alice.post("/api/v1/lists", {"title": "Own"})
    lists = alice.get("/api/v1/lists")
    assert [(each["id"], each["title"]) for each in lists] == [
        (TRUSTED, "Trusted"), (FRIENDS, "Friends"), (ACQUAINTANCES, "Acquaintances"), (WAITING, "Waiting for you"),
        (OFFERS, "Offers"), (own["id"], "Own")]
    assert lists[0] == {"id": "1", "title": "Trusted", "replies_policy": "list", "exclusive": False,
                        "kith": {"smart_list": "trusted"}}
    assert "kith" not in lists[-1]
    assert alice.get("/api/v1/lists/3") == lists[2]
    for which in (TRUSTED, FRIENDS, ACQUAINTANCES, WAITING, OFFERS):
        assert members(bob, which) == [] and timeline(bob, which) == []
    alice.get("/api/v1/lists/6", expect=404)


def test_lists_that_fill_themselves_say_so_when_changed(alice, bob):
    talk(alice, bob)
    data = {"account_ids[]": bob.id}
    for answer in (alice.put("/api/v1/lists/3", {"title": "Mine"}, expect=422), alice.delete("/api/v1/lists/3", expect=422),
                   alice.post("/api/v1/lists/3/accounts", data, expect=422),
                   alice.delete("/api/v1/lists/3/accounts", data, expect=422)):
        assert "Acquaintances" in answer["error"] and "can't be changed" in answer["error"]
    assert members(alice, ACQUAINTANCES) == [bob.id]


def test_stage_lists_hold_what_their_people_wrote(server, alice, bob, carol):
    talk(alice, bob)
    talk(alice, carol)
    set_stage(server, alice, carol, 3)
    post = bob.toot("bread is ready")
    other = carol.toot("nobody's business")
    bob.toot("for followers", visibility="private")
    bob.toot("@elsewhere hello", visibility="direct")
    boost = bob.post(f"/api/v1/statuses/{other['id']}/reblog")
    assert members(alice, ACQUAINTANCES) == [bob.id] and members(alice, TRUSTED) == [carol.id]
    assert timeline(alice, ACQUAINTANCES, limit=2) == [boost["id"], post["id"]]
    assert timeline(alice, ACQUAINTANCES, max_id=boost["id"], limit=1) == [post["id"]]
    assert timeline(alice, ACQUAINTANCES, min_id=post["id"]) == [boost["id"]]
    assert timeline(alice, TRUSTED)[0] == other["id"] and timeline(alice, FRIENDS) == []
    assert ids(alice.get(f"/api/v1/accounts/{carol.id}/lists")) == [TRUSTED]
    assert members(bob, TRUSTED) == [], "a stage is its owner's view"
    alice.post(f"/api/v1/accounts/{bob.id}/mute")
    assert post["id"] not in timeline(alice, ACQUAINTANCES)


def test_what_waits_is_there_until_it_is_answered(alice, bob):
    hello, answer = talk(alice, bob)
    question = bob.toot(f"@{alice.name} how is the garden?")
    bob.toot("to nobody")
    message = bob.toot(f"@{alice.name} between us", visibility="direct")
    assert timeline(alice, WAITING) == [message["id"], question["id"], answer["id"]]
    assert members(alice, WAITING) == [bob.id]
    alice.toot(f"@{bob.name} it grows", in_reply_to_id=question["id"])
    assert timeline(alice, WAITING) == [] and members(alice, WAITING) == []


def test_listening_to_a_list_that_fills_itself_is_no_error(alice):
    import websocket
    socket = websocket.create_connection(
        f"{alice.server.base.replace('http', 'ws')}/api/v1/streaming?stream=list&list=3&access_token={alice.token}", timeout=60)
    socket.close()


def test_relationships_that_follow_from_acts_carry_the_tie(alice, bob):
    talk(alice, bob)
    assert alice.follow(bob)["kith"]["stage"] == "acquaintance"


def test_familiar_followers_are_ranked_by_tie(alice, bob, carol, server):
    target = server.member()
    for friend in (bob, carol):
        alice.follow(friend)
        friend.follow(target)
    talk(alice, bob)
    familiar = alice.get(f"/api/v1/accounts/familiar_followers?id[]={target.id}")[0]["accounts"]
    assert ids(familiar) == [bob.id, carol.id]


def test_suggestions_favour_people_who_open_a_circle(alice, bob, carol, server):
    others = [server.member() for _ in range(3)]
    talk(alice, bob)
    talk(bob, carol)
    for other in others:
        talk(carol, other)
    eventually(lambda: carol.id in ids(alice.get("/api/v1/suggestions")))
    first = alice.get("/api/v2/suggestions")[0]
    assert first["account"]["id"] == carol.id
    assert (first["source"], first["sources"]) == ("past_interactions", ["friends_of_friends"])
    assert first["kith"] == {"reason": "bridge"}, "neither through whom nor how many"
    alice.delete(f"/api/v1/suggestions/{carol.id}")
    assert carol.id not in ids(alice.get("/api/v1/suggestions"))


# --- what nobody may learn ---


def views(me, other):
    """All that `me` is shown that could tell of the other's ties."""
    return (me.get(f"/api/v1/accounts/relationships?id[]={other.id}"), me.get("/api/v1/lists"),
            [(members(me, which), timeline(me, which)) for which in (TRUSTED, FRIENDS, ACQUAINTANCES, WAITING, OFFERS)],
            me.get(f"/api/v1/accounts/{other.id}/lists"), me.get("/api/v2/suggestions"),
            me.get(f"/api/v1/accounts/familiar_followers?id[]={other.id}"), me.get("/api/v1/notifications"))


def test_what_others_say_in_private_changes_nothing_for_a_third(alice, bob, carol, server):
    talk(alice, bob)
    time.sleep(2.5)  # ways in memory are up to date
    before = views(alice, bob)
    for _ in range(3):
        talk(bob, carol, "direct")
    time.sleep(2.5)
    set_stage(server, bob, carol, 3)
    set_stage(server, bob, alice, 0)
    after = views(alice, bob)
    assert after == before
    assert carol.id not in ids(alice.get("/api/v1/suggestions"))


def test_another_members_lists_and_stages_cannot_be_asked_for(alice, bob, carol, nobody, server):
    talk(alice, bob)
    set_stage(server, alice, bob, 3)
    assert members(alice, TRUSTED) == [bob.id]
    assert bob.get(f"/api/v1/accounts/{alice.id}/lists") == [{
        "id": ACQUAINTANCES, "title": "Acquaintances", "replies_policy": "list", "exclusive": False,
        "kith": {"smart_list": "acquaintances"}}], "bob's own view"
    nobody.get("/api/v1/lists", expect=401)
    nobody.get("/api/v1/timelines/list/1", expect=401)
    nobody.get(f"/api/v1/accounts/relationships?id[]={bob.id}", expect=401)
    for page in (f"/@{bob.name}", f"/api/v1/accounts/{bob.id}"):
        text = carol.request("GET", page).text
        assert "acquaintance" not in text and "trusted" not in text and "strength" not in text


# --- numbers ---


def test_numbers_of_followers_are_nobodys_by_default(alice, bob):
    alice.follow(bob)
    shown = alice.get(f"/api/v1/accounts/{bob.id}")
    assert (shown["followers_count"], shown["following_count"]) == (0, 0)
    own = bob.get("/api/v1/accounts/verify_credentials")
    assert (own["followers_count"], own["following_count"]) == (0, 0)
    bob.toot("hello")
    assert bob.get("/api/v1/accounts/verify_credentials")["statuses_count"] == 1, "how much one wrote is no score"


@pytest.mark.parametrize("setting,own,others", [("self", 1, 0), ("everybody", 1, 1)])
def test_a_server_may_show_the_numbers(setting, own, others):
    server = Server(**{"server.counts": setting})
    try:
        server.start()
        alice, bob = server.member(), server.member()
        alice.follow(bob)
        assert bob.get("/api/v1/accounts/verify_credentials")["followers_count"] == own
        assert alice.get(f"/api/v1/accounts/{bob.id}")["followers_count"] == others
    finally:
        server.close()


def test_ties_are_rebuilt_on_the_command_line(server, alice, bob):
    talk(alice, bob)
    with sqlite3.connect(server.folder + "/data/kith.sqlite", timeout=30) as database:
        database.execute("UPDATE ties SET exchanges = 0, mine_contacts = 7 WHERE owner_id = ?", (alice.id,))
    assert "1 of 1 pairs are not" in server.command("ties", "rebuild", "--account", alice.name, "--dry-run")
    assert kith(alice, bob)["stage"] == "stranger"
    assert "1 of 1 pairs were not" in server.command("ties", "rebuild", "--account", alice.name)
    assert kith(alice, bob)["stage"] == "acquaintance"
    assert server.command("ties", "rebuild", "--dry-run").startswith("0 of")


def test_hosts_decide_what_makes_a_friend():
    with Server(**{"stages.friend_days": "1", "stages.friend_span": "0"}) as server:
        alice, bob = server.member(), server.member()
        talk(alice, bob)
        assert kith(alice, bob)["stage"] == kith(bob, alice)["stage"] == "friend"
        assert members(alice, FRIENDS) == [bob.id] and members(alice, ACQUAINTANCES) == []
