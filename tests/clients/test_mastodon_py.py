"""Debian's python3-mastodon (Mastodon.py), unchanged, against the real binary."""
import os, sys, uuid

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import pytest
from kith_server import Server, eventually
from mastodon import Mastodon, MastodonAPIError, MastodonNotFoundError, StreamListener

PICTURE = os.path.join(os.path.dirname(__file__), "picture.png")


@pytest.fixture(scope="module")
def people():
    with Server() as server:
        made = {}
        for name in ("ada", "ben"):
            client = server.member(name)
            made[name] = Mastodon(access_token=client.token, api_base_url=server.base, version_check_mode="none")
        yield made


def test_credentials_have_their_source(people):
    me = people["ada"].account_verify_credentials()
    assert me.username == "ada" and me.source.privacy == "public"


def test_post_read_edit_delete(people):
    ada = people["ada"]
    made = ada.status_post("from Python", spoiler_text="careful", visibility="unlisted")
    assert made.visibility == "unlisted" and made.created_at is not None
    assert ada.status(made.id).spoiler_text == "careful"
    edited = ada.status_update(made.id, "from Python, better")
    assert "better" in edited.content and edited.edited_at is not None
    ada.status_delete(made.id)
    with pytest.raises(MastodonNotFoundError):
        ada.status(made.id)


def test_follow_timeline_boost_favourite(people):
    ada, ben = people["ada"], people["ben"]
    relationship = ben.account_follow(ada.me().id)
    assert relationship.following
    made = ada.status_post("who is out there?")
    assert ben.timeline_home()[0].id == made.id
    ben.status_favourite(made.id)
    ben.status_reblog(made.id)
    kinds = {n.type for n in ada.notifications()}
    assert {"follow", "favourite", "reblog"} <= kinds


def test_media_with_description_and_focus(people):
    ada = people["ada"]
    media = ada.media_post(PICTURE, description="a small square", focus=(0.5, -0.5), synchronous=True)
    made = ada.status_post("look", media_ids=[media])
    attached = made.media_attachments[0]
    assert attached.description == "a small square" and attached.type == "image"
    assert attached.meta.focus.x == 0.5


def test_poll_is_voted_in_once(people):
    ada, ben = people["ada"], people["ben"]
    made = ada.status_post("tea?", poll=ada.make_poll(["yes", "no"], expires_in=600))
    ben.poll_vote(made.poll.id, [0])
    poll = ben.poll(made.poll.id)
    assert poll.votes_count == 1 and poll.own_votes == [0]
    with pytest.raises(MastodonAPIError):
        ben.poll_vote(made.poll.id, [1])


def test_context_search_lists_and_filters(people):
    ada, ben = people["ada"], people["ben"]
    word = "w" + uuid.uuid4().hex
    made = ada.status_post(f"a thread about {word}")
    reply = ben.status_post("an answer", in_reply_to_id=made.id)
    assert [s.id for s in ada.status_context(made.id).descendants] == [reply.id]
    assert [s.id for s in ada.search_v2(word).statuses] == [made.id]
    made_list = ben.list_create("close ones")
    ben.list_accounts_add(made_list.id, [ada.me().id])
    ada.status_post("for the list")
    assert "for the list" in ben.timeline_list(made_list.id)[0].content


def test_pages_are_walked(people):
    ada = people["ada"]
    ids = [ada.status_post(f"page {n}").id for n in range(5)]
    page = ada.account_statuses(ada.me().id, limit=2)
    following = ada.fetch_next(page)
    assert [s.id for s in page] == ids[:2:-1] and following[0].id == ids[2]


def test_stream_brings_updates_and_notifications(people):
    ada, ben = people["ada"], people["ben"]
    got = {"update": [], "notification": []}

    class Listener(StreamListener):
        def on_update(self, status):
            got["update"].append(status.id)

        def on_notification(self, notification):
            got["notification"].append(notification.type)

    handle = ben.stream_user(Listener(), run_async=True, timeout=60)
    try:
        eventually(lambda: handle.is_receiving())
        made = ada.status_post("@ben live!")
        eventually(lambda: made.id in got["update"] and "mention" in got["notification"])
    finally:
        handle.close()
