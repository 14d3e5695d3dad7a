"""Whole entities of the API: as the documentation has them (shapes.py), and as they were (golden/NAME.json, with what differs
each time masked). After a change that is meant: KITH_GOLDEN=rewrite pytest tests/api/test_entities.py, and read the diff."""
import json, os, pathlib, re, sqlite3, time
import pytest
from kith_server import Server, eventually
from shapes import SHAPES, mismatches

HERE = pathlib.Path(__file__).parent
PICTURE = HERE.parent / "clients" / "picture.png"
GOLDEN = HERE / "golden"
KEYS = {
    "subscription[keys][p256dh]": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    "subscription[keys][auth]": "BTBZMqHH6r4Tts7J_aSIgg==",
}
SECRETS = ("access_token", "client_id", "client_secret", "public_key", "server_key", "vapid_key", "idempotency")


def masked(value, server, key=""):
    """The value without what differs from run to run."""
    if isinstance(value, dict):
        return {name: masked(one, server, name) for name, one in value.items()}
    if isinstance(value, list):
        return [masked(one, server, key) for one in value]
    if key in SECRETS and value:
        return "<secret>"
    if key == "day" or (isinstance(value, int) and not isinstance(value, bool) and value > 1_500_000_000):
        return "<number>"
    if not isinstance(value, str):
        return value
    value = value.replace(server.base.replace("http", "ws", 1), "<streams>").replace(server.base, "<server>")
    value = value.replace(server.settings["server.domain"], "<domain>")
    value = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", "<time>", value)
    value = re.sub(r"\b\d{4}-\d\d-\d\d\b", "<date>", value)
    value = re.sub(r"\b\d{15,}\b", "<id>", value)
    if key == "group_key":
        value = re.sub(r"-\d+$", "-<half day>", value)
    return re.sub(r"/(attachments/)?\b[0-9a-f]{2}/[0-9a-f]{20,}/|/[0-9a-f]{32}/", "/<folder>/", value)


