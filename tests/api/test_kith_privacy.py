"""Nothing that one member can read tells of another's ties, stages, notes or lists: Kith's API, the Mastodon API, streams and
pages that everybody may open."""
import json
import pytest
import websocket
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


# --- what another member reads, before and after ---

# Of the Mastodon API and the public pages all that shows people or what they do; {id} and {name} are a person's, {status} is
# a post of theirs.
PLACES = """
/api/v1/accounts/{id}
/api/v1/accounts?id[]={id}
/api/v1/accounts/lookup?acct={name}
/api/v1/accounts/search?q={name}
/api/v1/accounts/{id}/statuses
/api/v1/accounts/{id}/statuses?exclude_replies=true
/api/v1/accounts/{id}/statuses?pinned=true
/api/v1/accounts/{id}/followers
/api/v1/accounts/{id}/following
/api/v1/accounts/{id}/featured_tags
/api/v1/accounts/{id}/endorsements
/api/v1/accounts/{id}/lists
/api/v1/accounts/relationships?id[]={id}
/api/v1/accounts/familiar_followers?id[]={id}
/api/v1/statuses/{status}
/api/v1/statuses/{status}/context
/api/v1/statuses/{status}/history
/api/v1/statuses/{status}/quotes
/api/v1/statuses/{status}/favourited_by
/api/v1/statuses/{status}/reblogged_by
/api/v2/search?q={name}
/api/v1/accounts/verify_credentials
/api/v1/preferences
/api/v1/suggestions
/api/v2/suggestions
/api/v1/directory
/api/v1/directory?order=new&local=true
/api/v1/notifications
/api/v2/notifications
/api/v1/notifications/unread_count
/api/v1/notifications/requests
/api/v2/notifications/policy
/api/v1/conversations
/api/v1/follow_requests
/api/v1/blocks
/api/v1/mutes
/api/v1/endorsements
/api/v1/favourites
/api/v1/bookmarks
/api/v1/markers
/api/v1/lists
/api/v1/lists/1/accounts
/api/v1/lists/2/accounts
/api/v1/lists/3/accounts
/api/v1/lists/4/accounts
/api/v1/lists/5/accounts
/api/v1/timelines/list/1
/api/v1/timelines/list/2
/api/v1/timelines/list/3
/api/v1/timelines/list/4
/api/v1/timelines/list/5
/api/v1/timelines/home
/api/v1/timelines/public
/api/v1/timelines/direct
/api/v1/trends/tags
/api/v1/trends/statuses
/@{name}
/@{name}/with_replies
/@{name}/{status}
""".split()


def mastodon_read_by(reader, *about):
    """The text of every one of PLACES, for each of the people that it is about: (person, a post of theirs)."""
    texts = {}
    for place in PLACES:
        for whom, status in about if "{" in place else about[:1]:
            path = place.format(id=whom.id, name=whom.name, status=status)
            answer = reader.request("GET", path)
            signed_out = reader.token is None and answer.status_code in (401, 422)
            assert answer.status_code == 200 or signed_out or path.startswith("/@"), (path, answer.status_code)
            texts[path] = answer.text
    return texts


def talk(one, another, visibility="public"):
    first = one.toot(f"@{another.name} hello", visibility=visibility)
    another.toot(f"@{one.name} hello yourself", in_reply_to_id=first["id"], visibility=visibility)


def steady(text):
    """An answer as it can be compared: a strength fades while one looks."""
    try:
        return json.loads(text, parse_float=lambda number: round(float(number), 3))
    except ValueError:
        return text


class Scene:
    """Alice and Bob, of whom everybody can read that Bob once spoke to Alice; Carol knows both, Dora knows Alice."""

    def __init__(self, server, alice, bob, carol):
        self.alice, self.bob, self.carol, self.dora, self.nobody = alice, bob, carol, server.member(), server.nobody()
        self.posts = [(alice, alice.toot("Bread is ready.")["id"]), (bob, bob.toot("So is the soup.")["id"])]
        bob.toot(f"@{alice.name} may I have some?")
        for other in (alice, bob):
            talk(carol, other)
            carol.follow(other)
        talk(self.dora, alice)
        bob.follow(self.dora)

    def read_by(self, reader):
        texts = mastodon_read_by(reader, *self.posts)
        if reader is self.nobody:
            return texts
        return texts | everything_read_by(reader, self.alice, self.bob)

    def changes_nothing_for(self, readers, do):
        before = {reader.name: self.read_by(reader) for reader in readers}
        do()
        for reader in readers:
            after = self.read_by(reader)
            assert after.keys() == before[reader.name].keys()
            for place, text in after.items():
                assert steady(text) == steady(before[reader.name][place]), (reader.name, place)


@pytest.fixture
def scene(server, alice, bob, carol):
    return Scene(server, alice, bob, carol)


def keep(owner, other, stage):
    """All that somebody can keep about another by themself."""
    kith = KithClient(owner)
    kith.patch(
        f"/people/{other.id}", stage="trusted", note="sesame-note", likes="sesame-likes", how_met="sesame-met", tags=["sesame-tag"],
        dates=[{"what": "sesame-date", "month": 1, "day": 1, "year": None}],
    )
    kith.post(f"/people/{other.id}/vouch")
    kith.patch(f"/people/{other.id}", stage=stage)
    kith.post("/outcomes", account_id=other.id, what="sesame-outcome")
    for entry in kith.get("/today")["entries"]:
        kith.post(f"/today/{entry['id']}/never")
    owner.post("/api/v1/lists", {"title": "sesame-list"})
    owner.post(f"/api/v1/accounts/{other.id}/note", {"comment": "sesame-comment"})


@pytest.mark.parametrize("stage", ["stranger", "trusted"])
def test_what_somebody_keeps_about_another_changes_nothing_that_others_read(scene, stage):
    s = scene
    s.changes_nothing_for([s.bob, s.carol, s.dora, s.nobody], lambda: keep(s.alice, s.bob, stage))


def test_what_two_say_in_private_changes_nothing_that_a_third_reads(scene):
    s = scene

    def in_private():
        for _ in range(3):
            talk(s.alice, s.bob, "direct")
        for one, another in ((s.alice, s.bob), (s.bob, s.alice)):
            keep(one, another, "trusted")

    s.changes_nothing_for([s.carol, s.dora, s.nobody], in_private)


def test_streams_tell_nobody_what_somebody_keeps_or_says_in_private(scene):
    s = scene
    sockets = []
    for listener in (s.bob, s.carol):
        for stream in ("user", "user:notification", "public", "list&list=3"):
            sockets.append(websocket.create_connection(
                f"{s.alice.server.base.replace('http', 'ws')}/api/v1/streaming?stream={stream}&access_token={listener.token}", timeout=60))
    for socket in sockets:  # answers come in order: after this one it listens
        socket.send(json.dumps({"type": "subscribe", "stream": "nonsense"}))
        assert "error" in json.loads(socket.recv())
    keep(s.alice, s.bob, "trusted")
    talk(s.alice, s.dora, "direct")
    for socket in sockets:
        socket.send(json.dumps({"type": "subscribe", "stream": "nonsense"}))
        said = json.loads(socket.recv())
        assert "error" in said, said
        socket.close()
