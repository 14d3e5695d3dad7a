"""E-mail over SMTP: what a member asks for arrives, and its link works."""
import email, os, re, socketserver, sys, threading

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
sys.path.insert(0, os.path.dirname(__file__))
import html
import pytest
import requests
from kith_openapi import KithClient
from kith_server import Server, eventually


class Mailbox(socketserver.ThreadingTCPServer):
    """Takes mail as RFC 5321 has it, and keeps it."""

    allow_reuse_address = True
    daemon_threads = True

    class Handler(socketserver.StreamRequestHandler):
        def say(self, text):
            self.wfile.write(text.encode() + b"\r\n")

        def handle(self):
            self.say("220 test")
            sender, receivers = None, []
            while line := self.rfile.readline().decode().rstrip("\r\n"):
                verb = line.upper()
                if verb.startswith("EHLO"):
                    self.say("250-test")
                    self.say("250 AUTH PLAIN" if self.server.password else "250 SIZE")
                elif verb.startswith("MAIL FROM:"):
                    sender = line[10:].split()[0].strip("<>")
                    self.say("250 ok")
                elif verb.startswith("RCPT TO:"):
                    receivers.append(line[8:].strip("<>"))
                    self.say("250 ok" if not self.server.refuse else "550 nobody of that name")
                elif verb == "DATA":
                    self.say("354 go on")
                    data = b""
                    while (part := self.rfile.readline()) != b".\r\n":
                        data += part[1:] if part.startswith(b".") else part
                    self.server.mails.append((sender, receivers, email.message_from_bytes(data)))
                    self.say("250 ok")
                elif verb == "QUIT":
                    return self.say("221 bye")
                else:
                    self.say("502 no")

    def __init__(self):
        super().__init__(("127.0.0.1", 0), self.Handler)
        self.mails, self.refuse, self.password = [], False, None
        threading.Thread(target=self.serve_forever, daemon=True).start()


@pytest.fixture(scope="module")
def mailbox():
    box = Mailbox()
    yield box
    box.shutdown()


@pytest.fixture(scope="module")
def server(mailbox):
    url = f"smtp://127.0.0.1:{mailbox.server_address[1]}"
    with Server(**{"mail.smtp_url": url, "mail.from": "The Harbour <harbour@kith.example>"}) as running:
        yield running


def submit(browser, page, base, **fields):
    """Fills in the first form of a page."""
    action, inside = re.search(r'<form method="post" action="([^"]*)"(.*?)</form>', page.text, re.S).groups()
    hidden = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', inside)
    return browser.post(base + html.unescape(action), data={**{k: html.unescape(v) for k, v in hidden}, **fields})


def test_forgotten_password_is_replaced_by_mail(server, mailbox, alice):
    browser = requests.Session()
    submit(browser, browser.get(server.base + "/forgot"), server.base, email=f"{alice.name}@EXAMPLE.org")
    sender, receivers, message = eventually(lambda: next((m for m in mailbox.mails if "new password" in m[2]["Subject"]), None))
    assert sender == "harbour@kith.example"
    assert receivers == [f"{alice.name}@example.org"]
    assert message.get_content_charset() == "utf-8"
    link = re.search(r"http\S+/reset/\S+", message.get_payload(decode=True).decode())[0]
    answer = submit(browser, browser.get(link), server.base, password="a password never used before")
    assert answer.url.endswith("/sign-in")
    assert alice.request("GET", "/api/v1/accounts/verify_credentials").status_code == 401  # every app was signed out
    answer = submit(browser, answer, server.base, login=alice.name, password="a password never used before")
    assert f"@{alice.name}" in browser.get(server.base + "/settings").text
    assert browser.get(link).status_code == 404  # a link works once


def test_refused_mail_is_not_sent_for_ever(server, mailbox, bob):
    mailbox.refuse = True
    before = len(mailbox.mails)
    browser = requests.Session()
    submit(browser, browser.get(server.base + "/forgot"), server.base, email=f"{bob.name}@example.org")
    eventually(lambda: "job mail given up" in server.log())
    mailbox.refuse = False
    assert len(mailbox.mails) == before


def mail_to(mailbox, member, subject):
    """The one mail to this member with such a subject, once it is there; its words."""
    def look():
        return next((m for _, to, m in mailbox.mails if to == [f"{member.name}@example.org"] and subject in m["Subject"]), None)

    found = eventually(look)
    return found, found.get_payload(decode=True).decode()


def one_click(message):
    """What a mail program does that knows RFC 8058: no cookies, no page, one POST."""
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = re.fullmatch(r"<(http\S+)>", message["List-Unsubscribe"])[1]
    return link, requests.post(link, data={"List-Unsubscribe": "One-Click"}, allow_redirects=False)


def test_new_followers_are_mailed_with_their_facts_until_one_click_ends_it(server, mailbox, alice, bob, carol):
    kith = KithClient(alice)
    assert kith.get("/settings")["mail_possible"] is True
    carol.patch("/api/v1/accounts/update_credentials", {"display_name": "Carol the gardener", "note": "I grow roses."})
    refused = server.command("mail", "digest", alice.name, "--kind", "newcomers", check=False)
    assert refused.returncode != 0 and "did not ask" in refused.stderr, "nothing is mailed unasked"
    kith.patch("/settings", mail_newcomers=True, mail_today=True)
    for follower in (bob, carol):
        follower.follow(alice)
    server.command("mail", "digest", alice.name, "--kind", "newcomers")
    message, words = mail_to(mailbox, alice, "2 people are at your door")
    assert f"Carol the gardener (@{carol.name}) follows you" in words and f"(@{bob.name}) follows you" in words
    assert re.search(r"^  [+-] \S", words, re.M) and server.base + "/door" in words
    assert "nothing to tell" in server.command("mail", "digest", alice.name, "--kind", "newcomers"), "told once"

    link, answer = one_click(message)
    assert answer.status_code == 200 and link in words
    settings = kith.get("/settings")
    assert (settings["mail_newcomers"], settings["mail_today"]) == (False, True), "these mails, no others"
    assert one_click(message)[1].status_code == 200, "a mail program may ask twice"
    server.member().follow(alice)
    assert server.command("mail", "digest", alice.name, "--kind", "newcomers", check=False).returncode != 0
    # A link that somebody made up ends nobody's mails.
    assert requests.post(link[:-4] + "AAAA", data={"List-Unsubscribe": "One-Click"}).status_code == 404
    assert requests.post(link.replace("newcomers", "today"), data={"List-Unsubscribe": "One-Click"}).status_code == 404
    assert kith.get("/settings")["mail_today"] is True


def test_today_is_mailed_and_looking_at_the_link_alone_ends_nothing(server, mailbox, alice, bob):
    first = alice.toot(f"@{bob.name} shall we?")
    bob.toot(f"@{alice.name} yes, when?", in_reply_to_id=first["id"])
    kith = KithClient(alice)
    kith.patch("/settings", mail_today=True)
    server.command("mail", "digest", alice.name)
    message, words = mail_to(mailbox, alice, "Your week at")
    assert "waits for an answer" in words and "None of it is a duty" in words
    link = message["List-Unsubscribe"].strip("<>")
    browser = requests.Session()
    page = browser.get(link)  # what a scanner of links in mails does
    assert page.status_code == 200 and kith.get("/settings")["mail_today"] is True
    assert submit(browser, page, server.base).status_code == 200
    assert kith.get("/settings")["mail_today"] is False
