"""The stories of Kith as Mastodon.py tells them, unchanged, and Kith's own API beside it. Those that take weeks are in
test_stories_over_weeks.py."""
import pytest
from kith_server import Server
from mastodon import MastodonAPIError
from stories import ACQUAINTANCES, ASK, HELLO, LETTER, OFFERS, PITCH, POLICY, REQUESTS, VISIT, Member, talk


@pytest.fixture(scope="module")
def server():
    with Server() as running:
        yield running


@pytest.fixture
def member(server):
    return lambda name: Member(server, name)


def test_visit_my_site_waits_with_the_reason_and_the_garden_arrives(member):
    anna, vito = member("anna"), member("vito")
    visit = vito.write(anna, VISIT)
    assert visit.kith["waits"] == ["anna"]
    assert anna.app.notifications() == [] and anna.inbox() == []

    summary = anna.ask("GET", POLICY).summary
    assert (summary.pending_requests_count, summary.pending_notifications_count) == (1, 1)
    [waiting] = anna.ask("GET", REQUESTS)
    assert waiting.account.id == vito.id and waiting.last_status.id == visit.id and int(waiting.notifications_count) == 1
    assert anna.ask("GET", f"{REQUESTS}/{waiting.id}").last_status.id == visit.id
    assert "candles.example" in anna.app.status(visit.id).content, "it can be opened from there"

    [shown] = anna.kith.get("/requests")
    assert (shown["id"], shown["stage"]) == (str(waiting.id), "stranger")
    [held] = shown["held"]
    assert held["status"]["id"] == str(visit.id) and "pitch" in held["labels"] and held["open_links"] is False
    reason = held["reasons"][0]
    assert reason["code"] == "stranger_pitches"
    assert reason["words"] == "You have never spoken with them, and this promotes something of theirs."
    assert held["evidence"] and all(held["text"][e["start"] : e["end"]] == e["text"] for e in held["evidence"])

    garden = vito.write(anna, HELLO)
    assert "kith" not in garden
    assert anna.notified() == [garden.id] and anna.inbox() == [garden.id]
    assert anna.requests() == [(vito.id, visit.id)], "the other goes on waiting"


def test_accepting_in_the_app_releases_and_teaches(member):
    bella, otto = member("bella"), member("otto")
    visit = otto.write(bella, VISIT)
    [waiting] = bella.ask("GET", REQUESTS)
    bella.ask("POST", f"{REQUESTS}/{waiting.id}/accept")
    assert bella.notified() == [visit.id] and bella.inbox() == [visit.id]
    assert bella.requests() == [] and bella.kith.get("/requests") == []
    assert bella.ask("GET", POLICY).summary.pending_requests_count == 0
    assert "kith" not in otto.app.status(visit.id), "it no longer waits"
    again = otto.write(bella, PITCH)
    assert bella.notified()[0] == again.id and bella.requests() == []
    ask = otto.write(bella, ASK)
    assert bella.requests() == [(otto.id, ask.id)], "asks were not accepted"


def test_dismissing_in_the_app_puts_aside_and_loses_nothing(member):
    cleo, paul = member("cleo"), member("paul")
    visit = paul.write(cleo, VISIT)
    [waiting] = cleo.ask("GET", REQUESTS)
    cleo.ask("POST", f"{REQUESTS}/{waiting.id}/dismiss")
    assert cleo.requests() == [] and cleo.app.notifications() == [] and cleo.kith.get("/requests") == []
    [shown] = cleo.kith.get("/requests", dismissed="true")
    assert [h["status"]["id"] for h in shown["held"]] == [str(visit.id)]
    assert paul.app.status(visit.id).kith["waits"] == ["cleo"], "the sender sees no difference"
    cleo.kith.post(f"/requests/{shown['id']}/accept")
    assert cleo.notified() == [visit.id] and cleo.inbox() == [visit.id]


def test_policy_set_in_the_app_holds_a_hello_and_kith_says_why(member):
    dora, egon = member("dora"), member("egon")
    assert dora.ask("PATCH", POLICY, for_not_following="filter").for_not_following == "filter"
    hello = egon.write(dora, HELLO)
    assert dora.notified() == [] and dora.inbox() == [] and dora.requests() == [(egon.id, hello.id)]
    [shown] = dora.kith.get("/requests")
    assert "notification_policy" in [r["code"] for r in shown["held"][0]["reasons"]]
    dora.ask("PATCH", POLICY, for_not_following="accept")
    dora.app.account_follow(egon.id)
    second = egon.write(dora, "Are they the old climbing ones, and do they stand in the sun?")
    assert second.id in dora.notified()


