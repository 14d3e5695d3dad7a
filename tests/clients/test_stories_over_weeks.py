"""Stories that take time, on a server for which it is each of their days (libfaketime), through Mastodon.py and Kith's API."""
import pytest
from mastodon import MastodonAPIError
from stories import ACQUAINTANCES, ASK, FRIENDS, LETTER, TRUSTED, Days, Member, talk

LISTS = {"trusted": TRUSTED, "friend": FRIENDS, "acquaintance": ACQUAINTANCES}


@pytest.fixture
def server():
    running = Days()
    try:
        yield running.day(0)
    finally:
        running.close()


@pytest.fixture
def member(server):
    return lambda name: Member(server, name)


def talk_on(server, one, another, *days):
    for day in days:
        server.day(day)
        talk(one, another, f"the concert of day {day}")


def quiet(member):
    return [int(p["account"]["id"]) for p in member.kith.get("/people", show="quiet")["people"]]


def test_two_who_answer_each_other_are_friends_on_the_fifteenth_day_and_fall_quiet(server, member):
    ada, ben = member("ada"), member("ben")
    assert ada.stage(ben) == ben.stage(ada) == "stranger"
    for day, stage, reason in (
        (0, "acquaintance", "stage_friend_needs_days"),
        (5, "acquaintance", "stage_friend_needs_days"),
        (9, "acquaintance", "stage_friend_needs_days"),
        (13, "acquaintance", "stage_friend_needs_span"),
        (14, "friend", "stage_friend_days"),
        (20, "friend", "stage_trusted_needs_days"),
        (27, "friend", "stage_trusted_needs_days"),
        (34, "friend", "stage_trusted_needs_days"),
        (41, "friend", "stage_trusted_needs_days"),
        (59, "friend", "stage_trusted_needs_span"),
        (60, "trusted", "stage_trusted_days"),
    ):
        talk_on(server, ada, ben, day)
        for me, other in ((ada, ben), (ben, ada)):
            assert (day, me.stage(other)) == (day, stage)
            assert reason in me.reasons(other)
            assert me.tie(other)["last_contact_at"].startswith(server.date(day).strftime("%Y-%m-%d"))
            post = other.app.status_post(f"the bread of day {day} is ready")
            shown = [name for name, which in LISTS.items() if post.id in [s.id for s in me.app.timeline_list(which)]]
            assert shown == [stage]
            assert me.kith.get("/people", stage=stage)["people"][0]["account"]["id"] == str(other.id)
    near = ada.tie(ben)["strength"]

    # The last word was Ben's, so it is he who misses something.
    server.day(100, hour=13)  # forty days since then, however long the talk took
    [entry] = [e for e in ben.kith.get("/today")["entries"] if e["kind"] == "quiet"]
    assert entry["account"]["id"] == str(ada.id) and entry["action"] == "write"
    assert entry["reason"]["words"].endswith("it has been 40.")

    for silence, stage, is_quiet in (
        (179, "trusted", False),
        (180, "trusted", True),
        (364, "trusted", True),
        (365, "friend", True),
        (729, "friend", True),
        (730, "acquaintance", True),
        (1100, "acquaintance", True),
    ):
        server.day(60 + silence, hour=13)
        for me, other in ((ada, ben), (ben, ada)):
            assert (silence, me.stage(other), other.id in quiet(me)) == (silence, stage, is_quiet)
            assert ("stage_quiet" in me.reasons(other)) == (is_quiet and stage == "trusted")
            assert ("stage_fell" in me.reasons(other)) == (stage != "trusted")
    assert ada.tie(ben)["strength"] < near / 10

    ben.app.status_post("@ada I thought of you today")
    assert ada.stage(ben) == ben.stage(ada) == "trusted", "one contact lifts it again"
    assert quiet(ada) == quiet(ben) == []


def test_friends_take_four_days_however_long_they_know_each_other(server, member):
    carl, dina, eva = member("carl"), member("dina"), member("eva")
    for day in (0, 15, 30):
        talk_on(server, carl, dina, day)
        talk(carl, dina, "the second concert of that day")
        eva.app.status_post(f"@carl how was the concert of day {day}?")
    assert carl.stage(dina) == dina.stage(carl) == "acquaintance", "two talks on one day are one day"
    assert "stage_friend_needs_days" in carl.reasons(dina) and "stage_friend_needs_span" not in carl.reasons(dina)
    assert carl.stage(eva) == eva.stage(carl) == "stranger", "nobody is befriended by writing to them"
    talk_on(server, dina, carl, 45)
    assert carl.stage(dina) == dina.stage(carl) == "friend"


def test_answer_that_takes_more_than_two_weeks_is_no_exchange(server, member):
    finn, gesa, heidi = member("finn"), member("gesa"), member("heidi")
    question = finn.app.status_post("@gesa @heidi how was the concert?")
    server.day(14, hour=11)
    gesa.app.status_post("@finn very good", in_reply_to_id=question.id)
    server.day(15)
    heidi.app.status_post("@finn very good", in_reply_to_id=question.id)
    assert finn.stage(gesa) == gesa.stage(finn) == "acquaintance"
    assert finn.stage(heidi) == heidi.stage(finn) == "stranger"


