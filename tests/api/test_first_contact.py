"""First contact, as unmodified apps and Kith's own API see it: what waits and what goes through, nudges, offers, boundaries."""
import re, sys, os

sys.path.insert(0, os.path.dirname(__file__))
import pytest
from kith_openapi import KithClient

PITCH = "We just launched our new candle shop https://shop.example with a big sale: 20% off all handmade candles!"
ASK = "Please share this with your friends and followers!"
HELLO = "Hello! I saw the pictures of your garden. Which roses do you grow?"
REQUESTS = "/api/v1/notifications/requests"


def insist(author, text, **params):
    """Sends, and again if it comes back: what somebody does who was nudged and means it."""
    body = {"status": text, **params}
    sent = author.request("POST", "/api/v1/statuses", data=body)
    if sent.status_code == 422 and sent.json()["error"].startswith("Not sent yet."):
        sent = author.request("POST", "/api/v1/statuses", data=body)
    assert sent.status_code == 200, sent.text
    return sent.json()


def direct(author, to, text, **params):
    return insist(author, f"@{to.name} {text}", visibility="direct", **params)


def mentions_of(member):
    return [n["status"]["id"] for n in member.get("/api/v1/notifications?types[]=mention")]


def conversations_of(member):
    return [c["last_status"]["id"] for c in member.get("/api/v1/conversations")]


def exchange(one, other):
    first = one.toot(f"@{other.name} how was the concert last night?", visibility="direct")
    other.toot(f"@{one.name} very good, the second half above all", visibility="direct", in_reply_to_id=first["id"])


def test_strangers_pitch_waits_in_requests_with_the_reason(alice, bob):
    sent = direct(bob, alice, PITCH)
    assert mentions_of(alice) == [] and conversations_of(alice) == []
    assert alice.get("/api/v1/timelines/direct") == []
    [request] = alice.get(REQUESTS)
    assert request["account"]["id"] == bob.id and request["last_status"]["id"] == sent["id"]
    assert alice.get("/api/v2/notifications/policy")["summary"] == {"pending_requests_count": 1, "pending_notifications_count": 1}
    [shown] = KithClient(alice).get("/requests")
    assert shown["id"] == request["id"] and shown["stage"] == "stranger"
    [held] = shown["held"]
    assert held["status"]["id"] == sent["id"] and "pitch" in held["labels"] and held["open_links"] is False
    assert [r["code"] for r in held["reasons"]][0] == "stranger_pitches"
    assert "never spoken" in held["reasons"][0]["words"]
    assert held["evidence"] and all(held["text"][e["start"]:e["end"]] == e["text"] for e in held["evidence"])


def test_links_of_somebody_one_has_not_spoken_with_are_marked_as_closed(alice, bob, nobody):
    hello = direct(bob, alice, f"{HELLO} Mine are at https://roses.example/pictures")
    shown = lambda who: who.get(f"/api/v1/statuses/{hello['id']}").get("kith")
    assert shown(alice) == {"links_closed": True}
    assert shown(bob) is None, "its author learns nothing of it"
    plain = direct(bob, alice, "And do you prune them in spring?")
    assert "kith" not in alice.get(REQUESTS)[0]["last_status"], "nothing to close"
    alice.toot(f"@{bob.name} Old ones, mostly.", visibility="direct", in_reply_to_id=hello["id"])
    assert shown(alice) is None
    public = bob.toot("My roses: https://roses.example/pictures")
    assert "kith" not in alice.get(f"/api/v1/statuses/{public['id']}"), "not written to her"
    assert plain["kith"] == {"waits": [alice.name]}


def test_strangers_quote_that_pitches_waits_and_the_post_is_public(alice, bob, nobody):
    roses = alice.toot("My roses are in bloom this week.")
    sent = insist(bob, PITCH, quoted_status_id=roses["id"])
    assert sent["quote"]["quoted_status"]["id"] == roses["id"]
    assert bob.get(f"/api/v1/statuses/{sent['id']}")["kith"] == {"waits": [alice.name]}
    assert alice.get("/api/v1/notifications?types[]=quote") == []
    [shown] = KithClient(alice).get("/requests")
    [held] = shown["held"]
    assert (held["type"], held["status"]["id"]) == ("quote", sent["id"])
    assert "stranger_pitches" in [r["code"] for r in held["reasons"]]
    assert nobody.get(f"/api/v1/statuses/{sent['id']}")["id"] == sent["id"]
    KithClient(alice).post(f"/requests/{shown['id']}/accept")
    assert [n["status"]["id"] for n in alice.get("/api/v1/notifications?types[]=quote")] == [sent["id"]]
    assert "kith" not in bob.get(f"/api/v1/statuses/{sent['id']}")


