"""The network of one's own ties, paths, and Kith's settings."""
import itertools
import pytest
from kith_openapi import KithClient


def talk(one, another, **params):
    first = one.toot(f"@{another.name} hello", **params)
    another.toot(f"@{one.name} hello", in_reply_to_id=first["id"], **params)


def test_a_path_of_three_steps_shows_only_the_first(server, alice, bob):
    third, fourth = server.member(), server.member()
    for one, another in ((alice, bob), (bob, third), (third, fourth)):
        talk(one, another)
    kith = KithClient(alice)
    path = kith.get(f"/paths/{fourth.id}")
    assert path["steps"] == 3
    (step,) = path["first_steps"]
    assert step["account"]["id"] == bob.id and step["steps_left"] == 2 and step["stage"] == "acquaintance"
    assert third.id not in alice.request("GET", f"/api/kith/v1/paths/{fourth.id}").text
    assert kith.get(f"/paths/{bob.id}") == {"steps": 1, "first_steps": []}
    # Bob no longer wants to be one through whom ways lead.
    KithClient(bob).patch("/settings", connector=False)
    assert kith.get(f"/paths/{fourth.id}")["steps"] is None
    kith.get("/paths/1", 404)
    kith.get(f"/paths/{alice.id}", 404)


def test_the_network_draws_only_what_can_be_read_between_others(server, alice, bob, carol):
    dora = server.member()
    for other in (bob, carol, dora):
        talk(alice, other)
    talk(bob, carol)
    talk(bob, dora, visibility="direct")
    network = KithClient(alice).get("/network")
    assert {n["account"]["id"] for n in network["nodes"]} == {bob.id, carol.id, dora.id}
    edges = [{e["from"], e["to"]} for e in network["edges"]]
    assert edges == [{bob.id, carol.id}]
    assert len(KithClient(alice).get("/network", limit=1)["nodes"]) == 1


def test_settings(alice):
    kith = KithClient(alice)
    assert kith.get("/settings") == {
        "connector": True, "counts": "server", "hidden_lists": [], "mail_newcomers": False, "mail_today": False, "mail_possible": False, "utc_offset": 0,
        "first_steps": "new",
    }
    changed = kith.patch("/settings", mail_today=True, utc_offset=330)
    assert (changed["mail_today"], changed["utc_offset"], changed["connector"]) == (True, 330, True)
    assert kith.get("/settings") == changed
    kith.patch("/settings", 422, utc_offset=900)
    assert alice.get("/api/v1/preferences"), "the other settings stay"


def test_numbers_and_lists_of_their_own_are_a_members_choice(alice):
    kith = KithClient(alice)
    titles = lambda: [each["title"] for each in alice.get("/api/v1/lists")]
    assert "Offers" in titles()
    hidden = kith.patch("/settings", hidden_lists=["offers", "trusted"])
    assert hidden["hidden_lists"] == ["trusted", "offers"]
    assert "Offers" not in titles() and "Friends" in titles()
    assert kith.patch("/settings", counts="everybody")["hidden_lists"] == ["trusted", "offers"], "only what is given"
    assert kith.patch("/settings", hidden_lists=[])["hidden_lists"] == []
    assert "Offers" in titles()
    kith.patch("/settings", 422, hidden_lists=["rivals"])
    kith.patch("/settings", 422, counts="some")
    assert kith.get("/settings")["counts"] == "everybody"


def test_first_steps_are_for_those_who_are_new(server, alice):
    kith = KithClient(alice)
    assert kith.patch("/settings", first_steps="begun")["first_steps"] == "begun"
    assert kith.patch("/settings", first_steps="done")["first_steps"] == "done"
    assert kith.patch("/settings", first_steps="begun")["first_steps"] == "done", "what is over is not begun again"
    kith.patch("/settings", 422, first_steps="new")
    other = server.member()
    other.toot("I found my way with another app.")
    assert KithClient(other).get("/settings")["first_steps"] == "done"


def test_an_unsubscribe_link_must_be_ours(server, alice, nobody):
    for token in ("x", f"{alice.id}.today.AAAA", f"{alice.id}.today"):
        assert nobody.request("POST", f"/unsubscribe/{token}").status_code == 404
        assert nobody.request("GET", f"/unsubscribe/{token}").status_code == 404


