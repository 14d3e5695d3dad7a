"""Walks a server's own sign-in and consent pages, as a browser without JavaScript would."""
import html.parser, re, urllib.parse
import requests


class Forms(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms, self.text = [], []

    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        if tag == "form":
            self.forms.append({"action": a.get("action", ""), "method": a.get("method", "get").lower(), "fields": {}, "types": {}})
        elif self.forms and tag in ("input", "button") and a.get("name"):
            self.forms[-1]["fields"][a["name"]] = a.get("value", "")
            self.forms[-1]["types"][a["name"]] = a.get("type", "text")

    def handle_data(self, data):
        self.text.append(data)


def authorize(url, login, password):
    """Signs in, allows, and gives the code that the out-of-band page shows."""
    session = requests.Session()
    answer = session.get(url, timeout=30)
    for _ in range(6):
        assert answer.status_code == 200, answer.text
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(answer.url).query)
        page = Forms()
        page.feed(answer.text)
        posts = [f for f in page.forms if f["method"] == "post"]
        if not posts or "code" in query and "oauth/authorize/native" in answer.url:
            if "code" in query:
                return query["code"][0]
            found = re.search(r"[\w-]{30,}", " ".join(page.text))
            assert found, answer.text
            return found.group(0)
        form = posts[0]
        data = dict(form["fields"])
        for name, kind in form["types"].items():
            if kind == "password":
                data[name] = password
            elif kind in ("text", "email"):
                data[name] = login
        answer = session.post(urllib.parse.urljoin(answer.url, form["action"] or answer.url), data=data, timeout=60)
    raise AssertionError("no code after six pages")