def test_the_same_stranger_asks_about_the_garden_and_arrives(alice, bob):
    direct(bob, alice, PITCH)
    hello = direct(bob, alice, HELLO)
    assert mentions_of(alice) == [hello["id"]] and conversations_of(alice) == [hello["id"]]


def test_evidence_counts_code_points(alice, bob):
    direct(bob, alice, "🌹🌹 Grüße! " + ASK)
    [shown] = KithClient(alice).get("/requests")
    [held] = shown["held"]
    assert held["evidence"] and all(held["text"][e["start"]:e["end"]] == e["text"] for e in held["evidence"])
    assert "share" in held["asks"]


def test_same_letter_to_four_people_is_held_from_the_third_on(server, bob):
    waiting = []
    for i in range(4):
        reader = server.member()
        direct(bob, reader, "so glad to meet somebody else who loves old trains and long winter walks. What was your best trip this year?")
        waiting.append(len(reader.get(REQUESTS)))
    assert waiting == [0, 0, 1, 1]
    [request] = KithClient(reader).get("/requests")
    assert "stranger_template" in [r["code"] for r in request["held"][0]["reasons"]]


def test_ask_is_delivered_between_people_who_talk_and_waits_from_a_stranger_who_is_told_first(alice, bob, carol):
    exchange(alice, bob)
    before = len(mentions_of(alice))
    ask = bob.toot(f"@{alice.name} {ASK}", visibility="direct")
    assert len(mentions_of(alice)) == before + 1 and conversations_of(alice)[0] == ask["id"]
    refused = carol.post("/api/v1/statuses", {"status": f"@{alice.name} {ASK}", "visibility": "direct"}, expect=422)
    assert refused["kith"] == {"nudged": True}
    assert f"@{alice.name}" in refused["error"] and "never spoken" in refused["error"] and "Say hello" in refused["error"]
    sent = direct(carol, alice, ASK)
    assert sent["kith"] == {"waits": [alice.name]}
    assert [r["account"]["id"] for r in alice.get(REQUESTS)] == [carol.id]


def test_public_mention_waits_as_a_notification_only(alice, bob, nobody):
    sent = insist(bob, f"@{alice.name} {PITCH}")
    assert mentions_of(alice) == [] and len(alice.get(REQUESTS)) == 1
    assert nobody.get(f"/api/v1/statuses/{sent['id']}")["id"] == sent["id"]
    assert alice.get(f"/api/v1/accounts/{bob.id}/statuses")[0]["id"] == sent["id"]


def test_held_direct_message_is_in_no_list_and_can_be_opened(alice, bob):
    hello = direct(bob, alice, HELLO)
    sent = direct(bob, alice, PITCH, in_reply_to_id=hello["id"])
    assert sent["id"] not in [s["id"] for s in alice.get(f"/api/v1/statuses/{hello['id']}/context")["descendants"]]
    assert sent["id"] not in [s["id"] for s in alice.get(f"/api/v1/accounts/{bob.id}/statuses")]
    assert alice.get("/api/v2/search?q=candles&type=statuses")["statuses"] == []
    assert sent["id"] not in [s["id"] for s in alice.get("/api/v1/timelines/direct")]
    assert sent["id"] in [s["id"] for s in bob.get(f"/api/v1/statuses/{hello['id']}/context")["descendants"]]
    assert alice.get(f"/api/v1/statuses/{sent['id']}")["id"] == sent["id"]


def test_accepting_in_any_app_releases_and_teaches(alice, bob):
    sent = direct(bob, alice, PITCH)
    [request] = alice.get(REQUESTS)
    assert alice.post(f"{REQUESTS}/{request['id']}/accept") == {}
    assert alice.get(f"{REQUESTS}/merged") == {"merged": True}
    assert mentions_of(alice) == [sent["id"]] and conversations_of(alice) == [sent["id"]]
    assert alice.get("/api/v1/conversations")[0]["unread"] is True
    assert "kith" not in bob.get(f"/api/v1/statuses/{sent['id']}")
    another = direct(bob, alice, PITCH)
    assert mentions_of(alice)[0] == another["id"] and alice.get(REQUESTS) == []
    direct(bob, alice, ASK)
    assert len(alice.get(REQUESTS)) == 1, "asks were not accepted"


