"""Streams: WebSocket and server-sent events."""
import contextlib, json, threading
import pytest
import requests
import websocket


class Stream:
    """A WebSocket that a member listens on."""

    def __init__(self, member, query="", **options):
        url = member.server.base.replace("http", "ws") + "/api/v1/streaming" + query
        headers = options.pop("header", {"Authorization": "Bearer " + member.token})
        self.socket = websocket.create_connection(url, header=headers, timeout=60, **options)

    def say(self, **message):
        self.socket.send(json.dumps(message))

    def next(self):
        return json.loads(self.socket.recv())

    def wait(self, event, stream=None):
        """The next message of that event, others passed over."""
        while True:
            message = self.next()
            if message.get("event") == event and stream in (None, message["stream"]):
                return message

    def settled(self):
        """After this, everything said before is in force: the answers come in order."""
        self.say(type="subscribe", stream="nonsense")
        while self.next() != {"error": "Unknown stream type", "status": 400}:
            pass  # what happened meanwhile
        return self


@contextlib.contextmanager
def listening(member, query="", **options):
    stream = Stream(member, query, **options)
    try:
        yield stream.settled()
    finally:
        stream.socket.close()


def payload(message):
    return json.loads(message["payload"])


def test_home_notifications_edits_and_deletions_are_streamed(alice, bob):
    alice.follow(bob)
    with listening(alice, "?stream=user") as stream:
        made = bob.toot(f"@{alice.name} hello")
        got = [stream.next(), stream.next()]
        by_event = {m["event"]: m for m in got}
        assert set(by_event) == {"update", "notification"} and got[0]["stream"] == ["user"]
        update = payload(by_event["update"])
        assert update["id"] == made["id"] and update["favourited"] is False and update["filtered"] == []
        assert payload(by_event["notification"])["type"] == "mention"
        bob.put(f"/api/v1/statuses/{made['id']}", {"status": f"@{alice.name} hello there"})
        edited = payload(stream.wait("status.update"))
        assert edited["id"] == made["id"] and edited["edited_at"] and "there" in edited["content"]
        bob.delete(f"/api/v1/statuses/{made['id']}")
        assert stream.wait("delete") == {"stream": ["user"], "event": "delete", "payload": made["id"]}


def test_one_connection_listens_to_several_streams(alice, bob):
    with listening(alice) as stream:
        stream.say(type="subscribe", stream="public:local")
        stream.say(type="subscribe", stream="hashtag", tag="Tea")
        stream.settled()
        made = bob.toot("a cup of #tea")
        got = sorted((stream.next() for _ in range(2)), key=lambda m: m["stream"])
        assert [m["stream"] for m in got] == [["hashtag", "Tea"], ["public:local"]]
        assert all(m["event"] == "update" and payload(m)["id"] == made["id"] for m in got)
        stream.say(type="unsubscribe", stream="public:local")
        stream.settled()
        bob.toot("more #tea")
        assert stream.next()["stream"] == ["hashtag", "Tea"]
        bob.toot("nothing to drink")
        bob.toot("again #tea")
        assert "again" in stream.next()["payload"]


def test_public_streams_leave_out_what_is_not_public_or_not_wanted(alice, bob, carol):
    alice.post(f"/api/v1/accounts/{carol.id}/mute")
    with listening(alice, "?stream=public") as stream:
        bob.toot("for friends", visibility="private")
        bob.toot("quietly", visibility="unlisted")
        carol.toot("muted")
        first = bob.toot("for all")
        assert payload(stream.next())["id"] == first["id"]


