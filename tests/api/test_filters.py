"""Filters in both versions of the API, and markers."""


def make(member, word="storm", **more):
    return member.post("/api/v2/filters", {"title": "weather", "context[]": ["home", "public"], "keywords_attributes[][keyword]": word, **more})


def test_filter_is_made_read_changed_and_deleted(alice, bob):
    made = make(alice, expires_in="3600")
    assert made["title"] == "weather" and made["context"] == ["home", "public"] and made["filter_action"] == "warn"
    assert made["expires_at"].endswith("Z") and made["statuses"] == []
    assert [(k["keyword"], k["whole_word"]) for k in made["keywords"]] == [("storm", True)]
    path = f"/api/v2/filters/{made['id']}"
    assert alice.get(path) == made and alice.get("/api/v2/filters") == [made]
    keyword = made["keywords"][0]["id"]
    changed = alice.call("PUT", path, json={"title": "sky", "expires_in": None, "keywords_attributes": [{"id": keyword, "_destroy": True}, {"keyword": "hail", "whole_word": False}]})
    assert changed["title"] == "sky" and changed["expires_at"] is None
    assert [(k["keyword"], k["whole_word"]) for k in changed["keywords"]] == [("hail", False)]
    for method in ("get", "put", "delete"):
        getattr(bob, method)(path, expect=404)
    assert alice.delete(path) == {}
    assert alice.get("/api/v2/filters") == []


def test_keywords_and_statuses_of_a_filter(alice, bob):
    path = f"/api/v2/filters/{make(alice)['id']}"
    added = alice.post(path + "/keywords", {"keyword": "gale", "whole_word": "false"})
    assert set(added) == {"id", "keyword", "whole_word"} and added["whole_word"] is False
    one = f"/api/v2/filters/keywords/{added['id']}"
    assert alice.get(one) == added
    assert alice.put(one, {"keyword": "fog"})["keyword"] == "fog"
    assert [k["keyword"] for k in alice.get(path + "/keywords")] == ["storm", "fog"]
    bob.get(one, expect=404)
    assert alice.delete(one) == {}
    alice.get(one, expect=404)
    error = alice.post(path + "/keywords", {"keyword": ""}, expect=422)["error"]
    assert error == "Validation failed: Keyword can't be blank"

    status = bob.toot("hello")
    entry = alice.post(path + "/statuses", {"status_id": status["id"]})
    assert entry["status_id"] == status["id"]
    one = f"/api/v2/filters/statuses/{entry['id']}"
    assert alice.get(one) == entry and alice.get(path + "/statuses") == [entry]
    assert alice.get(f"/api/v1/statuses/{status['id']}")["id"] == status["id"]
    assert alice.delete(one) == {}
    assert alice.get(path + "/statuses") == []
    alice.post(path + "/statuses", {"status_id": "999"}, expect=404)


def test_filters_warn_or_hide_where_they_apply(alice, bob):
    alice.follow(bob)
    warned, hidden = bob.toot("a storm comes"), bob.toot("hail is here")
    made = make(alice)
    make(alice, "hail", filter_action="hide")
    home = alice.get("/api/v1/timelines/home")
    assert [s["id"] for s in home] == [warned["id"]]
    [result] = home[0]["filtered"]
    assert result["filter"]["id"] == made["id"] and result["keyword_matches"] == ["storm"]
    assert result["filter"]["filter_action"] == "warn" and result["status_matches"] is None
    context = alice.get(f"/api/v1/accounts/{bob.id}/statuses")
    assert hidden["id"] in [s["id"] for s in context]


def test_what_is_quoted_or_boosted_says_what_filters_it(alice, bob, carol):
    alice.follow(bob)
    made = make(alice, "storm")
    words = carol.toot("a storm comes")
    quote = bob.toot("look at this", quoted_status_id=words["id"])
    boost = bob.post(f"/api/v1/statuses/{words['id']}/reblog")
    home = {s["id"]: s for s in alice.get("/api/v1/timelines/home")}
    assert home[quote["id"]]["filtered"] == []
    [inside] = home[quote["id"]]["quote"]["quoted_status"]["filtered"]
    assert inside["filter"]["id"] == made["id"] and inside["keyword_matches"] == ["storm"]
    assert home[boost["id"]]["reblog"]["filtered"][0]["filter"]["id"] == made["id"]
    assert bob.get(f"/api/v1/statuses/{quote['id']}")["quote"]["quoted_status"]["filtered"] == []