def test_dismissed_request_is_out_of_sight_and_never_lost(alice, bob, carol):
    kith = KithClient(alice)
    sent = [direct(other, alice, PITCH) for other in (bob, carol)]
    ids = [r["id"] for r in alice.get(REQUESTS)]
    kith.post("/requests/dismiss", ids=ids)
    assert alice.get(REQUESTS) == [] and kith.get("/requests") == []
    assert [r["id"] for r in kith.get("/requests", dismissed="true")] == ids
    assert kith.get(f"/requests/{ids[0]}")["dismissed"] is True
    assert bob.get(f"/api/v1/statuses/{sent[0]['id']}")["kith"] == {"waits": [alice.name]}, "the sender must not learn of it"
    kith.post("/requests/restore", ids=ids)
    assert [r["id"] for r in kith.get("/requests")] == ids and kith.get("/requests", dismissed="true") == []
    kith.post(f"/requests/{ids[0]}/dismiss")
    kith.post(f"/requests/{ids[0]}/restore")
    assert [r["id"] for r in alice.get(REQUESTS)] == ids, "at its old place"
    kith.post("/requests/restore", 404, ids=["1"])
    kith.post("/requests/dismiss", ids=ids)
    kith.post("/requests/accept", ids=ids)
    assert sorted(conversations_of(alice)) == sorted(s["id"] for s in sent)
    kith.post("/requests/accept", 404, ids=ids)
    kith.post("/requests/accept", 422)


def test_request_says_who_wrote_it(alice, bob, carol):
    exchange(alice, carol)
    carol.follow(bob)
    direct(bob, alice, PITCH)
    [shown] = KithClient(alice).get("/requests")
    assert "door_no_bio" in [r["code"] for r in shown["facts"]["against"]]
    assert "door_known_by" in [r["code"] for r in shown["facts"]["for"]]
    assert [k["account"]["id"] for k in shown["known_by"]] == [carol.id]


def test_what_waits_is_shown_however_much_arrived_from_the_same_sender_since(alice, bob):
    sent = direct(bob, alice, PITCH)
    for number in range(41):
        bob.post(f"/api/v1/statuses/{alice.toot(f'Rose number {number} is in bloom')['id']}/favourite")
    [shown] = KithClient(alice).get("/requests")
    assert [held["status"]["id"] for held in shown["held"]] == [sent["id"]]


def test_request_is_answered(alice, bob):
    kith = KithClient(alice)
    sent = direct(bob, alice, PITCH)
    [request] = kith.get("/requests")
    answer = kith.post(f"/requests/{request['id']}/answer", text="Not for me, but how do you make them?")
    assert answer["visibility"] == "direct" and [m["id"] for m in answer["mentions"]] == [bob.id]
    assert answer["in_reply_to_id"] == sent["id"]
    assert kith.get("/requests") == [] and conversations_of(bob) == [answer["id"]]
    kith.post(f"/requests/{request['id']}/answer", 404, text="again")


def test_boundary_from_a_request(alice, bob):
    kith = KithClient(alice)
    direct(bob, alice, PITCH)
    [request] = kith.get("/requests")
    kith.post(f"/requests/{request['id']}/boundary", 422)
    boundary = kith.post(f"/requests/{request['id']}/boundary", pitches=True)
    assert boundary["pitches"] and not boundary["all"] and boundary["words"].startswith(f"@{bob.name} ")
    assert kith.get("/requests") == []
    assert [b["account"]["id"] for b in kith.get("/boundaries")] == [bob.id]


