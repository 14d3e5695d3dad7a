"""Web Push subscriptions."""
KEYS = {
    "subscription[keys][p256dh]": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    "subscription[keys][auth]": "BTBZMqHH6r4Tts7J_aSIgg==",
}
PATH = "/api/v1/push/subscription"


def test_subscription_is_made_read_changed_and_removed(alice):
    alice.get(PATH, expect=404)
    made = alice.post(PATH, {"subscription[endpoint]": "https://push.example/1", **KEYS, "data[alerts][mention]": "true", "data[policy]": "followed"})
    assert made["endpoint"] == "https://push.example/1" and made["standard"] is False and made["policy"] == "followed"
    assert isinstance(made["id"], int) and made["id"] < 2**31
    assert made["alerts"]["mention"] is True and made["alerts"]["follow"] is False and "admin.sign_up" in made["alerts"]
    assert len(made["server_key"]) >= 86
    assert alice.get(PATH) == made
    changed = alice.call("PUT", PATH, json={"data": {"alerts": {"follow": True}}})
    assert changed["alerts"]["follow"] is True and changed["alerts"]["mention"] is False and changed["policy"] == "followed"
    assert alice.delete(PATH) == {}
    alice.get(PATH, expect=404)
    alice.put(PATH, {"data[alerts][follow]": "true"}, expect=404)


def test_apps_are_told_the_servers_key(nobody, alice):
    app = nobody.post("/api/v1/apps", {"client_name": "x", "redirect_uris": "urn:ietf:wg:oauth:2.0:oob"})
    made = alice.post(PATH, {"subscription[endpoint]": "https://push.example/1", **KEYS})
    assert app["vapid_key"] == made["server_key"]


def test_nonsense_and_missing_scope_are_refused(server, alice):
    alice.post(PATH, {}, expect=422)
    alice.post(PATH, {"subscription[endpoint]": "http://127.0.0.1/", **KEYS}, expect=422)
    alice.post(PATH, {"subscription[endpoint]": "https://push.example/", "subscription[keys][p256dh]": "x", "subscription[keys][auth]": "y"}, expect=422)
    alice.post(PATH, {"subscription[endpoint]": "https://push.example/", **KEYS, "data[policy]": "everyone"}, expect=422)
    server.sign_in(alice.name, "read write", alice.id).get(PATH, expect=403)