class World:
    """One of everything."""

    def __init__(self, server):
        self.server = server
        self.entities = {}  # name: (shape, JSON)
        self.nobody = server.nobody()
        self.anna = server.member("anna")
        self.ben = server.member("ben")
        self.cleo = server.member("cleo")
        self.boss = server.member("boss", admin=True)
        for part in (self.accounts, self.statuses, self.reading, self.notifications, self.instance, self.oauth):
            part()

    def keep(self, name, shape, value):
        assert name not in self.entities
        self.entities[name] = (shape, value)
        return value

    def accounts(self):
        anna, ben, cleo = self.anna, self.ben, self.cleo
        self.server.command("emoji", "add", "wave", str(PICTURE), "--category", "hello")
        self.keep("emoji", "CustomEmoji", eventually(lambda: anna.get("/api/v1/custom_emojis"))[0])
        with open(PICTURE, "rb") as picture:
            credentials = anna.patch("/api/v1/accounts/update_credentials", {
                "display_name": "Anna :wave:", "note": "I mend clocks. #clocks", "fields_attributes[0][name]": "Shop",
                "fields_attributes[0][value]": "https://clocks.example", "why_here": "To find people who still wind them.", "source[language]": "de", "source[quote_policy]": "followers",
            }, files={"avatar": ("a.png", picture, "image/png")})
        self.keep("credential_account", "CredentialAccount", credentials)
        self.keep("account", "Account", self.nobody.get(f"/api/v1/accounts/{anna.id}"))
        self.keep("account_of_an_admin", "Account", self.nobody.get(f"/api/v1/accounts/{self.boss.id}"))
        self.keep("profile", "Profile", anna.get("/api/v1/profile"))
        self.keep("preferences", "Preferences", anna.get("/api/v1/preferences"))
        cleo.follow(ben), ben.follow(anna)
        anna.post(f"/api/v1/accounts/{ben.id}/follow", {"notify": "true", "languages[]": ["en", "de"]})
        anna.post(f"/api/v1/accounts/{ben.id}/note", {"comment": "met at the fair"})
        anna.post(f"/api/v1/accounts/{cleo.id}/mute", {"duration": "3600"})
        relationships = anna.get("/api/v1/accounts/relationships", params={"id[]": [ben.id, cleo.id]})
        self.keep("relationship_following", "Relationship", relationships[0])
        self.keep("relationship_muting", "Relationship", relationships[1])
        self.keep("muted_account", "MutedAccount", anna.get("/api/v1/mutes")[0])
        anna.post(f"/api/v1/accounts/{cleo.id}/unmute")
        self.keep("familiar_followers", "FamiliarFollowers", cleo.get("/api/v1/accounts/familiar_followers", params={"id[]": anna.id})[0])
        self.keep("suggestion", "Suggestion", cleo.get("/api/v2/suggestions")[0])

    def statuses(self):
        anna, ben, cleo = self.anna, self.ben, self.cleo
        plain = anna.toot(f"Hello @ben, see #Clocks and https://kith.example/a?b=c :wave:", language="en")
        self.plain = plain["id"]
        self.keep("status", "Status", plain)
        self.keep("status_to_strangers", "Status", self.nobody.get(f"/api/v1/statuses/{plain['id']}"))
        with open(PICTURE, "rb") as picture:
            media = anna.post("/api/v2/media", {"description": "a clock", "focus": "0.5,-0.25"}, files={"file": ("a.png", picture, "image/png")})
        self.keep("media_attachment", "MediaAttachment", media)
        self.keep("status_with_media", "Status", anna.toot("", spoiler_text="a picture", **{"media_ids[]": media["id"]}))
        polled = anna.post("/api/v1/statuses", {"status": "Tea or coffee?", "poll[options][]": ["tea", "coffee"], "poll[expires_in]": 3600, "poll[multiple]": "true"})
        self.keep("poll", "Poll", ben.post(f"/api/v1/polls/{polled['poll']['id']}/votes", {"choices[]": ["1"]}))
        self.keep("poll_to_strangers", "Poll", self.nobody.get(f"/api/v1/polls/{polled['poll']['id']}"))
        self.keep("status_with_poll", "Status", anna.get(f"/api/v1/statuses/{polled['id']}"))
        reply = ben.toot("@anna hello!", in_reply_to_id=plain["id"])
        self.keep("status_reply", "Status", reply)
        self.keep("status_boost", "Status", ben.post(f"/api/v1/statuses/{plain['id']}/reblog"))
        quote = ben.toot("well said", quoted_status_id=plain["id"])
        self.keep("status_quote", "Status", quote)
        self.keep("quote", "Quote", quote["quote"])
        cleo.post(f"/api/v1/statuses/{polled['id']}/reblog")
        anna.put(f"/api/v1/statuses/{polled['id']}", {"status": "Tea or cocoa?", "poll[options][]": ["tea", "cocoa"], "poll[expires_in]": 3600})
        self.keep("status_edited", "Status", anna.get(f"/api/v1/statuses/{polled['id']}"))
        self.keep("status_edit", "StatusEdit", anna.get(f"/api/v1/statuses/{polled['id']}/history")[0])
        self.keep("status_source", "StatusSource", anna.get(f"/api/v1/statuses/{polled['id']}/source"))
        self.keep("context", "Context", anna.get(f"/api/v1/statuses/{plain['id']}/context"))
        later = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(time.time() + 7200))
        self.keep("scheduled_status", "ScheduledStatus", anna.toot("later", scheduled_at=later, visibility="unlisted"))
        self.keep("deleted_status", "DeletedStatus", cleo.delete(f"/api/v1/statuses/{cleo.toot('a mistake')['id']}"))
        self.keep("status_with_card", "Status", self.with_card(anna.toot("Read how clocks work")["id"]))
        self.keep("preview_card", "PreviewCard", self.entities["status_with_card"][1]["card"])
        anna.post(f"/api/v1/statuses/{reply['id']}/favourite"), cleo.post(f"/api/v1/statuses/{plain['id']}/favourite")

    def with_card(self, status):
        """Previews are fetched from public addresses alone, so this one is put where it would have been kept; without a link in
        the text, so that nothing is fetched."""
        with sqlite3.connect(os.path.join(self.server.folder, "data", "kith.sqlite"), timeout=20) as database:
            database.execute(
                "INSERT INTO cards (id, url, title, description, type, author_name, author_url, provider_name, width, height, fetched_at) "
                "VALUES (77, 'https://clocks.example/how', 'How clocks work', 'An introduction', 'link', 'Dora', "
                "'https://clocks.example/dora', 'The clock shop', 0, 0, 0)")
            database.execute("UPDATE statuses SET card_id = 77 WHERE id = ?", (int(status),))
            database.execute("INSERT OR REPLACE INTO settings (key, value) VALUES ('outside_change', 'a card')")
        database.close()
        return eventually(lambda: (lambda s: s["card"] and s)(self.anna.get(f"/api/v1/statuses/{status}")))

    def reading(self):
        anna, ben, cleo = self.anna, self.ben, self.cleo
        self.keep("list", "List", anna.post("/api/v1/lists", {"title": "Workshop", "replies_policy": "list", "exclusive": "false"}))
        quiet = anna.post("/api/v2/filters", {"title": "no rain", "context[]": ["home", "public"], "filter_action": "warn", "expires_in": 3600,
                                              "keywords_attributes[][keyword]": "rain", "keywords_attributes[][whole_word]": "true"})
        wet = cleo.toot("rain again")
        self.keep("filter_status", "FilterStatus", anna.post(f"/api/v2/filters/{quiet['id']}/statuses", {"status_id": wet["id"]}))
        self.keep("filter", "Filter", anna.get(f"/api/v2/filters/{quiet['id']}"))
        self.keep("filter_keyword", "FilterKeyword", anna.get(f"/api/v2/filters/{quiet['id']}/keywords")[0])
        self.keep("v1_filter", "V1::Filter", anna.get("/api/v1/filters")[0])
        seen = next(s for s in anna.get("/api/v1/timelines/public") if s["id"] == wet["id"])
        self.keep("filter_result", "FilterResult", seen["filtered"][0])
        self.keep("status_filtered", "Status", seen)
        ben.toot("@anna just for you", visibility="direct")
        self.keep("conversation", "Conversation", anna.get("/api/v1/conversations")[0])
        self.keep("marker", "Marker", anna.post("/api/v1/markers", {"home[last_read_id]": self.plain})["home"])
        self.keep("tag", "Tag", anna.post("/api/v1/tags/clocks/follow"))
        self.keep("tag_to_strangers", "Tag", self.nobody.get("/api/v1/tags/clocks"))
        self.keep("featured_tag", "FeaturedTag", anna.post("/api/v1/featured_tags", {"name": "clocks"}))
        self.keep("search", "Search", eventually(lambda: (lambda s: s["hashtags"] and s)(anna.get("/api/v2/search", params={"q": "clocks"}))))

    def notifications(self):
        anna, ben, cleo, boss = self.anna, self.ben, self.cleo, self.boss
        self.server.command("rule", "add", "Be kind", "--hint", "We mean it.")
        self.keep("rule", "Rule", eventually(lambda: self.nobody.get("/api/v1/instance/rules"))[0])
        rule = self.entities["rule"][1]["id"]
        self.keep("report", "Report", anna.post("/api/v1/reports", {"account_id": cleo.id, "status_ids[]": cleo.toot("something rude")["id"],
                                                                    "rule_ids[]": rule, "comment": "rude"}))
        boss.patch("/api/v1/accounts/update_credentials", {"locked": "true"})
        ben.follow(boss)
        newest = {}
        for member in (anna, ben, cleo, boss):
            for notification in member.get("/api/v1/notifications", params={"limit": 80}):
                newest.setdefault(notification["type"], notification)
        for kind in ("mention", "status", "reblog", "follow", "follow_request", "favourite", "quote", "update", "admin.report"):
            self.keep("notification_" + kind.replace(".", "_"), "Notification", newest[kind])
        self.keep("grouped_notifications", "GroupedNotificationsResults",
                  anna.get("/api/v2/notifications", params={"expand_accounts": "partial_avatars"}))
        self.keep("notification_policy", "NotificationPolicy", anna.call("PATCH", "/api/v2/notifications/policy", json={"for_not_following": "filter"}))
        self.keep("v1_notification_policy", "V1::NotificationPolicy", anna.get("/api/v1/notifications/policy"))
        cleo.toot("@anna may I ask you something?")
        self.keep("notification_request", "NotificationRequest", anna.get("/api/v1/notifications/requests")[0])
        self.keep("push_subscription", "WebPushSubscription",
                  anna.post("/api/v1/push/subscription", {"subscription[endpoint]": "https://push.example/1", **KEYS, "data[alerts][mention]": "true"}))
        self.server.command("announcement", "create", "We meet on :wave: @anna #clocks", "--starts", "2099-05-01", "--ends", "2099-05-02", "--all-day")
        announcement = anna.get("/api/v1/announcements")[0]
        ben.put(f"/api/v1/announcements/{announcement['id']}/reactions/wave")
        self.keep("announcement", "Announcement", anna.get("/api/v1/announcements")[0])

    def instance(self):
        for key, value in {"title": "The Workshop", "description": "People who mend clocks.", "contact_email": "boss@clocks.example",
                           "contact_account": "boss"}.items():
            self.server.command("setting", "set", key, value)
        self.keep("instance", "Instance", eventually(lambda: (lambda i: i["contact"]["account"] and i)(self.nobody.get("/api/v2/instance"))))
        self.keep("v1_instance", "V1::Instance", self.nobody.get("/api/v1/instance"))
        self.keep("extended_description", "ExtendedDescription", self.nobody.get("/api/v1/instance/extended_description"))
        self.keep("privacy_policy", "PrivacyPolicy", self.nobody.get("/api/v1/instance/privacy_policy"))

    def oauth(self):
        app = self.nobody.post("/api/v1/apps", {"client_name": "An app", "redirect_uris": "urn:ietf:wg:oauth:2.0:oob", "scopes": "read write"})
        self.keep("credential_application", "CredentialApplication", app)
        token = self.nobody.post("/oauth/token", {"grant_type": "client_credentials", "client_id": app["client_id"], "scope": "read",
                                                  "client_secret": app["client_secret"], "redirect_uri": "urn:ietf:wg:oauth:2.0:oob"})
        self.keep("token", "Token", token)
        verified = self.nobody.get("/api/v1/apps/verify_credentials", headers={"Authorization": "Bearer " + token["access_token"]})
        self.keep("application", "Application", verified)