def test_same_letter_to_four_people_waits_from_the_third_on(member):
    rosa = member("rosa")
    readers = [member(name) for name in ("ralf", "rita", "rolf", "ruth")]
    sent = [rosa.app.status_post(f"@{reader.name} {LETTER}", visibility="direct") for reader in readers[:2]]
    for reader in readers[2:]:
        with pytest.raises(MastodonAPIError) as refused:
            rosa.app.status_post(f"@{reader.name} {LETTER}", visibility="direct")
        assert "nearly the same words" in str(refused.value)
        sent.append(rosa.app.status_post(f"@{reader.name} {LETTER}", visibility="direct"))
    arrived = [reader.inbox() == reader.notified() == [status.id] for reader, status in zip(readers, sent)]
    waiting = [reader.requests() == [(rosa.id, status.id)] for reader, status in zip(readers, sent)]
    assert arrived == [True, True, False, False] and waiting == [False, False, True, True]
    for reader in readers[2:]:
        [shown] = reader.kith.get("/requests")
        assert "stranger_template" in [r["code"] for r in shown["held"][0]["reasons"]]
    assert all(reader.kith.get("/requests") == [] for reader in readers[:2])


def test_strangers_ask_for_a_share_comes_back_once_and_then_waits(member):
    gina, vera = member("gina"), member("vera")
    draft = vera.kith.post("/compose/check", status=f"@gina {ASK}", visibility="direct")
    assert draft["nudge"]["comes_back"] and draft["nudge"]["strangers"] == [str(gina.id)] and "share" in draft["asks"]
    with pytest.raises(MastodonAPIError) as refused:
        vera.app.status_post(f"@gina {ASK}", visibility="direct")
    assert refused.value.args[1] == 422 and refused.value.args[3] == draft["nudge"]["words"]
    assert "@gina" in str(refused.value) and "never spoken with" in str(refused.value)
    assert "Say hello" in str(refused.value) and "post the same text again" in str(refused.value)
    assert gina.requests() == [] and vera.app.account_statuses(vera.id) == [], "nothing was sent"
    sent = vera.app.status_post(f"@gina {ASK}", visibility="direct")
    assert sent.kith["waits"] == ["gina"]
    assert gina.inbox() == gina.notified() == [] and gina.requests() == [(vera.id, sent.id)]
    [shown] = gina.kith.get("/requests")
    assert shown["held"][0]["reasons"][0]["code"] == "stranger_asks"


def test_pitch_over_the_budget_is_on_the_profile_and_in_offers_and_in_no_strangers_home(member):
    lena, moritz, hanna = member("lena"), member("moritz"), member("hanna")
    lena.app.account_follow(moritz.id)
    hanna.ask("POST", "/api/v1/tags/candlelight/follow")
    inside = [moritz.app.status_post(f"{PITCH} {n} #candlelight").id for n in range(2)]
    assert lena.app.timeline_list(OFFERS) == [] and lena.app.list_accounts(OFFERS) == []
    assert moritz.kith.post("/compose/check", status=PITCH)["budget"]["spent"] is True
    with pytest.raises(MastodonAPIError) as refused:
        moritz.app.status_post(f"{PITCH} again #candlelight")
    assert "1 in 5" in str(refused.value)
    over = moritz.app.status_post(f"{PITCH} again #candlelight").id
    for reader in (lena, hanna):
        assert [s.id for s in reader.app.account_statuses(moritz.id)] == [over, *inside[::-1]]
        assert [s.id for s in reader.app.timeline_home()] == inside[::-1]
        assert over in [s.id for s in reader.app.timeline_hashtag("candlelight")]
    assert [s.id for s in lena.app.timeline_list(OFFERS)] == [over]
    assert [a.id for a in lena.app.list_accounts(OFFERS)] == [moritz.id]
    assert [s["id"] for s in lena.kith.get("/offers")] == [str(over)]
    assert hanna.app.timeline_list(OFFERS) == [] and hanna.kith.get("/offers") == [], "only of people one follows"

    lena.kith.call("PUT", f"/offers/authors/{moritz.id}")
    asked_for = moritz.insist(f"{PITCH} once more").id
    assert [s.id for s in lena.app.timeline_home()][0] == asked_for, "who asked for them has them at home"


def test_please_dont_ask_me_holds_the_next_ask_and_not_a_hello(member):
    ida, kurt = member("ida"), member("kurt")
    talk(ida, kurt, visibility="direct")
    ask = kurt.app.status_post(f"@ida {ASK}", visibility="direct")
    assert ida.inbox()[0] == ask.id, "people who talk may ask"

    boundary = ida.kith.call("PUT", f"/boundaries/{kurt.id}", json={"asks": True})
    assert boundary["asks"] and "Please don’t ask me" in boundary["words"]
    assert len(kurt.notified()) == 1, "setting it sends nothing"
    ida.app.status_post(boundary["words"], visibility="direct", in_reply_to_id=ask.id)
    assert len(kurt.notified()) == 2, "the words, which she chose to send"

    next_ask = kurt.insist("@ida And now please share my new post with everybody you know!", visibility="direct")
    assert next_ask.kith["waits"] == ["ida"]
    assert next_ask.id not in ida.notified() + ida.inbox() and ida.requests() == [(kurt.id, next_ask.id)]
    [shown] = ida.kith.get("/requests")
    assert [r["code"] for r in shown["held"][0]["reasons"]] == ["boundary_ask"]
    hello = kurt.app.status_post(f"@ida {HELLO}", visibility="direct")
    assert ida.notified()[0] == hello.id and ida.inbox()[0] == hello.id
    assert ida.stage(kurt) == kurt.stage(ida) == "acquaintance", "a boundary is no stage"


