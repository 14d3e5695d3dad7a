"""Nothing of Kith's API tells one member about another's ties, stages, notes or lists."""
import json
import pytest
from kith_openapi import BASE, KithClient


def reads(document):
    """Every path that can be read without knowing an id, and those about a person."""
    for path, item in document["paths"].items():
        if "get" in item and "{" not in path:
            yield path, False
        elif "get" in item and path.count("{") == 1 and "{id}" in path:
            yield path, True


@pytest.fixture
def secrets(server, alice, bob):
    """Alice keeps things about Bob that nobody else may learn."""
    kith = KithClient(alice)
    first = alice.toot(f"@{bob.name} between us", visibility="direct")
    bob.toot(f"@{alice.name} surely", visibility="direct", in_reply_to_id=first["id"])
    kith.patch(
        f"/people/{bob.id}", stage="trusted", note="sesame-note", likes="sesame-likes", how_met="sesame-met", tags=["sesame-tag"],
        dates=[{"what": "sesame-date", "month": 1, "day": 1, "year": None}],
    )
    kith.post(f"/people/{bob.id}/vouch")
    kith.post("/outcomes", account_id=bob.id, what="sesame-outcome")
    kith.get("/today")
    return alice, bob


def everything_read_by(reader, *about):
    kith = KithClient(reader)
    texts = {}
    for path, of_person in reads(kith.document):
        for whom in about if of_person else [None]:
            place = path.replace("{id}", whom.id) if whom else path
            answer = reader.request("GET", BASE + place)
            assert answer.status_code in (200, 404) or (answer.status_code == 403 and path.startswith(("/account", "/admin"))), place
            texts[place] = answer.text
    return texts


def test_what_is_kept_about_somebody_is_read_by_its_owner_alone(server, secrets, carol):
    alice, bob = secrets
    for reader in (bob, carol):
        for place, text in everything_read_by(reader, alice, *([] if reader is bob else [bob])).items():
            assert "sesame" not in text, (reader.name, place)
    assert "sesame-note" in "".join(everything_read_by(alice, bob).values())


def test_a_third_member_learns_nothing_of_a_private_tie(server, secrets, carol):
    alice, bob = secrets
    # Carol knows both; what the two have in private changes nothing of what she reads.
    for other in (alice, bob):
        first = carol.toot(f"@{other.name} hello")
        other.toot(f"@{carol.name} hello", in_reply_to_id=first["id"])
    kith = KithClient(carol)
    assert kith.get("/network")["edges"] == []
    assert kith.get(f"/people/{alice.id}")["stage"]["stage"] == "acquaintance"
    bob.follow(carol)
    assert kith.get(f"/door/{bob.id}")["known_by"] == []


def test_the_stage_that_somebody_set_changes_nothing_for_the_other(server, secrets):
    alice, bob = secrets
    kith = KithClient(bob)
    before = kith.get(f"/people/{alice.id}")
    for stage in ("stranger", "friend", None):
        KithClient(alice).patch(f"/people/{bob.id}", stage=stage)
        after = kith.get(f"/people/{alice.id}")
        assert json.dumps(after["stage"]) == json.dumps(before["stage"])
        assert after["strength"]["strength"] == pytest.approx(before["strength"]["strength"], abs=1e-3)