def test_please_dont_ask_me_holds_the_next_ask_and_not_a_hello(alice, bob):
    exchange(alice, bob)
    kith = KithClient(alice)
    set_ = kith.call("PUT", f"/boundaries/{bob.id}", json={"asks": True})
    assert set_["asks"] is True and set_["since"] and "Please don’t ask me" in set_["words"]
    ask = bob.toot(f"@{alice.name} {ASK}", visibility="direct")
    [request] = kith.get("/requests")
    assert [r["code"] for r in request["held"][0]["reasons"]] == ["boundary_ask"]
    assert ask["kith"] == {"waits": [alice.name]}
    hello = bob.toot(f"@{alice.name} {HELLO}", visibility="direct")
    assert conversations_of(alice)[0] == hello["id"]
    gone = kith.delete(f"/boundaries/{bob.id}")
    assert gone["since"] is None and kith.get("/boundaries") == []
    assert conversations_of(alice)[0] == hello["id"], "what waits goes on waiting"
    kith.call("PUT", f"/boundaries/{alice.id}", 422, json={"asks": True})
    kith.call("PUT", "/boundaries/4711", 404, json={"asks": True})


def test_policy_is_set_and_published(alice, bob, nobody):
    kith = KithClient(alice)
    assert kith.get("/policy")["pitch"] == "friend"
    assert alice.get("/api/v1/accounts/verify_credentials")["fields"] == []
    changed = kith.patch("/policy", pitch="anyone", ask="nobody")
    assert (changed["pitch"], changed["ask"], changed["message"]) == ("anyone", "nobody", "anyone")
    kith.patch("/policy", 422, pitch="everybody")
    assert KithClient(bob).get(f"/accounts/{alice.id}/policy") == changed
    [field] = nobody.get(f"/api/v1/accounts/{alice.id}")["fields"]
    assert "Asks: nobody" in field["value"]
    assert alice.get("/api/v1/accounts/verify_credentials")["source"]["fields"] == []
    page = nobody.request("GET", f"/@{alice.name}").text
    assert all(words.replace("’", "&#39;") in page or words in page for words in changed["words"])
    sent = direct(bob, alice, PITCH)
    assert conversations_of(alice) == [sent["id"]]
    direct(bob, alice, ASK)
    assert len(alice.get(REQUESTS)) == 1


def test_nudge_comes_once_and_the_idempotency_key_may_stay(alice, bob):
    body = {"status": f"@{alice.name} {ASK}"}
    key = {"Idempotency-Key": "one-key"}
    assert bob.request("POST", "/api/v1/statuses", data=body, headers=key).status_code == 422
    first = bob.request("POST", "/api/v1/statuses", data=body, headers=key)
    again = bob.request("POST", "/api/v1/statuses", data=body, headers=key)
    assert first.status_code == again.status_code == 200 and first.json()["id"] == again.json()["id"]
    assert len([s for s in bob.get(f"/api/v1/accounts/{bob.id}/statuses")]) == 1


def test_nudges_can_be_turned_off(alice, bob):
    kith = KithClient(bob)
    assert kith.get("/compose/nudges") == {"enabled": True}
    assert kith.call("PUT", "/compose/nudges", json={"enabled": False}) == {"enabled": False}
    kith.call("PUT", "/compose/nudges", 422, json={})
    assert bob.toot(f"@{alice.name} {ASK}")["kith"] == {"waits": [alice.name]}


def test_nudge_when_a_post_is_scheduled(alice, bob):
    body = {"status": f"@{alice.name} {ASK}", "scheduled_at": "2099-01-01T00:00:00Z"}
    assert "Not sent yet." in bob.post("/api/v1/statuses", body, expect=422)["error"]
    assert bob.post("/api/v1/statuses", body)["params"]["text"] == body["status"]


def test_edit_that_turns_a_hello_into_a_pitch_moves_it_to_requests(alice, bob):
    sent = direct(bob, alice, HELLO)
    body = {"status": f"@{alice.name} {PITCH}"}
    assert "Not sent yet." in bob.put(f"/api/v1/statuses/{sent['id']}", body, expect=422)["error"]
    edited = bob.put(f"/api/v1/statuses/{sent['id']}", body)
    assert edited["kith"] == {"waits": [alice.name]}
    assert conversations_of(alice) == [] and mentions_of(alice) == [] and len(alice.get(REQUESTS)) == 1


def test_automated_accounts_are_not_nudged_but_held(alice, bob):
    bob.patch("/api/v1/accounts/update_credentials", {"bot": "true"})
    sent = bob.toot(f"@{alice.name} {PITCH}", visibility="direct")
    assert sent["kith"] == {"waits": [alice.name]}