def test_lists_conversations_filters_and_merges_are_streamed(alice, bob, carol):
    alice.follow(bob)
    mine = alice.post("/api/v1/lists", {"title": "tea"})["id"]
    alice.post(f"/api/v1/lists/{mine}/accounts", {"account_ids[]": bob.id})
    with listening(alice) as stream:
        for wanted in ({"stream": "list", "list": mine}, {"stream": "direct"}, {"stream": "user:notification"}):
            stream.say(type="subscribe", **wanted)
        stream.settled()
        made = bob.toot("hello list")
        message = stream.next()
        assert message["stream"] == ["list", mine] and payload(message)["id"] == made["id"]
        bob.toot(f"@{alice.name} psst", visibility="direct")
        conversation = payload(stream.wait("conversation", ["direct"]))
        assert conversation["unread"] is True and conversation["accounts"][0]["id"] == bob.id
        stream.say(type="subscribe", stream="user")
        stream.settled()
        alice.post("/api/v2/filters", {"title": "x", "context[]": "home"})
        assert stream.wait("filters_changed") == {"stream": ["user"], "event": "filters_changed"}
        alice.patch("/api/v2/notifications/policy", {"for_not_following": "filter"})
        carol.toot(f"@{alice.name} stranger here")
        [request] = alice.get("/api/v1/notifications/requests")
        alice.post(f"/api/v1/notifications/requests/{request['id']}/accept")
        assert stream.wait("notifications_merged")["event"] == "notifications_merged"


def test_who_is_held_is_told_to_the_receiver_on_a_stream_of_its_own(alice, bob):
    with listening(alice, "?stream=kith") as held, listening(alice) as own, listening(bob, "?stream=kith") as sender:
        pitch = {"status": f"@{alice.name} We just launched our shop, visit my site https://shop.example and save 20%!",
                 "visibility": "direct"}
        bob.post("/api/v1/statuses", pitch, expect=422)  # the word of warning
        bob.post("/api/v1/statuses", pitch)
        assert held.next() == {"stream": ["kith"], "event": "requests_grown"}
        for other in (own, sender):
            other.say(type="subscribe", stream="nonsense")
            assert other.next() == {"error": "Unknown stream type", "status": 400}


def test_an_edit_of_a_direct_message_reaches_whom_the_message_reached(alice, bob, carol):
    carol.patch("/api/v2/notifications/policy", {"for_private_mentions": "filter"})
    made = bob.toot(f"@{alice.name} @{carol.name} how was the concert?", visibility="direct")
    with listening(alice, "?stream=user") as reached, listening(carol, "?stream=user") as waiting:
        bob.put(f"/api/v1/statuses/{made['id']}", {"status": f"@{alice.name} @{carol.name} how was it?"})
        assert payload(reached.wait("status.update"))["id"] == made["id"]
        own = carol.toot("good evening")
        assert payload(waiting.next())["id"] == own["id"], "nothing came before it"


def test_lists_that_fill_themselves_are_streamed_to_their_owner_alone(alice, bob, carol):
    first = alice.toot(f"@{bob.name} how was the concert last night?", visibility="direct")
    bob.toot(f"@{alice.name} very good, the second half above all", visibility="direct", in_reply_to_id=first["id"])
    with listening(alice, "?stream=list&list=3") as mine, listening(carol, "?stream=list&list=3") as others:
        made = bob.toot("hello acquaintances")
        message = mine.wait("update")
        assert message["stream"] == ["list", "3"] and payload(message)["id"] == made["id"]
        others.say(type="subscribe", stream="public")
        others.settled()
        later = bob.toot("and everybody")
        message = others.wait("update")
        assert message["stream"] == ["public"] and payload(message)["id"] == later["id"], "nothing came before it"


def test_another_members_list_and_wrong_streams_are_refused(alice, bob):
    theirs = bob.post("/api/v1/lists", {"title": "mine"})["id"]
    with listening(alice) as stream:
        stream.say(type="subscribe", stream="list", list=theirs)
        assert stream.next()["status"] == 404
        stream.say(type="subscribe", stream="hashtag")
        assert stream.next()["status"] == 400
        for nonsense in ("{broken", "[]", "1", json.dumps({"type": "dance"})):
            stream.socket.send(nonsense)
            assert stream.next()["status"] == 400
        for n in range(60):
            stream.say(type="subscribe", stream="hashtag", tag=f"tag{n}")
        assert stream.next() == {"error": "Too many streams on one connection", "status": 400}


def test_token_is_taken_from_header_protocol_or_query(alice):
    with listening(alice, "?access_token=" + alice.token, header={}):
        pass
    with listening(alice, header={}, subprotocols=[alice.token]):
        pass
    for query, header in (("", {}), ("?access_token=wrong", {}), ("", {"Authorization": "Bearer wrong"})):
        with pytest.raises(websocket.WebSocketBadStatusException) as refused:
            Stream(alice, query, header=header)
        assert refused.value.status_code == 401


