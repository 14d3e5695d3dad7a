"""Today and the mirror."""
import pytest
from kith_openapi import KithClient


@pytest.fixture
def kith(alice):
    return KithClient(alice)


def entries(kith, kind=None):
    return [e for e in kith.get("/today")["entries"] if kind in (None, e["kind"])]


def wait_for_answer(one, another):
    first = one.toot(f"@{another.name} shall we?")
    answer = another.toot(f"@{one.name} yes, when?", in_reply_to_id=first["id"])
    return answer


def test_who_waits_is_there_until_answered(alice, bob, kith):
    asked = wait_for_answer(alice, bob)
    (entry,) = entries(kith, "unanswered")
    assert entry["account"]["id"] == bob.id and entry["action"] == "answer"
    assert entry["status"]["id"] == asked["id"]
    assert entry["reason"]["words"].endswith("waits for an answer.")
    assert len(entries(kith)) <= 7
    again = entries(kith)
    assert [e["id"] for e in again] == [e["id"] for e in entries(kith)], "a day's list stays"
    done = kith.get("/today")["done"]
    alice.toot(f"@{bob.name} tomorrow", in_reply_to_id=asked["id"])
    assert entries(kith, "unanswered") == [] and kith.get("/today")["done"] == done + 1


def test_a_new_message_does_not_change_the_day(alice, bob, carol, kith):
    wait_for_answer(alice, bob)
    before = [e["id"] for e in entries(kith, "unanswered")]
    wait_for_answer(alice, carol)
    assert [e["id"] for e in entries(kith, "unanswered")] == before


@pytest.mark.parametrize("answer", ["done", "snooze", "never"])
def test_what_is_done_or_put_off_is_gone(alice, bob, kith, answer):
    wait_for_answer(alice, bob)
    (entry,) = entries(kith, "unanswered")
    given = kith.post(f"/today/{entry['id']}/{answer}")
    assert (given["until"] is None) == (answer == "never")
    assert entries(kith, "unanswered") == []
    assert kith.get("/today")["done"] == (1 if answer == "done" else 0)
    rows = kith.get("/today/put_off")
    assert [(n["kind"], n["account"]["id"]) for n in rows] == ([] if answer == "done" else [("unanswered", bob.id)])
    assert [(n["id"], n["until"]) for n in rows] == ([] if answer == "done" else [(given["put_off_id"], given["until"])])
    KithClient(bob).delete(f"/today/put_off/{given['put_off_id']}", 404)
    kith.delete(f"/today/put_off/{given['put_off_id']}")
    assert kith.get("/today/put_off") == []
    assert [e["id"] for e in entries(kith, "unanswered")] == [entry["id"]] and kith.get("/today")["done"] == 0


def test_a_noted_date_comes_up(alice, bob, kith):
    import datetime

    day = datetime.datetime.now(datetime.timezone.utc).date()
    kith.patch(f"/people/{bob.id}", dates=[{"what": "The birthday", "month": day.month, "day": day.day, "year": None}])
    (entry,) = entries(kith, "date")
    assert entry["account"]["id"] == bob.id and entry["reason"]["code"] == "today_date"
    assert entry["starters"][0]["draft"].startswith(f"@{bob.name} ")


def test_newcomers_are_to_be_welcomed(server, alice, kith):
    newcomer = server.member()
    (entry,) = [e for e in entries(kith, "newcomer") if e["account"]["id"] == newcomer.id]
    assert entry["action"] == "greet" and entry["starters"]
    alice.toot(entry["starters"][0]["draft"])
    assert newcomer.id not in [e["account"]["id"] for e in entries(kith)]


def test_a_blocked_person_leaves_the_list(alice, bob, kith):
    wait_for_answer(alice, bob)
    assert entries(kith, "unanswered")
    alice.post(f"/api/v1/accounts/{bob.id}/block")
    assert entries(kith, "unanswered") == []


def test_a_list_is_its_owners(alice, bob, kith):
    wait_for_answer(alice, bob)
    (entry,) = entries(kith, "unanswered")
    other = KithClient(bob)
    other.post(f"/today/{entry['id']}/done", 404)
    assert alice.id not in [e["account"]["id"] for e in entries(other, "unanswered")]
    kith.call("POST", f"/today/{entry['id']}/burn", 404)
    kith.post("/today/1/done", 404)


def test_mirror_counts_what_the_member_did(alice, bob, kith):
    empty = kith.get("/mirror", period="week")
    assert empty["posts"] == 0 and empty["share_listening"] is None
    assert [w["code"] for w in empty["words"]] == ["mirror_nothing"]
    alice.follow(bob)
    answer = wait_for_answer(alice, bob)
    alice.toot(f"@{bob.name} tomorrow", in_reply_to_id=answer["id"])
    alice.toot("The jam is done.")
    theirs = bob.toot("A heron on the roof.")
    alice.post(f"/api/v1/statuses/{theirs['id']}/reblog")
    for period, points in (("week", 12), ("month", 12), ("year", 5)):
        mirror = kith.get("/mirror", period=period)
        assert mirror["posts"] == 4
        assert mirror["by_kind"]["sharing"] == 1 and mirror["by_kind"]["news"] >= 1 and mirror["by_kind"]["listening"] >= 1
        assert (mirror["messages"], mirror["answered"]) == (1, 1)
        assert mirror["new_exchanges"] == 1 and mirror["follows_that_became_conversations"] == 1
        assert [g["account"]["id"] for g in mirror["grew"]] == [bob.id]
        assert len(mirror["before"]) == points and mirror["before"][-1]["posts"] == 4
        assert mirror["before"][-1]["from"] == mirror["from"]
    last_year = kith.get("/mirror", period="year", date="2020-06-01")
    assert last_year["posts"] == 0 and last_year["from"] == "2020-01-01T00:00:00.000Z"
    kith.get("/mirror", 422, period="decade")
    kith.get("/mirror", 422, date="yesterday")


def test_mirror_shows_nobody_elses_numbers(alice, bob, carol, kith):
    wait_for_answer(bob, carol)
    assert kith.get("/mirror")["messages"] == 0 and kith.get("/mirror")["exchanges"] == 0
