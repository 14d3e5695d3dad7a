#!/usr/bin/env python3
"""Kills the server with SIGKILL at random moments while members post, follow and favourite, starts it again, and looks
whether everything that was acknowledged is there, once, with timelines and counts that agree.

usage: kill_test.py [--rounds 50] [--seed N]"""
import argparse, os, random, signal, sys, threading, time, uuid

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import requests
from kith_server import Client, Server

MEMBERS = 8


class Writer(threading.Thread):
    """One member who does things until told to stop, and remembers what was acknowledged."""

    def __init__(self, member, others, seed):
        super().__init__(daemon=True)
        self.client = Client(member.server, member.name, member.token, member.id)
        self.others, self.random, self.stopping = others, random.Random(seed), threading.Event()
        self.posted, self.favourited, self.followed, self.unsure = {}, set(), set(), []

    def run(self):
        while not self.stopping.is_set():
            try:
                self.act()
            except (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError):
                time.sleep(0.01)

    def act(self):
        what = self.random.random()
        if what < 0.7 or not self.posted:
            key = uuid.uuid4().hex
            self.unsure.append(key)
            r = self.client.request("POST", "/api/v1/statuses", data={"status": f"note {key}"}, headers={"Idempotency-Key": key}, timeout=20)
            if r.status_code == 200:
                self.posted[r.json()["id"]] = key
        elif what < 0.9:
            other = self.random.choice(self.others)
            target = self.random.choice(list(other.posted) or list(self.posted))
            r = self.client.request("POST", f"/api/v1/statuses/{target}/favourite", timeout=20)
            if r.status_code == 200:
                self.favourited.add(target)
        else:
            other = self.random.choice(self.others)
            if other.client.id != self.client.id and other.client.id not in self.followed:
                r = self.client.request("POST", f"/api/v1/accounts/{other.client.id}/follow", timeout=20)
                if r.status_code == 200:
                    self.followed.add(other.client.id)


def all_pages(client, path):
    url = client.server.base + path + ("&" if "?" in path else "?") + "limit=40"
    while url:
        r = client.http.get(url, timeout=60)
        r.raise_for_status()
        yield from r.json()
        url = r.links.get("next", {}).get("url") if r.json() else None


def verify(server, writers):
    problems = []
    for w in writers:
        texts = [s["content"] for s in all_pages(w.client, f"/api/v1/accounts/{w.client.id}/statuses")]
        ids = [s["id"] for s in all_pages(w.client, f"/api/v1/accounts/{w.client.id}/statuses")]
        if len(set(ids)) != len(ids) or len(set(texts)) != len(texts):
            problems.append(f"{w.client.name}: a status is there twice")
        missing = set(w.posted) - set(ids)
        if missing:
            problems.append(f"{w.client.name}: {len(missing)} acknowledged statuses are gone")
        home = [s["id"] for s in all_pages(w.client, "/api/v1/timelines/home")]
        if not set(ids) <= set(home):
            problems.append(f"{w.client.name}: {len(set(ids) - set(home))} own statuses are not in the home timeline")
        favourites = {s["id"] for s in all_pages(w.client, "/api/v1/favourites")}
        if w.favourited - favourites:
            problems.append(f"{w.client.name}: {len(w.favourited - favourites)} acknowledged favourites are gone")
        following = {a["id"] for a in all_pages(w.client, f"/api/v1/accounts/{w.client.id}/following")}
        if w.followed - following:
            problems.append(f"{w.client.name}: {len(w.followed - following)} acknowledged follows are gone")
        me = w.client.get("/api/v1/accounts/verify_credentials")
        if me["statuses_count"] != len(ids):
            problems.append(f"{w.client.name}: statuses_count {me['statuses_count']}, but {len(ids)} statuses")
        if me["following_count"] != len(following):
            problems.append(f"{w.client.name}: following_count {me['following_count']}, but follows {len(following)}")
        # The same key again must give the same status, not a second one.
        for status_id, key in list(w.posted.items())[-3:]:
            again = w.client.call("POST", "/api/v1/statuses", data={"status": f"note {key}"}, headers={"Idempotency-Key": key})
            if again["id"] != status_id:
                problems.append(f"{w.client.name}: an idempotency key was forgotten")
    return problems


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    server = Server(**{"server.counts": "self"})
    server.start()
    writers = []
    for i in range(MEMBERS):
        writers.append(Writer(server.member(f"member{i}"), writers, args.seed * 100 + i))
    for w in writers:
        w.others = writers
        w.start()
    for round_number in range(args.rounds):
        time.sleep(chance.uniform(0.05, 0.6))
        server.stop(signal.SIGKILL)
        server.start()
    for w in writers:
        w.stopping.set()
    for w in writers:
        w.join(timeout=30)
    problems = verify(server, writers)
    findings = server.command("check", check=False)
    if findings.returncode != 0:
        problems.append("kith check: " + findings.stdout + findings.stderr)
    posted = sum(len(w.posted) for w in writers)
    favourited = sum(len(w.favourited) for w in writers)
    followed = sum(len(w.followed) for w in writers)
    server.close()
    print(f"{args.rounds} kills; {posted} statuses, {favourited} favourites, {followed} follows were acknowledged")
    for problem in problems:
        print("PROBLEM", problem)
    if posted < args.rounds or favourited == 0 or followed == 0:
        print("PROBLEM too little happened for this to mean anything")
        problems.append("idle")
    print(f"{0 if problems else 1} passed, {1 if problems else 0} failed")
    return 1 if problems else 0


sys.exit(main())