def test_scopes_are_asked_for(server, alice):
    narrow = server.sign_in(alice.name, "read:notifications write", alice.id)
    with listening(narrow) as stream:
        stream.say(type="subscribe", stream="user")
        assert stream.next()["status"] == 401
        stream.say(type="subscribe", stream="user:notification")
        stream.settled()


def test_who_may_not_read_notifications_hears_of_posts_only(server, alice, bob):
    alice.follow(bob)
    narrow = server.sign_in(alice.name, "read:statuses", alice.id)
    with listening(narrow, "?stream=user") as stream, listening(alice, "?stream=user") as whole:
        stream.say(type="subscribe", stream="user:notification")
        assert stream.next()["status"] == 401
        first = bob.toot(f"@{alice.name} hello")
        assert {whole.next()["event"], whole.next()["event"]} == {"update", "notification"}
        second = bob.toot("good night")
        assert [(m["event"], payload(m)["id"]) for m in (stream.next(), stream.next())] == [("update", first["id"]), ("update", second["id"])]


def test_a_deletion_reaches_those_whom_the_words_reached_and_nobody_else(alice, bob, carol):
    carol.follow(bob)
    asked = alice.toot(f"@{bob.name} shall we talk?")
    with listening(alice, "?stream=user") as to, listening(carol, "?stream=user") as other:
        for visibility in ("direct", "private"):
            made = bob.toot(f"@{alice.name} between us", visibility=visibility, in_reply_to_id=asked["id"])
            to.wait("notification")
            bob.delete(f"/api/v1/statuses/{made['id']}")
            assert to.next() == {"stream": ["user"], "event": "delete", "payload": made["id"]}
        assert other.next() == {"stream": ["user"], "event": "delete", "payload": made["id"]}, "only of the one for followers"


def test_a_deletion_says_nothing_to_whom_the_message_waited_for(alice, bob):
    alice.patch("/api/v2/notifications/policy", {"for_private_mentions": "filter"})
    made = bob.toot(f"@{alice.name} how was the concert?", visibility="direct")
    with listening(alice, "?stream=user") as stream:
        bob.delete(f"/api/v1/statuses/{made['id']}")
        own = alice.toot("good morning")
        assert payload(stream.next())["id"] == own["id"], "nothing came before it"


def sse(member, path):
    answer = requests.get(member.server.base + path, headers={"Authorization": "Bearer " + member.token}, stream=True, timeout=60)
    assert answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/event-stream")
    return answer


def next_event(lines):
    event = {}
    for line in lines:
        if line.startswith(":"):
            continue
        if not line:
            if event:
                return event
            continue
        key, _, value = line.partition(": ")
        event[key] = value
    raise AssertionError("the stream ended")


def test_server_sent_events_carry_the_same(alice, bob):
    alice.follow(bob)
    for path in ("/api/v1/streaming/user", "/api/v1/streaming?stream=user", "/api/v1/streaming/public", "/api/v1/streaming/public/local", "/api/v1/streaming/hashtag?tag=tea"):
        with sse(alice, path) as answer:
            made = bob.toot(f"#tea for {path}")
            event = next_event(answer.iter_lines(chunk_size=1, decode_unicode=True))
            assert event["event"] == "update" and json.loads(event["data"])["id"] == made["id"]
    with sse(alice, "/api/v1/streaming/user") as answer:
        alice.post("/api/v2/filters", {"title": "x", "context[]": "home"})
        assert next_event(answer.iter_lines(chunk_size=1, decode_unicode=True)) == {"event": "filters_changed", "data": "undefined"}


def test_health_and_refusals_over_http(alice, nobody):
    assert nobody.request("GET", "/api/v1/streaming/health").text == "OK"
    nobody.get("/api/v1/streaming/public", expect=401)
    alice.get("/api/v1/streaming", expect=404)
    assert alice.get("/api/v1/streaming?stream=nonsense", expect=400)["error"] == "Unknown channel requested"
    alice.get("/api/v1/streaming/hashtag", expect=400)
    alice.get("/api/v1/streaming/list?list=12", expect=404)
