"""The stories of Kith as Debian's toot tells them, unchanged, as far as it has a command; what it has none for is done
through Kith's own API, and seen in toot."""
import pytest
from kith_server import Server
from stories import ACQUAINTANCES, ASK, FRIENDS, HELLO, LETTER, OFFERS, PITCH, TRUSTED, VISIT, Days, KithClient
from toot_client import Toot


class Member:
    """`toot` is the command line, `kith` is Kith's API."""

    def __init__(self, server, name, folder):
        self.client = server.member(name)
        self.name, self.id = name, self.client.id
        self.kith = KithClient(self.client)
        self.toot = Toot(server, folder, name)
        self.toot.login()

    def write(self, to, text, *args):
        return self.toot.post(f"@{to} {text}", "--visibility", "direct", *args)

    def insist(self, text, *args):
        """Posts what comes back once, and again."""
        assert "Not sent yet." in self.toot.refused("post", text, *args)
        return self.toot.post(text, *args)

    def notified(self):
        return self.toot("notifications", "--mentions")

    def listed(self, which):
        return self.toot("timeline", "--once", "--list", str(which))

    def waiting(self):
        """Who waits, and the codes of the first reasons."""
        return [(r["account"]["acct"], r["held"][0]["reasons"][0]["code"]) for r in self.kith.get("/requests")]


@pytest.fixture(scope="module")
def server():
    with Server() as running:
        yield running


@pytest.fixture
def member(server, tmp_path):
    def make(name):
        (tmp_path / name).mkdir()
        return Member(server, name, tmp_path / name)

    return make


def talk(one, another, about):
    question = one.toot.post(f"@{another.name} how was {about}?")
    another.toot.post(f"@{one.name} very good, the second half above all", "--reply-to", question)


def test_visit_my_site_waits_the_garden_arrives_and_so_does_what_is_accepted(member):
    anna, vito = member("anna"), member("vito")
    refused = vito.toot.refused("post", f"@anna {VISIT}", "--visibility", "direct")
    assert "never spoken with" in refused and "post the same text again" in refused
    vito.write("anna", VISIT)
    assert "candles" not in anna.toot("notifications") and "candles" not in anna.toot("timeline", "--once")
    assert anna.waiting() == [("vito", "stranger_pitches")]
    vito.write("anna", HELLO)
    printed = anna.notified()
    assert "Which roses do you grow?" in printed and "candles" not in printed
    [request] = anna.kith.get("/requests")
    anna.kith.post(f"/requests/{request['id']}/accept")
    assert "candles.example" in anna.notified() and anna.waiting() == []


def test_same_letter_to_four_people_comes_back_from_the_third_on_and_waits(server, member):
    rosa = member("rosa")
    readers = [server.member(name) for name in ("ralf", "rita", "rolf", "ruth")]
    for reader in readers[:2]:
        rosa.write(reader.name, LETTER)
    for reader in readers[2:]:
        rosa.insist(f"@{reader.name} {LETTER}", "--visibility", "direct")
    waiting = [[r["held"][0]["reasons"][0]["code"] for r in KithClient(reader).get("/requests")] for reader in readers]
    assert waiting == [[], [], ["stranger_template"], ["stranger_template"]]


def test_ask_and_boundary_between_people_who_talk(member):
    ida, kurt, vera = member("ida"), member("kurt"), member("vera")
    talk(ida, kurt, "the concert")
    kurt.write("ida", ASK)
    assert "share this with your friends" in ida.notified(), "people who talk may ask"
    ida.kith.call("PUT", f"/boundaries/{kurt.id}", json={"asks": True})
    kurt.write("ida", "Now please share my new post about the lake with everybody you know!")
    kurt.write("ida", HELLO)
    printed = ida.notified()
    assert "Which roses do you grow?" in printed and "about the lake" not in printed
    assert ida.waiting() == [("kurt", "boundary_ask")]

    vera.insist(f"@ida {ASK} Vera", "--visibility", "direct")
    assert "Vera" not in ida.notified() and ("vera", "stranger_asks") in ida.waiting()


