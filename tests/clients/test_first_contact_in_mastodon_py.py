"""First contact through Mastodon.py, unchanged: what an app that knows nothing of Kith shows of it."""
import os, sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import pytest
from kith_server import Server
from mastodon import Mastodon, MastodonAPIError

PITCH = "We just launched our new candle shop https://shop.example with a big sale: 20% off all handmade candles!"
ASK = "Please share this with your friends and followers!"


@pytest.fixture(scope="module")
def app():
    with Server() as server:

        def sign_in(name):
            client = server.member(name)
            return Mastodon(access_token=client.token, api_base_url=server.base, version_check_mode="none")

        yield sign_in


def test_nudge_is_an_error_to_read_and_the_same_post_again_goes_out(app):
    app("gina")
    vera = app("vera")
    with pytest.raises(MastodonAPIError) as refused:
        vera.status_post("@gina " + ASK, visibility="direct")
    assert "@gina" in str(refused.value) and "never spoken with" in str(refused.value) and "post the same text again" in str(refused.value)
    sent = vera.status_post("@gina " + ASK, visibility="direct")
    assert sent.kith["waits"] == ["gina"]


def test_strangers_pitch_is_nowhere_and_their_question_arrives(app):
    hans, ines = app("hans"), app("ines")
    for _ in range(2):
        try:
            ines.status_post("@hans " + PITCH, visibility="direct")
        except MastodonAPIError:
            continue
    assert hans.notifications() == [] and hans.conversations() == []
    question = ines.status_post("@hans I saw the pictures of your garden. Which roses do you grow?", visibility="direct")
    assert [n.status.id for n in hans.notifications()] == [question.id]
    assert [c.last_status.id for c in hans.conversations()] == [question.id]


def test_people_who_talk_may_ask(app):
    jana, karl = app("jana"), app("karl")
    first = jana.status_post("@karl how was the concert last night?", visibility="direct")
    karl.status_post("@jana very good, the second half above all", visibility="direct", in_reply_to_id=first.id)
    ask = karl.status_post("@jana " + ASK, visibility="direct")
    assert jana.conversations()[0].last_status.id == ask.id


def test_pitch_over_the_budget_is_on_the_profile_and_not_at_home(app):
    lena, moritz = app("lena"), app("moritz")
    lena.account_follow(moritz.me().id)
    inside = [moritz.status_post(f"{PITCH} {n}").id for n in range(2)]
    with pytest.raises(MastodonAPIError) as refused:
        moritz.status_post(PITCH + " again")
    assert "1 in 5" in str(refused.value)
    over = moritz.status_post(PITCH + " again").id
    assert [s.id for s in lena.timeline_home()] == inside[::-1]
    assert lena.account_statuses(moritz.me().id)[0].id == over