# --- what a third person sees of two others ---


ASK = "Please share this with your friends and followers!"


@pytest.fixture
def between(server, alice, bob, carol):
    """Alice knows Bob. What she sees of Carol depends on what Bob and Carol do in public, and on nothing else."""
    talk(alice, bob)
    numbers = itertools.count(1)

    class Seen:
        def path(self):
            return KithClient(alice).get(f"/paths/{carol.id}")

        def introduces(self):
            """Whether a draft to Carol that comes back names Bob, once in the answer to the app, once when it is only checked."""
            text = f"@{carol.name} {ASK} Number {next(numbers)}."
            checked = KithClient(alice).post("/compose/check", status=text)["nudge"]["words"]
            words = alice.post("/api/v1/statuses", {"status": text}, expect=422)["error"]
            assert (f"@{bob.name}" in words) == (f"@{bob.name}" in checked)
            return f"@{bob.name}" in words

    return Seen()


def set_stage(owner, other, stage):
    KithClient(owner).patch(f"/people/{other.id}", stage=stage)


NO_WAY = {"steps": None, "first_steps": []}


def test_a_stage_set_by_hand_ends_no_path_of_a_third(between, alice, bob, carol):
    talk(bob, carol)
    before = between.path()
    assert before["steps"] == 2 and between.introduces()
    for stage in ("stranger", "trusted"):
        set_stage(bob, carol, stage)
        set_stage(carol, bob, stage)
        assert between.path() == before and between.introduces()


def test_a_stage_set_by_hand_makes_no_path_for_a_third(between, bob, carol):
    carol.toot(f"@{bob.name} hello")
    for one, another in ((bob, carol), (carol, bob)):
        set_stage(one, another, "friend")
        KithClient(one).post(f"/people/{another.id}/vouch")
    assert between.path() == NO_WAY


def test_one_mention_and_private_words_make_no_path_for_a_third(between, bob, carol):
    carol.toot(f"@{bob.name} hello")
    talk(bob, carol, visibility="direct")
    talk(carol, bob, visibility="private")
    assert between.path() == NO_WAY


def test_one_mention_and_private_words_make_nobody_an_introducer(between, bob, carol):
    carol.toot(f"@{bob.name} hello")
    talk(bob, carol, visibility="direct")
    assert not between.introduces()
    bob.toot(f"@{carol.name} hello, and welcome")
    assert between.introduces(), "now everybody can see that they talk"


def test_private_words_change_no_order_of_first_steps(server, between, alice, bob, carol):
    dora = server.member()
    talk(alice, dora)
    talk(bob, carol)
    for _ in range(4):
        talk(dora, carol)
    order = lambda: [step["account"]["id"] for step in between.path()["first_steps"]]
    before = order()
    assert set(before) == {bob.id, dora.id}
    for one, another in ((bob, carol), (dora, carol)):
        for _ in range(6):
            talk(one, another, visibility="direct")
        assert order() == before


def test_a_line_between_two_ends_when_one_of_them_blocks_the_other(server, between, alice, bob, carol):
    talk(alice, carol)
    talk(bob, carol)
    edges = lambda: KithClient(alice).get("/network")["edges"]
    assert len(edges()) == 1
    carol.post(f"/api/v1/accounts/{bob.id}/block")
    assert edges() == []
    carol.post(f"/api/v1/accounts/{bob.id}/unblock")
    assert len(edges()) == 1


def test_ones_own_people_are_first_steps_as_one_sees_them_oneself(server, alice, bob, carol):
    talk(alice, bob, visibility="direct")
    talk(bob, carol)
    kith = KithClient(alice)
    assert [step["account"]["id"] for step in kith.get(f"/paths/{carol.id}")["first_steps"]] == [bob.id]
    set_stage(alice, bob, "stranger")
    assert kith.get(f"/paths/{carol.id}") == NO_WAY
    assert KithClient(carol).get(f"/paths/{alice.id}") == NO_WAY, "whom Bob speaks with in private"
