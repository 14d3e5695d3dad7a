"""Who and what the stories are about: members, each with Mastodon.py, which knows nothing of Kith, and with Kith's own API,
whose answers are checked against its document; and a server that lives on the days of a story."""
import datetime, glob, math, os

from kith_openapi import KithClient
from kith_server import Server
from mastodon import Mastodon, MastodonAPIError

VISIT = "Hi! Visit my site https://candles.example"
PITCH = "We just launched our new candle shop https://shop.example with a big sale: 20% off all handmade candles!"
ASK = "Please share this with your friends and followers!"
HELLO = "I saw the pictures of your garden. Which roses do you grow?"
LETTER = "so glad to meet somebody else who loves old trains and long winter walks. What was your best trip this year?"

TRUSTED, FRIENDS, ACQUAINTANCES, OFFERS = 1, 2, 3, 5
POLICY = "/api/v2/notifications/policy"
REQUESTS = "/api/v1/notifications/requests"


class Member:
    """`app` is Mastodon.py, `kith` is Kith's API; what follows is seen in the app. Ids are numbers, as there."""

    def __init__(self, server, name):
        self.client = server.member(name)
        self.name, self.id = name, int(self.client.id)
        self.kith = KithClient(self.client)
        self.app = Mastodon(
            access_token=self.client.token, api_base_url=server.base, version_check_mode="none", ratelimit_method="throw"
        )

    def ask(self, method, path, **params):
        """What this version of Mastodon.py has no call for."""
        return self.app._Mastodon__api_request(method, path, params)

    def insist(self, text, **params):
        """Posts, and again if it comes back: what somebody does who was nudged and means it."""
        try:
            return self.app.status_post(text, **params)
        except MastodonAPIError as nudge:
            assert "Not sent yet." in str(nudge)
            return self.app.status_post(text, **params)

    def write(self, to, text, **params):
        return self.insist(f"@{to.name} {text}", visibility="direct", **params)

    def notified(self):
        """Posts that notifications of mentions are about."""
        return [n.status.id for n in self.app.notifications(types=["mention"])]

    def inbox(self):
        """The last posts of the conversations."""
        return [c.last_status.id for c in self.app.conversations()]

    def requests(self):
        """Who waits, and with which post."""
        return [(r.account.id, r.last_status.id) for r in self.ask("GET", REQUESTS)]

    def tie(self, other):
        return self.app.account_relationships(other.id)[0].kith

    def stage(self, other):
        """The stage of a tie, which must be the same wherever it is shown."""
        stage = self.tie(other)["stage"]
        assert self.kith.get(f"/people/{other.id}")["stage"]["stage"] == stage
        lists = {TRUSTED: "trusted", FRIENDS: "friend", ACQUAINTANCES: "acquaintance"}
        shown = [lists[which] for which in lists if other.id in [a.id for a in self.app.list_accounts(which)]]
        assert shown == ([] if stage == "stranger" else [stage])
        return stage

    def reasons(self, other):
        """Codes of the reasons for the stage, in Kith's API."""
        return [r["code"] for r in self.kith.get(f"/people/{other.id}")["stage"]["reasons"]]


def talk(one, another, about="the concert last night", **params):
    """One asks, the other answers."""
    question = one.app.status_post(f"@{another.name} how was {about}?", **params)
    answer = another.app.status_post(f"@{one.name} very good, the second half above all", in_reply_to_id=question.id, **params)
    return question, answer


class Days(Server):
    """A server for which it is some day of a story (0 is the first): started again for each, with the time of that day
    (libfaketime). Its data stay, as do the members' tokens; limits of requests hold."""

    FIRST = datetime.datetime(2025, 3, 3, tzinfo=datetime.timezone.utc)

    def __init__(self, **settings):
        super().__init__(**{"server.rate_limits": "true", **settings})
        libraries = glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")
        assert libraries, "the Debian package faketime is not installed"
        self.preload = libraries[0]

    def date(self, day, hour=12, minute=0):
        return self.FIRST + datetime.timedelta(days=day, hours=hour, minutes=minute)

    def day(self, day, hour=12, minute=0):
        self.stop()
        away = self.date(day, hour, minute) - datetime.datetime.now(datetime.timezone.utc)
        self.environment = {
            **os.environ,
            "LD_PRELOAD": self.preload,
            "FAKETIME": f"{math.ceil(away.total_seconds()):+}",  # one clock for the server and for commands
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }
        return self.start()