def test_more_than_five_strangers(server, bob):
    names = [server.member().name for _ in range(6)]
    text = " ".join("@" + name for name in names) + " good morning to all of you"
    assert "mentions 6 people" in bob.post("/api/v1/statuses", {"status": text}, expect=422)["error"]


def test_pitch_over_the_budget_goes_to_offers(alice, bob, carol, nobody):
    for reader in (alice, carol):
        reader.follow(bob)
    KithClient(carol).call("PUT", f"/offers/authors/{bob.id}")
    assert [a["id"] for a in KithClient(carol).get("/offers/authors")] == [bob.id]
    inside = [bob.toot(f"{PITCH} {i}")["id"] for i in range(2)]
    assert "1 in 5" in bob.post("/api/v1/statuses", {"status": PITCH + " 3"}, expect=422)["error"]
    over = bob.toot(PITCH + " 3")["id"]
    assert [s["id"] for s in alice.get("/api/v1/timelines/home")] == inside[::-1]
    assert [s["id"] for s in carol.get("/api/v1/timelines/home")] == [over, *inside[::-1]]
    assert [s["id"] for s in KithClient(alice).get("/offers")] == [over]
    assert nobody.get(f"/api/v1/accounts/{bob.id}/statuses")[0]["id"] == over
    assert over in [s["id"] for s in nobody.get("/api/v1/timelines/public")]
    KithClient(carol).call("DELETE", f"/offers/authors/{bob.id}")
    offer = bob.toot(PITCH + " #offer")["id"]
    assert [s["id"] for s in KithClient(carol).get("/offers")] == [offer, over]
    assert offer not in [s["id"] for s in carol.get("/api/v1/timelines/home")]


def test_offers_list_holds_for_followers_what_stays_out_of_every_home(alice, bob, carol, nobody):
    alice.follow(bob)
    carol.post("/api/v1/tags/candlelight/follow")
    timeline = "/api/v1/timelines/list/5"
    inside = [insist(bob, f"{PITCH} {i} #candlelight")["id"] for i in range(2)]
    assert alice.get(timeline) == [] and alice.get("/api/v1/lists/5/accounts") == []
    over = insist(bob, f"{PITCH} once more #candlelight")["id"]
    assert [s["id"] for s in alice.get(timeline)] == [over]
    assert [a["id"] for a in alice.get("/api/v1/lists/5/accounts")] == [bob.id]
    assert [s["id"] for s in bob.get(f"/api/v1/accounts/{bob.id}/statuses")] == [over, *inside[::-1]]
    assert [s["id"] for s in alice.get("/api/v1/timelines/home")] == inside[::-1]
    assert [s["id"] for s in carol.get("/api/v1/timelines/home")] == inside[::-1], "who follows the hashtag is a stranger"
    assert carol.get(timeline) == [] and bob.get(timeline) == [], "only of people one follows"
    nobody.get(timeline, expect=401)
    assert [s["id"] for s in alice.get(timeline, params={"max_id": over})] == []
    alice.post(f"/api/v1/accounts/{bob.id}/unfollow")
    assert alice.get(timeline) == []


def test_who_leaves_answers_to_automated_messages_unanswered_is_labelled(server, alice, bob):
    subjects = ["trains", "roses", "chess", "bread", "maps", "boats", "owls"]

    def label():
        return alice.get("/api/v1/accounts/relationships", params={"id[]": bob.id})[0]["kith"].get("autopilot")

    for i in range(5):
        assert label() is None
        reader = server.member()
        reader.follow(bob)
        sent = direct(bob, reader, f"This is an automated message about {subjects[i]}: what do you like about "
                                   f"{subjects[(i + 3) % 7]} and {subjects[(i + 5) % 7]}?")
        reader.toot(f"@{bob.name} all of it! And you?", visibility="direct", in_reply_to_id=sent["id"])
    assert label() is True


def test_draft_is_checked_without_being_sent(alice, bob):
    kith = KithClient(bob)
    exchange(alice, bob)
    before = len(bob.get(f"/api/v1/accounts/{bob.id}/statuses"))
    checked = kith.post("/compose/check", status=f"@{alice.name} {ASK}", visibility="direct")
    assert "ask" in checked["flagged"] and checked["labels"]["ask"] > 0.5 and "share" in checked["asks"]
    [receiver] = checked["receivers"]
    assert receiver["account"]["id"] == alice.id and receiver["stage"] == "acquaintance" and receiver["last_spoke_at"]
    assert checked["nudge"]["comes_back"] is False and checked["budget"] is None
    checked = kith.post("/compose/check", status=PITCH)
    assert checked["budget"]["spent"] is False
    kith.post("/compose/check", 422, status="")
    assert len(bob.get(f"/api/v1/accounts/{bob.id}/statuses")) == before


