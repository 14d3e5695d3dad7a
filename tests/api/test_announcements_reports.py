"""Custom emojis, announcements, reports: what the server's people set up and hear."""


def test_there_are_no_emojis_and_announcements_at_first(alice, nobody):
    assert nobody.get("/api/v1/custom_emojis") == []
    assert alice.get("/api/v1/announcements") == []
    nobody.get("/api/v1/announcements", expect=401)
    alice.post("/api/v1/announcements/1/dismiss", expect=404)
    alice.put("/api/v1/announcements/1/reactions/%F0%9F%A4%94", expect=404)
    alice.put("/api/v1/announcements/1/reactions/nonsense", expect=422)
    alice.delete("/api/v1/announcements/1/reactions/%F0%9F%A4%94", expect=404)


def test_a_report_is_filed_and_moderators_are_told(server, alice, bob):
    moderator = server.member(admin=True)
    status = bob.toot("something rude")
    report = alice.post("/api/v1/reports", {"account_id": bob.id, "status_ids[]": [status["id"]], "comment": "rude",
                                            "category": "spam", "forward": "true"})
    assert report["category"] == "spam" and report["action_taken"] is False and report["forwarded"] is False
    assert report["status_ids"] == [status["id"]] and report["rule_ids"] is None
    assert report["target_account"]["id"] == bob.id
    told = moderator.get("/api/v1/notifications", params={"types[]": ["admin.report"]})
    assert [n["account"]["id"] for n in told] == [alice.id]
    assert told[0]["report"]["id"] == report["id"] and told[0]["report"]["target_account"]["id"] == bob.id
    [group] = moderator.get("/api/v2/notifications", params={"types[]": ["admin.report"]})["notification_groups"]
    assert group["report"]["comment"] == "rude"
    assert bob.get("/api/v1/notifications") == []


def test_a_report_needs_somebody_and_known_rules(alice, bob, nobody):
    nobody.post("/api/v1/reports", {"account_id": bob.id}, expect=401)
    alice.post("/api/v1/reports", {"account_id": "1"}, expect=404)
    alice.post("/api/v1/reports", {}, expect=404)
    alice.post("/api/v1/reports", {"account_id": bob.id, "rule_ids[]": ["12345"]}, expect=422)
    alice.post("/api/v1/reports", {"account_id": bob.id, "category": "violation"}, expect=422)
    alice.post("/api/v1/reports", {"account_id": bob.id, "comment": "x" * 1001}, expect=422)