def test_follower_without_bio_who_follows_very_many_is_described_and_left_in_peace(server, member):
    nora, otis = member("nora"), member("otis")
    for n in range(30):
        server.command("account", "create", f"many{n}", "--email", f"many{n}@example.org", "--password-stdin", "--confirmed",
                       stdin=server.PASSWORD + "\n")
        otis.app.account_follow(otis.app.account_lookup(f"many{n}").id)
    otis.app.account_follow(nora.id)

    [newcomer] = nora.kith.get("/door")
    assert (newcomer["account"]["id"], newcomer["kind"]) == (str(otis.id), "follower")
    words = {r["code"]: r["words"] for r in newcomer["facts"]["against"]}
    assert words["door_no_bio"] == "They say nothing about who they are."
    assert words["door_followed_by_nobody"] == "They follow 31 accounts and nobody follows them."

    [follow] = nora.app.notifications()
    assert (follow.type, follow.account.id) == ("follow", otis.id), "it is told like any other"
    assert [a.id for a in nora.app.account_followers(nora.id)] == [otis.id]
    assert nora.requests() == [] and nora.app.mutes() == nora.app.blocks() == []
    relationship = nora.app.account_relationships(otis.id)[0]
    assert relationship.followed_by and not (relationship.following or relationship.muting or relationship.blocking)
    hello = otis.write(nora, HELLO)
    assert nora.inbox() == [hello.id], "nor does it count against what they say"


def test_code_at_an_event_makes_acquaintances_of_those_who_were_there(member):
    host, absent = member("hilde"), member("absent")
    guests = [member(name) for name in ("guest1", "guest2", "guest3")]
    code = host.kith.post("/met/code")["code"]
    for guest, typed in zip(guests, (code, code.lower(), code.replace("-", " "))):
        assert host.stage(guest) == guest.stage(host) == "stranger"
        assert guest.kith.post("/met", code=typed)["account"]["id"] == str(host.id)
        assert host.stage(guest) == guest.stage(host) == "acquaintance"
        assert "stage_met" in host.reasons(guest)
    assert {a.id for a in host.app.list_accounts(ACQUAINTANCES)} == {guest.id for guest in guests}
    assert guests[0].stage(guests[1]) == "stranger", "guests learn nothing of each other"
    assert [m["account"]["id"] for m in host.kith.get("/met")] == [str(guest.id) for guest in reversed(guests)]

    ask = guests[0].app.status_post(f"@hilde {ASK}", visibility="direct")
    assert host.inbox() == [ask.id], "people who met may ask, unasked"
    held = absent.write(host, ASK)
    assert host.requests() == [(absent.id, held.id)]
    host.kith.delete(f"/people/{guests[0].id}/met")
    assert host.stage(guests[0]) == guests[0].stage(host) == "stranger", "taken back for both"


def test_path_of_three_steps_shows_only_the_first(member):
    sven, tara, ugo, wanda = (member(name) for name in ("sven", "tara", "ugo", "wanda"))
    for one, another in ((sven, tara), (tara, ugo), (ugo, wanda)):
        talk(one, another)
    path = sven.kith.get(f"/paths/{wanda.id}")
    assert path["steps"] == 3
    [step] = path["first_steps"]
    assert (step["account"]["id"], step["steps_left"], step["stage"]) == (str(tara.id), 2, "acquaintance")

    in_the_app = sven.ask("GET", f"/api/kith/v1/paths/{wanda.id}")
    assert [s.account.id for s in in_the_app.first_steps] == [tara.id]
    assert str(ugo.id) not in str(in_the_app) and "ugo" not in str(in_the_app)
    with pytest.raises(MastodonAPIError) as refused:
        sven.app.status_post(f"@wanda {ASK}")
    assert "ugo" not in str(refused.value)

    assert [s["account"]["id"] for s in tara.kith.get(f"/paths/{wanda.id}")["first_steps"]] == [str(ugo.id)]
    with pytest.raises(MastodonAPIError) as refused:
        tara.app.status_post(f"@wanda {ASK}")
    assert "Ask @ugo to introduce you to @wanda." in str(refused.value), "the next step is known to the first"
    tara.kith.patch("/settings", connector=False)
    assert sven.kith.get(f"/paths/{wanda.id}") == {"steps": None, "first_steps": []}
