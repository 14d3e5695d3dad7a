"""Uploads, their processing and their files."""
import os, struct, subprocess, time, zlib

import pytest
from kith_server import eventually


def png(width=32, height=16):
    raw = b"".join(b"\0" + bytes([200, 60, (x * 8) % 256][c] for x in range(width) for c in range(3)) for _ in range(height))
    chunk = lambda kind, body: struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b"")


def upload(member, data, name="a.png", version=2, expect=200, **fields):
    return member.call("POST", f"/api/v{version}/media", expect, files={"file": (name, data)}, data=fields)


def test_picture_is_ready_at_once_and_served(alice, nobody):
    media = upload(alice, png(), description="a red field", focus="0.25,-0.5")
    assert media["type"] == "image" and media["description"] == "a red field"
    assert media["meta"]["original"]["width"] == 32 and media["meta"]["focus"] == {"x": 0.25, "y": -0.5}
    assert len(media["blurhash"]) >= 6
    made = alice.post("/api/v1/statuses", {"status": "", "media_ids[]": media["id"]})
    assert made["media_attachments"][0]["id"] == media["id"]
    file = nobody.http.get(made["media_attachments"][0]["url"])
    assert file.status_code == 200 and file.headers["Content-Type"] == "image/png"
    assert "immutable" in file.headers["Cache-Control"] and "sandbox" in file.headers["Content-Security-Policy"]


def test_where_a_picture_is_aimed_at_is_changed_by_an_edit(alice, bob):
    media = upload(alice, png())
    made = alice.post("/api/v1/statuses", {"status": "a field", "media_ids[]": media["id"]})
    edit = {"status": "a field", "media_ids": [media["id"]], "media_attributes": [{"id": media["id"], "focus": "0.5,-0.5"}]}
    edited = alice.call("PUT", f"/api/v1/statuses/{made['id']}", json=edit)
    for seen in (edited, bob.get(f"/api/v1/statuses/{made['id']}")):
        assert seen["media_attachments"][0]["meta"]["focus"] == {"x": 0.5, "y": -0.5}
        assert seen["edited_at"] is None


def test_film_is_processed_in_the_background(alice, tmp_path):
    path = tmp_path / "film.mp4"
    subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc=size=64x48:rate=5:duration=1", "-f", "lavfi", "-i", "sine=duration=1", "-shortest", str(path)], check=True, stdin=subprocess.DEVNULL)
    media = upload(alice, path.read_bytes(), "film.mp4", expect=202)
    assert media["url"] is None
    alice.post("/api/v1/statuses", {"status": "early", "media_ids[]": media["id"]}, expect=422)

    def ready():
        answer = alice.request("GET", f"/api/v1/media/{media['id']}")
        assert answer.status_code in (200, 206), answer.text
        return answer.json() if answer.status_code == 200 else None

    done = eventually(ready)
    assert done["type"] in ("video", "gifv") and done["preview_url"] and done["meta"]["duration"] > 0.5


def test_what_is_no_picture_is_refused_with_words(alice):
    assert "not supported" in upload(alice, b"MZ this is no picture", "a.png", expect=422)["error"]
    upload(alice, png()[:40], "broken.png", expect=422)
    assert alice.post("/api/v2/media", {"description": "no file"}, expect=422)


def test_somebody_elses_upload_cannot_be_used(alice, bob):
    media = upload(alice, png())
    bob.post("/api/v1/statuses", {"status": "mine now", "media_ids[]": media["id"]}, expect=422)
    bob.get(f"/api/v1/media/{media['id']}", expect=404)
    bob.put(f"/api/v1/media/{media['id']}", {"description": "x"}, expect=404)


def test_description_is_changed_and_upload_thrown_away(alice):
    media = upload(alice, png())
    assert alice.put(f"/api/v1/media/{media['id']}", {"description": "better"})["description"] == "better"
    alice.put(f"/api/v1/media/{media['id']}", {"description": "x" * 1501}, expect=422)
    alice.delete(f"/api/v1/media/{media['id']}")
    alice.get(f"/api/v1/media/{media['id']}", expect=404)


def test_files_outside_the_folder_are_not_served(nobody):
    for path in ("/media/../kith.sqlite", "/media/%2e%2e/kith.sqlite", "/media/", "/media/attachments", "/media/a.sqlite"):
        assert nobody.request("GET", path).status_code in (400, 404)
