"""Trends come from what several people do. The first question makes the lists, so this file asks once."""


def test_trends_come_from_several_people(alice, bob, carol, nobody):
    for member in (alice, bob):
        member.toot("we both like #gardening")
    for _ in range(3):
        carol.toot("only carol likes #spamming")
    status = alice.toot("everybody likes this")
    for member in (bob, carol):
        member.post(f"/api/v1/statuses/{status['id']}/favourite")
    tags = nobody.get("/api/v1/trends/tags")
    assert [t["name"] for t in tags] == ["gardening"]
    assert sum(int(day["uses"]) for day in tags[0]["history"]) == 2
    assert nobody.get("/api/v1/trends") == tags
    assert alice.get("/api/v1/trends/tags")[0]["following"] is False
    assert [s["id"] for s in nobody.get("/api/v1/trends/statuses")] == [status["id"]]
    assert nobody.get("/api/v1/trends/links") == []
    assert nobody.get("/api/v1/trends/tags", params={"offset": 1}) == []
    assert nobody.get("/api/v1/trends/tags", params={"limit": 0, "offset": -5}) == tags