def test_pitch_over_the_budget_is_in_offers_and_not_at_home(member):
    lena, moritz = member("lena"), member("moritz")
    lena.toot("follow", "moritz")
    for n in ("one", "two"):
        moritz.toot.post(f"{PITCH} Number {n}")
    assert "1 in 5" in moritz.toot.refused("post", f"{PITCH} Number three")
    over = moritz.toot.post(f"{PITCH} Number three")
    home, offers = lena.toot("timeline", "--once"), lena.listed(OFFERS)
    assert "Number two" in home and "Number three" not in home
    assert "Number three" in offers and "Number two" not in offers
    assert "Number three" in lena.toot("thread", over) and "Number three" in lena.toot("timeline", "--once", "--public")
    assert lena.client.get(f"/api/v1/accounts/{moritz.id}/statuses")[0]["id"] == over


def test_follower_without_bio_is_shown_as_any_other_and_described_at_the_door(server, member):
    nora, otis = member("nora"), member("otis")
    for n in range(12):
        otis.client.follow(server.member(f"many{n}"))
    otis.toot("follow", "nora")
    assert "@otis" in nora.toot("notifications") and "otis" in nora.toot("followers", "nora")
    [newcomer] = nora.kith.get("/door")
    words = [r["words"] for r in newcomer["facts"]["against"]]
    assert "They say nothing about who they are." in words and "They follow 13 accounts and nobody follows them." in words


def test_code_at_an_event_puts_the_guest_in_the_list(member):
    hilde, gast = member("hilde"), member("gast")
    gast.toot.post("the soup is on the stove")
    assert "soup" not in hilde.listed(ACQUAINTANCES)
    gast.kith.post("/met", code=hilde.kith.post("/met/code")["code"])
    assert "soup" in hilde.listed(ACQUAINTANCES)


def test_path_of_three_steps_is_not_told_by_a_nudge(server, member):
    sven = member("sven")
    others = tara, ugo, wanda = [server.member(name) for name in ("tara", "ugo", "wanda")]
    for one, another in zip([sven.client, *others], others):
        question = one.toot(f"@{another.name} how was the concert?")
        another.toot(f"@{one.name} very good", in_reply_to_id=question["id"])
    path = sven.kith.get(f"/paths/{wanda.id}")
    assert path["steps"] == 3 and [s["account"]["id"] for s in path["first_steps"]] == [tara.id]
    refused = sven.toot.refused("post", f"@wanda {ASK}")
    assert "@wanda" in refused and "ugo" not in refused and "tara" not in refused
    assert "Ask @tara to introduce you to @ugo." in sven.toot.refused("post", f"@ugo {ASK}")


def test_two_who_answer_each_other_move_through_the_lists_on_the_right_days(tmp_path):
    with Days() as server:
        server.day(0)
        people = []
        for name in ("ada", "ben"):
            (tmp_path / name).mkdir()
            people.append(Member(server, name, tmp_path / name))
        ada, ben = people
        ben.toot.post("the bread is ready")
        shown = lambda which: "the bread is ready" in ada.listed(which)
        assert not shown(ACQUAINTANCES)
        for day in (0, 5, 13):
            server.day(day)
            talk(ada, ben, f"the concert of day {day}")
        assert shown(ACQUAINTANCES) and not shown(FRIENDS)
        server.day(14)
        talk(ada, ben, "the concert of day 14")
        assert shown(FRIENDS) and not shown(ACQUAINTANCES)
        ada.kith.post(f"/people/{ben.id}/vouch")
        assert not shown(TRUSTED)
        ben.kith.post(f"/people/{ada.id}/vouch")
        assert shown(TRUSTED) and not shown(FRIENDS)
        server.day(14 + 364, hour=13)
        assert shown(TRUSTED)
        server.day(14 + 365, hour=13)
        assert shown(FRIENDS) and not shown(TRUSTED), "a year of silence"