def test_draft_to_a_stranger_says_that_it_would_come_back(alice, bob):
    checked = KithClient(bob).post("/compose/check", status=f"@{alice.name} {ASK}")
    assert checked["nudge"]["comes_back"] and checked["nudge"]["strangers"] == [alice.id]
    assert checked["nudge"]["reasons"][0]["code"] == "nudge_ask_to_strangers"
    assert checked["nudge"]["words"] == bob.post("/api/v1/statuses", {"status": f"@{alice.name} {ASK}"}, expect=422)["error"]


def strip(status):
    """A status without what must differ between two of them."""
    text = str(sorted((key, value) for key, value in status.items() if key != "account"))
    return re.sub(r"\d{6,}|\d{4}-\d\d-\d\dT[\d:.]+Z|u[0-9a-f]{10}", "", text)


def test_sender_cannot_tell_a_boundary_a_policy_a_dismissal_and_an_unread_request_apart(server, bob):
    seen = []
    for case in ("request", "dismissed", "boundary", "policy", "filtered", "muted", "dropped", "everything dropped", "blocked later"):
        reader = server.member()
        kith = KithClient(reader)
        if case == "boundary":
            kith.call("PUT", f"/boundaries/{bob.id}", json={"all": True})
        if case == "policy":
            kith.patch("/policy", message="nobody")
        if case == "filtered":
            reader.patch("/api/v2/notifications/policy", {"for_private_mentions": "filter"})
        if case == "dropped":
            drop(reader)
        if case == "everything dropped":
            reader.patch("/api/v2/notifications/policy", {"for_not_following": "drop", "for_not_followers": "drop"})
        if case == "muted":
            reader.post(f"/api/v1/accounts/{bob.id}/mute")
        sent = direct(bob, reader, PITCH)
        if case == "blocked later":
            reader.post(f"/api/v1/accounts/{bob.id}/block")
            reader.post(f"/api/v1/accounts/{bob.id}/unblock")
        if case == "dismissed":
            kith.post("/requests/dismiss", ids=[kith.get("/requests")[0]["id"]])
        seen.append(strip(bob.get(f"/api/v1/statuses/{sent['id']}")))
        assert sent["kith"] == {"waits": [reader.name]}
    assert len(set(seen)) == 1


def test_sender_of_hellos_cannot_tell_a_mute_and_a_drop_apart_from_silence(server):
    for case in ("silence", "muted", "dropped"):
        reader, sender = server.member(), server.member()
        if case == "muted":
            reader.post(f"/api/v1/accounts/{sender.id}/mute")
        if case == "dropped":
            drop(reader)
        hello, pitch, second = direct(sender, reader, HELLO), direct(sender, reader, PITCH), direct(sender, reader, "Are you there?")
        shown = [sender.get(f"/api/v1/statuses/{each['id']}").get("kith") for each in (hello, pitch, second)]
        assert shown == [None, {"waits": [reader.name]}, {"waits": [reader.name]}], case


def waiting_lists(member):
    """What waits, as each of the three lists has it."""
    mastodon = [r["account"]["id"] for r in member.get(REQUESTS)]
    assert [r["account"]["id"] for r in KithClient(member).get("/requests")] == mastodon
    summary = member.get("/api/v2/notifications/policy")["summary"]
    assert summary["pending_requests_count"] == len(mastodon)
    assert (summary["pending_notifications_count"] == 0) == (mastodon == [])
    return mastodon


def test_muted_sender_is_in_no_list_of_requests_until_the_mute_ends(alice, bob):
    direct(bob, alice, PITCH)
    [request] = alice.get(REQUESTS)
    alice.post(f"/api/v1/accounts/{bob.id}/mute")
    assert waiting_lists(alice) == []
    alice.get(f"{REQUESTS}/{request['id']}", expect=404)
    KithClient(alice).get(f"/requests/{request['id']}", 404)
    hello = direct(bob, alice, HELLO)
    ask = direct(bob, alice, ASK)
    assert waiting_lists(alice) == [] and conversations_of(alice) == [] and mentions_of(alice) == []
    alice.post(f"/api/v1/accounts/{bob.id}/unmute")
    assert waiting_lists(alice) == [bob.id] and conversations_of(alice) == [hello["id"]]
    [shown] = KithClient(alice).get("/requests")
    assert shown["count"] == 2 and shown["held"][0]["status"]["id"] == ask["id"]
    alice.post(f"/api/v1/accounts/{bob.id}/mute", {"notifications": "false"})
    assert waiting_lists(alice) == [bob.id]


