"""The network of one's own ties, paths, and Kith's settings."""
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