def test_ask_of_somebody_one_talks_with_weekly_arrives_and_that_of_a_stranger_waits(server, member):
    jana, karl, vera = member("jana"), member("karl"), member("vera")
    for day in (0, 7, 14, 21):
        server.day(day)
        talk(jana, karl, f"the concert of week {day // 7}", visibility="direct")
    server.day(23)
    assert karl.kith.post("/compose/check", status=f"@jana {ASK}", visibility="direct")["nudge"]["comes_back"] is False
    ask = karl.app.status_post(f"@jana {ASK}", visibility="direct")
    assert "kith" not in ask and jana.notified()[0] == jana.inbox()[0] == ask.id
    with pytest.raises(MastodonAPIError) as refused:
        vera.app.status_post(f"@jana {ASK}", visibility="direct")
    assert "you have never spoken with" in str(refused.value) and "@jana" in str(refused.value)
    held = vera.app.status_post(f"@jana {ASK}", visibility="direct")
    assert held.kith["waits"] == ["jana"] and jana.requests() == [(vera.id, held.id)]
    assert held.id not in jana.notified() + jana.inbox()
    assert [r["account"]["id"] for r in jana.kith.get("/requests")] == [str(vera.id)]


def test_friends_who_vouch_for_each_other_are_trusted(server, member):
    lisa, mark = member("lisa"), member("mark")
    vouch = lambda one, another: one.kith.post(f"/people/{another.id}/vouch")["vouch"]
    lisa.kith.call("POST", f"/people/{mark.id}/vouch", 422)  # nobody vouches for a stranger
    talk(lisa, mark)
    talk_on(server, lisa, mark, 5, 9, 14)
    assert lisa.stage(mark) == mark.stage(lisa) == "friend"
    assert vouch(lisa, mark) == {"mine": True, "both": False}
    assert lisa.stage(mark) == mark.stage(lisa) == "friend"
    assert mark.kith.get(f"/people/{lisa.id}")["vouch"] == {"mine": False, "both": False}, "he does not learn of it"
    assert vouch(mark, lisa) == {"mine": True, "both": True}
    assert lisa.stage(mark) == mark.stage(lisa) == "trusted"
    assert "stage_trusted_vouched" in lisa.reasons(mark)
    post = mark.app.status_post("the bread is ready")
    assert lisa.app.timeline_list(TRUSTED)[0].id == post.id
    lisa.kith.delete(f"/people/{mark.id}/vouch")
    assert lisa.stage(mark) == mark.stage(lisa) == "friend"


def test_vouching_waits_for_friendship(server, member):
    nils, olga = member("nils"), member("olga")
    talk(nils, olga)
    nils.kith.post(f"/people/{olga.id}/vouch")
    olga.kith.post(f"/people/{nils.id}/vouch")
    assert nils.stage(olga) == olga.stage(nils) == "acquaintance"
    talk_on(server, nils, olga, 5, 9, 13)
    assert nils.stage(olga) == olga.stage(nils) == "acquaintance"
    talk_on(server, nils, olga, 14)
    assert nils.stage(olga) == olga.stage(nils) == "trusted"


def test_code_of_an_event_ends_after_ten_minutes(server, member):
    pia, quinn, rasmus = member("pia"), member("quinn"), member("rasmus")
    code = pia.kith.post("/met/code")["code"]
    server.day(0, minute=5)
    quinn.kith.post("/met", code=code)
    server.day(0, minute=20)
    rasmus.kith.post("/met", 404, code=code)
    assert pia.stage(quinn) == quinn.stage(pia) == "acquaintance"
    assert pia.stage(rasmus) == rasmus.stage(pia) == "stranger"


def test_same_letter_counts_for_a_week(server, member):
    soon, late = member("soon"), member("late")
    readers = [member(f"reader{n}") for n in range(6)]
    for n in (0, 1):
        soon.write(readers[n], LETTER)
        late.write(readers[n + 2], LETTER)
    server.day(6)
    third = soon.write(readers[4], LETTER)
    assert readers[4].inbox() == [] and readers[4].requests() == [(soon.id, third.id)]
    server.day(8)
    third = late.write(readers[5], LETTER)
    assert readers[5].inbox() == [third.id] and readers[5].requests() == []


def test_consent_to_a_nudge_lasts_ten_minutes_and_survives_a_restart(server, member):
    member("tilda")
    uwe = member("uwe")
    for text in (f"@tilda {ASK}", f"@tilda {ASK} Thank you!"):
        with pytest.raises(MastodonAPIError):
            uwe.app.status_post(text)
    server.day(0, minute=5)
    assert uwe.app.status_post(f"@tilda {ASK}").kith["waits"] == ["tilda"]
    server.day(0, minute=20)
    with pytest.raises(MastodonAPIError):
        uwe.app.status_post(f"@tilda {ASK} Thank you!")