def test_muted_conversation_is_in_no_list_of_requests_until_the_mute_ends(alice, bob):
    hello = direct(bob, alice, HELLO)
    alice.post(f"/api/v1/statuses/{hello['id']}/mute")
    sent = direct(bob, alice, PITCH, in_reply_to_id=hello["id"])
    assert sent["kith"] == {"waits": [alice.name]} and waiting_lists(alice) == []
    alice.post(f"/api/v1/statuses/{hello['id']}/unmute")
    assert waiting_lists(alice) == [bob.id]


def test_what_waits_outlives_a_block_by_either(alice, bob, carol):
    for blocker, other, sender in ((alice, bob, bob), (carol, alice, carol)):
        sent = direct(sender, alice, PITCH)
        blocker.post(f"/api/v1/accounts/{other.id}/block")
        assert sender.id not in waiting_lists(alice)
        blocker.post(f"/api/v1/accounts/{other.id}/unblock")
        assert sender.id in waiting_lists(alice)
        [shown] = [r for r in KithClient(alice).get("/requests") if r["account"]["id"] == sender.id]
        assert shown["held"][0]["status"]["id"] == sent["id"] and "candle shop" in shown["held"][0]["text"]
        assert sender.get(f"/api/v1/statuses/{sent['id']}")["kith"] == {"waits": [alice.name]}


def drop(reader):
    reader.patch("/api/v2/notifications/policy", {"for_private_mentions": "drop"})


def test_what_is_dropped_is_not_shown_not_counted_and_no_contact(alice, bob):
    kith = KithClient(alice)
    drop(alice)
    direct(bob, alice, PITCH)
    hello = direct(bob, alice, HELLO)
    assert waiting_lists(alice) == [] and kith.get("/requests", dismissed="true") == []
    assert mentions_of(alice) == [] and conversations_of(alice) == []
    assert alice.get("/api/v1/notifications?include_filtered=true") == []
    assert alice.get("/api/v1/timelines/direct") == [] and alice.get("/api/v1/timelines/list/4") == []
    assert alice.get("/api/v2/search?q=garden&type=statuses")["statuses"] == []
    assert kith.get("/people", show="unanswered")["people"] == []
    assert kith.get(f"/people/{bob.id}/history") == []
    entries = [e["kind"] for e in kith.get("/today")["entries"] if e["account"]["id"] == bob.id]
    assert entries in ([], ["newcomer"]), "nobody waits for an answer"
    assert alice.get(f"/api/v1/statuses/{hello['id']}")["id"] == hello["id"], "who has the address may read it"


def test_what_waits_or_is_muted_is_not_waiting_for_an_answer(alice, bob):
    kith = KithClient(alice)
    alice.post(f"/api/v1/accounts/{bob.id}/mute")
    direct(bob, alice, PITCH)
    assert kith.get(f"/people/{bob.id}/history") == [] and kith.get("/people", show="unanswered")["people"] == []
    direct(bob, alice, HELLO)
    assert alice.get("/api/v1/timelines/list/4") == []
    assert [e for e in kith.get("/today")["entries"] if e["account"]["id"] == bob.id] == []
    assert [h["kind"] for h in kith.get(f"/people/{bob.id}/history")] == ["direct"], "the hello alone was said"


@pytest.mark.parametrize("visibility", ["direct", "private"])
def test_requests_show_no_words_that_the_receiver_may_not_read(alice, bob, carol, visibility):
    sent = insist(bob, f"@{alice.name} {PITCH}", visibility=visibility)
    assert sent["kith"] == {"waits": [alice.name]} and waiting_lists(alice) == [bob.id]
    edited = bob.put(f"/api/v1/statuses/{sent['id']}", {"status": f"@{carol.name} the key is under the blue pot"})
    assert alice.name not in edited.get("kith", {}).get("waits", [])
    alice.get(f"/api/v1/statuses/{sent['id']}", expect=404)
    assert waiting_lists(alice) == [] and KithClient(alice).get("/requests", dismissed="true") == []