NAMES = sorted(path.stem for path in GOLDEN.glob("*.json"))


@pytest.fixture(scope="module")
def world():
    with Server() as server:
        made = World(server)
        if os.environ.get("KITH_GOLDEN") == "rewrite":
            GOLDEN.mkdir(exist_ok=True)
            for path in GOLDEN.glob("*.json"):
                path.unlink()
            for name, (_, value) in made.entities.items():
                text = json.dumps(masked(value, server), indent=1, ensure_ascii=False)
                (GOLDEN / f"{name}.json").write_text(text + "\n")
        yield made


def test_every_entity_has_a_golden_file_and_the_other_way_round(world):
    assert sorted(world.entities) == sorted(path.stem for path in GOLDEN.glob("*.json"))


def test_every_shape_is_met_by_an_entity(world):
    assert set(SHAPES) == {shape for shape, _ in world.entities.values()}


def test_entities_are_as_the_documentation_has_them(world):
    wrong = {name: found for name, (shape, value) in world.entities.items() if (found := mismatches(value, shape))}
    assert not wrong, "\n" + "\n".join(f"{name}: {one}" for name, found in wrong.items() for one in found)


@pytest.mark.parametrize("name", NAMES)
def test_entity_is_as_it_was(world, name):
    assert name in world.entities
    now = masked(world.entities[name][1], world.server)
    assert now == json.loads((GOLDEN / f"{name}.json").read_text())


def test_the_table_of_shapes_notices_what_is_wrong():
    good = {"id": "12", "text": "x", "spoiler_text": ""}
    assert mismatches(good, "StatusSource") == []
    assert mismatches({**good, "id": 12}, "StatusSource") == [".id: 12 is no id"]
    assert mismatches({**good, "text": None}, "StatusSource") == [".text: None is no text"]
    assert mismatches({"id": "12", "text": "x"}, "StatusSource") == [".spoiler_text is missing"]
    assert mismatches([good], "StatusSource") and mismatches({"shortcode": "x"}, ["CustomEmoji"])
    assert mismatches({"state": "odd", "quoted_status": None}, "Quote") == [".state: 'odd' is none of pending, accepted, rejected, revoked, deleted, unauthorized"]