def test_refusals_have_the_words_of_the_api(alice):
    error = alice.post("/api/v2/filters", {"title": ""}, expect=422)["error"]
    assert error == "Validation failed: Title can't be blank, Context can't be blank, Context None or invalid context supplied"
    alice.post("/api/v2/filters", {"title": "x", "context[]": "everywhere"}, expect=422)
    alice.post("/api/v2/filters", {"title": "x", "context[]": "home", "filter_action": "burn"}, expect=422)
    alice.post("/api/v2/filters", {"title": "x", "context[]": "home", "keywords_attributes[][id]": "5", "keywords_attributes[][keyword]": "y"}, expect=404)
    assert alice.post("/api/v1/filters", {"context[]": "home"}, expect=422)["error"] == "Validation failed: Phrase can't be blank"
    alice.get("/api/v2/filters/nonsense", expect=404)


def test_old_apps_see_each_keyword_as_a_filter(alice, bob):
    made = alice.post("/api/v1/filters", {"phrase": "test", "context[]": ["home", "thread"], "irreversible": "true", "expires_in": "60"})
    assert set(made) == {"id", "phrase", "context", "whole_word", "expires_at", "irreversible"}
    assert (made["phrase"], made["context"], made["whole_word"], made["irreversible"]) == ("test", ["home", "thread"], False, True)
    assert alice.get("/api/v1/filters") == [made] and alice.get(f"/api/v1/filters/{made['id']}") == made
    assert alice.get("/api/v2/filters")[0]["filter_action"] == "hide"
    changed = alice.put(f"/api/v1/filters/{made['id']}", {"phrase": "exam", "context[]": "home", "whole_word": "true"})
    assert (changed["phrase"], changed["context"], changed["whole_word"]) == ("exam", ["home"], True)
    bob.delete(f"/api/v1/filters/{made['id']}", expect=404)
    assert alice.delete(f"/api/v1/filters/{made['id']}") == {}
    assert alice.get("/api/v2/filters") == []


def test_markers_move_and_conflict(alice, bob):
    assert alice.get("/api/v1/markers") == {}
    assert alice.get("/api/v1/markers?timeline[]=home") == {}
    made = alice.post("/api/v1/markers", {"home[last_read_id]": "123", "notifications[last_read_id]": "45"})
    assert made["home"]["last_read_id"] == "123" and made["home"]["version"] == 1
    assert set(made["notifications"]) == {"last_read_id", "version", "updated_at"}
    assert alice.call("POST", "/api/v1/markers", json={"home": {"last_read_id": "124"}})["home"]["version"] == 2
    assert alice.get("/api/v1/markers?timeline[]=home&timeline[]=notifications&timeline[]=x")["home"]["last_read_id"] == "124"
    error = alice.post("/api/v1/markers", {"home[last_read_id]": "120", "home[version]": "1"}, expect=409)["error"]
    assert error == "Conflict during update, please try again"
    alice.post("/api/v1/markers", {"home[last_read_id]": "many"}, expect=422)
    assert alice.post("/api/v1/markers", {}) == {}
    assert bob.get("/api/v1/markers?timeline[]=home") == {}


def test_opened_post_says_what_filters_would_do_and_is_shown(alice, bob):
    said = bob.toot("about quokkas")
    for context, action in (("home", "warn"), ("thread", "hide")):
        alice.post("/api/v2/filters", {"title": context, "context[]": context, "filter_action": action, "keywords_attributes[][keyword]": "quokkas"})
    shown = alice.get(f"/api/v1/statuses/{said['id']}")
    assert {f["filter"]["title"] for f in shown["filtered"]} == {"home", "thread"}
    assert bob.get(f"/api/v1/statuses/{said['id']}")["filtered"] == [], "one's own"