def test_words_for_followers_are_not_shown_to_whom_left(alice, bob):
    alice.follow(bob)
    roses = alice.toot("My roses are in bloom this week.")
    insist(bob, PITCH, quoted_status_id=roses["id"], visibility="private")
    [held] = KithClient(alice).get("/requests")[0]["held"]
    assert "candle shop" in held["text"]
    alice.post(f"/api/v1/accounts/{bob.id}/unfollow")
    [held] = KithClient(alice).get("/requests")[0]["held"]
    assert (held["status"], held["text"], held["evidence"]) == (None, "", [])


def test_deleting_a_hello_does_not_give_another_one(alice, bob):
    first = direct(bob, alice, HELLO)
    bob.delete(f"/api/v1/statuses/{first['id']}")
    second = direct(bob, alice, "Good morning! Did you see the frost on the hedges?")
    assert second["kith"] == {"waits": [alice.name]} and conversations_of(alice) == []
    [request] = KithClient(alice).get("/requests")
    assert [r["code"] for r in request["held"][0]["reasons"]][0] == "stranger_unanswered"


def test_ask_about_a_strangers_post_comes_back_once(alice, bob):
    roses = alice.toot("My roses are in bloom this week.")
    body = {"status": ASK, "quoted_status_id": roses["id"]}
    checked = KithClient(bob).post("/compose/check", **body)
    assert [r["account"]["id"] for r in checked["receivers"]] == [alice.id]
    assert checked["nudge"]["comes_back"] and checked["nudge"]["strangers"] == [alice.id]
    assert f"@{alice.name}" in bob.post("/api/v1/statuses", body, expect=422)["error"]
    assert bob.post("/api/v1/statuses", body)["kith"] == {"waits": [alice.name]}


def test_boundaries_are_about_messages(alice, bob):
    KithClient(alice).call("PUT", f"/boundaries/{bob.id}", json={"all": True})
    post = alice.toot("My roses are in bloom this week.")
    bob.post(f"/api/v1/statuses/{post['id']}/favourite")
    assert [n["type"] for n in alice.get("/api/v1/notifications")] == ["favourite"]
    assert bob.toot(f"@{alice.name} What roses!")["kith"] == {"waits": [alice.name]}


def test_nobody_else_sees_what_waits_or_what_was_decided(server, alice, bob, carol):
    kith = KithClient(alice)
    sent = insist(bob, f"@{alice.name} @{carol.name} {PITCH}", visibility="direct")
    assert sorted(sent["kith"]["waits"]) == sorted([alice.name, carol.name])
    assert carol.get(f"/api/v1/statuses/{sent['id']}")["kith"] == {"links_closed": True}, "nothing of another's requests"
    [request] = kith.get("/requests")
    kith.call("PUT", f"/boundaries/{bob.id}", json={"all": True})
    for other in (bob, carol):
        theirs = KithClient(other)
        theirs.get(f"/requests/{request['id']}", 404)
        theirs.post(f"/requests/{request['id']}/accept", 404)
        theirs.post(f"/requests/{request['id']}/dismiss", 404)
        assert theirs.get("/boundaries") == []
        assert theirs.get(f"/boundaries/{bob.id if other is carol else alice.id}")["since"] is None
    policy = KithClient(bob).get(f"/accounts/{alice.id}/policy")
    assert policy == KithClient(carol).get(f"/accounts/{alice.id}/policy"), "a boundary is not in the policy"
    assert server.nobody().get(f"/api/v1/accounts/{alice.id}")["fields"] == [], "nothing was published"


def test_everything_needs_a_token_of_its_scope(server, alice, nobody):
    reader = server.sign_in(alice.name, scopes="read")
    for method, path in (("GET", "/requests"), ("GET", "/boundaries"), ("GET", "/policy"), ("POST", "/compose/check")):
        assert nobody.request(method, "/api/kith/v1" + path).status_code == 401
    assert reader.request("PATCH", "/api/kith/v1/policy", json={"ask": "anyone"}).status_code == 403
    assert reader.request("PUT", "/api/kith/v1/boundaries/1", json={"asks": True}).status_code == 403
