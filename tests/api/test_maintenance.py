"""Backup, restore, check and the like through the real binary: what an operator does on a good day and on the worst one."""
import fcntl, glob, html, json, os, pty, re, resource, shutil, signal, sqlite3, stat, struct, subprocess, sys, threading, time
import pytest
import requests
from kith_server import BINARY, Server

PICTURE = os.path.join(os.path.dirname(__file__), "..", "clients", "picture.png")


@pytest.fixture
def own():
    """A server of one test, not started."""
    server = Server()
    try:
        yield server
    finally:
        server.close()


def data(server, *names):
    return os.path.join(server.folder, "data", *names)


def fails(server, *args, code=1, **options):
    """What a command that must fail says."""
    done = subprocess.run([BINARY, *args, *server.options()], capture_output=True, text=True, timeout=120, **options)
    assert done.returncode == code, f"kith {' '.join(args)}: exit {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stderr


def check(server):
    done = server.command("check", "--json", check=False)
    found = json.loads(done.stdout)
    assert found["ok"] == (not found["findings"]) == (done.returncode == 0)
    return found["findings"]


def accounts(server):
    return sorted(row["username"] for row in json.loads(server.command("account", "list", "--json")))


def mode(path):
    return stat.S_IMODE(os.stat(path).st_mode)


def content(path):
    with open(path, "rb") as f:
        return f.read()


def kept(server):
    return sorted(os.path.basename(path) for path in glob.glob(data(server, "kith.sqlite.before-restore*")))


def posts(client):
    return {post["id"] for post in client.get(f"/api/v1/accounts/{client.id}/statuses", params={"limit": 40})}


def rows(path, query):
    db = sqlite3.connect(path)
    try:
        return db.execute(query).fetchall()
    finally:
        db.close()


def names_in(path):
    return {name for name, in rows(path, "SELECT username FROM accounts")}


def version_of(path):
    return rows(path, "PRAGMA user_version")[0][0]


def overwrite(path, offset, size):
    with open(path, "r+b") as f:
        f.seek(offset)
        f.write(b"\xa5" * size)


def fill(server, name, words):
    """A database of one account with so many settings, in the file alone."""
    server.command("account", "create", name)
    db = sqlite3.connect(data(server, "kith.sqlite"))
    db.executemany("INSERT INTO settings (key, value) VALUES (?, ?)", ((f"filler{n}", "x" * 1000) for n in range(words)))
    db.commit()
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


def damage_a_page(path, table):
    db = sqlite3.connect(path)
    page = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()[0]
    size = db.execute("PRAGMA page_size").fetchone()[0]
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    overwrite(path, (page - 1) * size, size)


def take_lock(file, start, length, kind=fcntl.F_WRLCK):
    """As another kith does."""
    set_of_open_file = 37  # F_OFD_SETLK
    fcntl.fcntl(file, set_of_open_file, struct.pack("hhqqi4x", kind, os.SEEK_SET, start, length, 0))


SERVER_BYTE, DATABASE_BYTE = 1 << 20, (1 << 20) + 1

# Backup


def test_backup_under_load_is_restored_elsewhere_with_all_that_was_acknowledged(own, tmp_path):
    own.start()
    writer = own.member("writer")
    before, stop = [], threading.Event()

    def write():
        while not stop.is_set():
            before.append(writer.toot(f"post {len(before)}")["id"])

    thread = threading.Thread(target=write)
    thread.start()
    try:
        while len(before) < 10:
            time.sleep(0.01)
        acknowledged = set(before)
        file = str(tmp_path / "kept.sqlite")
        own.command("backup", file)
    finally:
        stop.set()
        thread.join()
    assert mode(file) == 0o600 and os.listdir(tmp_path) == ["kept.sqlite"]

    with Server() as other:
        other.stop()
        shutil.rmtree(data(other))
        original = content(file)
        assert "Restored" in other.command("restore", file)
        assert content(file) == original and os.listdir(tmp_path) == ["kept.sqlite"], "the backup was written to"
        assert check(other) == [] and mode(data(other)) == 0o750 and kept(other) == []
        other.start()
        reader = other.sign_in("writer")
        reader.id = writer.id
        assert acknowledged <= {post["id"] for post in everything(reader)}


def everything(client):
    url = client.server.base + f"/api/v1/accounts/{client.id}/statuses?limit=40"
    while url:
        answer = client.http.get(url, timeout=60)
        yield from answer.json()
        url = answer.links.get("next", {}).get("url") if answer.json() else None


def test_backup_never_replaces_a_file_and_writes_over_what_a_killed_one_left(own, tmp_path):
    own.command("account", "create", "maya")
    file = tmp_path / "kept.sqlite"
    (tmp_path / "kept.sqlite.part").write_bytes(b"half a database" * 1000)
    own.command("backup", str(file))
    assert os.listdir(tmp_path) == ["kept.sqlite"] and mode(file) == 0o600
    assert names_in(file) == {"maya"}
    before = content(file)
    assert "exists already" in fails(own, "backup", str(file)) and content(file) == before
    assert "cannot be made" in fails(own, "backup", str(tmp_path / "no" / "such" / "folder.sqlite"))
    with open(tmp_path / "other.part", "w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        assert "another backup" in fails(own, "backup", str(tmp_path / "other"))


def full_disk(bytes):
    """The limit on the size of files stands for a disk that is full."""
    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (bytes, bytes))
    return limit


def test_backup_on_a_full_disk_leaves_nothing_behind(own, tmp_path):
    fill(own, "maya", 3000)
    assert "could not be completed" in fails(own, "backup", str(tmp_path / "kept"), preexec_fn=full_disk(1 << 20))
    assert os.listdir(tmp_path) == []


def killed_at_random(server, args, seconds):
    process = subprocess.Popen([BINARY, *args, *server.options()], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
    return process.wait() == 0


def test_killed_backup_leaves_no_file_of_that_name(own, tmp_path):
    fill(own, "maya", 3000)
    done = 0
    for n in range(12):
        file = tmp_path / f"kept{n}"
        if killed_at_random(own, ["backup", str(file)], 0.01 + n * 0.02):
            done += 1
        if file.exists():
            assert rows(file, "PRAGMA integrity_check") == [("ok",)]
            assert rows(file, "SELECT count(*) FROM settings WHERE key LIKE 'filler%'") == [(3000,)]
    own.command("backup", str(tmp_path / "last"))


# Restore


def test_restore_and_a_second_server_are_refused_while_one_runs(own, tmp_path):
    own.start()
    member = own.member("maya")
    file = str(tmp_path / "kept.sqlite")
    own.command("backup", file)
    post = member.toot("after the backup")["id"]
    said = fails(own, "restore", file, "--yes")
    assert "kith serve (process " in said and "systemctl stop kith" in said
    second = {**own.settings, "server.listen": "127.0.0.1:0"}
    said = fails(own, *["serve", *[word for key, value in second.items() for word in ("--set", f"{key}={value}")]])
    assert f"kith serve (process {own.process.pid})" in said and "stop that server first" in said
    assert "wait" not in said
    for command in (["demo"], ["migrate"]):
        done = own.command(*command, check=False)
        assert done.returncode == (1 if command == ["demo"] else 0), done.stderr
    assert post in posts(member) and accounts(own) == ["maya"]

    own.stop(signal.SIGKILL)
    own.start()
    assert post in posts(member), "the lock outlived the server, or the post did not"
    own.stop()
    assert "Repeat with --yes" in fails(own, "restore", file)
    own.command("restore", file, "--yes")
    own.start()
    assert posts(member) == set()
    own.stop()
    assert kept(own) == ["kith.sqlite.before-restore"]
    assert rows(data(own, "kith.sqlite.before-restore"), "SELECT id FROM statuses") == [(int(post),)]


def test_nobody_works_with_the_database_while_it_is_replaced(own, tmp_path):
    own.command("account", "create", "maya")
    with open(data(own, "kith.lock"), "r+b") as lock:
        take_lock(lock, SERVER_BYTE, 2)
        lock.truncate(0)
        os.pwrite(lock.fileno(), b"kith restore (process 1)\n", 0)
        for command in (["account", "list"], ["check"], ["backup", str(tmp_path / "x")], ["serve"], ["restore", PICTURE, "--yes"]):
            said = fails(own, *command)
            assert "kith restore (process 1)" in said and "wait until it is done" in said, said
    assert accounts(own) == ["maya"]


def test_restore_waits_for_no_command_but_says_that_one_is_at_work(own, tmp_path):
    own.command("account", "create", "maya")
    own.command("backup", str(tmp_path / "kept"))
    with open(data(own, "kith.lock"), "r+b") as lock:
        take_lock(lock, DATABASE_BYTE, 1, fcntl.F_RDLCK)
        assert "another kith command is at work" in fails(own, "restore", str(tmp_path / "kept"), "--yes")


def foreign(path):
    db = sqlite3.connect(path)
    db.executescript("CREATE TABLE notes (text); INSERT INTO notes VALUES ('mine')")
    db.close()


def foreign_with_a_version(path):
    foreign(path)
    db = sqlite3.connect(path)
    db.executescript("PRAGMA user_version = 1")
    db.close()


def newer(path):
    foreign(path)
    db = sqlite3.connect(path)
    db.executescript("PRAGMA user_version = 9999")
    db.close()


@pytest.mark.parametrize("make, words", [
    (lambda path: path.write_bytes(b""), "is no backup of Kith"),
    (lambda path: path.write_bytes(b"SQLite format 3\0"), "is no backup of Kith"),
    (lambda path: path.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000), "is no backup of Kith"),
    (lambda path: path.write_bytes(b"text " * 4000), "is no backup of Kith"),
    (foreign, "another program made this database"),
    (foreign_with_a_version, "it has no table"),
    (newer, "newer Kith"),
    (lambda path: path.mkdir(), "is no file"),
    (lambda path: None, "does not exist"),
])
def test_what_is_no_backup_is_refused_and_left_alone(own, tmp_path, make, words):
    own.command("account", "create", "maya")
    file = tmp_path / "given"
    make(file)
    before = content(file) if file.is_file() else None
    present = content(data(own, "kith.sqlite"))
    assert words in fails(own, "restore", str(file), "--yes")
    assert before is None or content(file) == before
    assert set(os.listdir(tmp_path)) <= {"given"}
    assert content(data(own, "kith.sqlite")) == present and accounts(own) == ["maya"]
    assert not [name for name in os.listdir(data(own)) if "restor" in name]


def test_damaged_backup_is_refused_with_what_is_wrong(own, tmp_path):
    own.command("account", "create", "maya")
    file = str(tmp_path / "kept")
    own.command("backup", file)
    damage_a_page(file, "accounts")
    for ending in ("-wal", "-shm"):
        if os.path.exists(file + ending):
            os.remove(file + ending)
    said = fails(own, "restore", file, "--yes")
    assert "damaged: " in said and "nothing was changed" in said and accounts(own) == ["maya"]


@pytest.mark.parametrize("offset, size", [(0, 4096), (16, 84), (0, 1 << 20), (100, 3996)])
def test_restore_works_over_a_damaged_database_and_keeps_it(own, tmp_path, offset, size):
    own.command("account", "create", "maya")
    file = str(tmp_path / "kept")
    own.command("backup", file)
    overwrite(data(own, "kith.sqlite"), offset, size)
    with open(data(own, "kith.sqlite-wal"), "wb") as log:
        log.write(b"what the log held")
    broken = content(data(own, "kith.sqlite"))
    said = own.command("restore", file, "--yes", check=False)
    assert said.returncode == 0, said.stderr
    assert accounts(own) == ["maya"] and check(own) == []
    assert content(data(own, "kith.sqlite.before-restore"))[:offset + size] == broken[:offset + size]


def test_log_of_a_database_that_cannot_be_opened_is_kept_with_it(own, tmp_path):
    own.start()
    own.member("maya")
    file = str(tmp_path / "kept")
    own.command("backup", file)
    own.member("late")
    own.stop(signal.SIGKILL)
    log = content(data(own, "kith.sqlite-wal"))
    assert len(log) > 0
    overwrite(data(own, "kith.sqlite"), 0, 100)
    overwrite(data(own, "kith.sqlite-wal"), 0, 32)
    log = content(data(own, "kith.sqlite-wal"))
    assert "is damaged; it is kept as it is" in own.command("restore", file, "--yes", check=False).stderr
    assert kept(own) == ["kith.sqlite.before-restore", "kith.sqlite.before-restore-wal"]
    assert content(data(own, "kith.sqlite.before-restore-wal")) == log
    assert accounts(own) == ["maya"] and check(own) == []


def test_what_was_acknowledged_before_a_kill_is_in_what_a_restore_keeps(own, tmp_path):
    own.start()
    own.member("maya")
    file = str(tmp_path / "kept")
    own.command("backup", file)
    own.member("late")
    own.stop(signal.SIGKILL)
    own.command("restore", file, "--yes")
    assert accounts(own) == ["maya"]
    # And back again, from what was kept.
    own.command("restore", data(own, "kith.sqlite.before-restore"), "--yes")
    assert accounts(own) == ["late", "maya"] and check(own) == []
    assert kept(own) == ["kith.sqlite.before-restore", "kith.sqlite.before-restore-2"]
    assert names_in(data(own, "kith.sqlite.before-restore-2")) == {"maya"}


def test_database_that_was_not_closed_is_restored_with_its_log(own, tmp_path):
    own.start()
    own.member("maya")
    own.stop(signal.SIGKILL)
    for ending in ("", "-wal"):
        shutil.copy(data(own, "kith.sqlite") + ending, str(tmp_path / "copy") + ending)
    before = [content(str(tmp_path / "copy") + ending) for ending in ("", "-wal")]
    assert before[1]
    own.command("restore", str(tmp_path / "copy"), "--yes")
    assert accounts(own) == ["maya"]
    assert [content(str(tmp_path / "copy") + ending) for ending in ("", "-wal")] == before


def test_the_database_itself_and_that_of_a_server_that_runs_are_no_backups(own):
    own.start()
    own.member("maya")
    with Server() as other:
        other.stop()
        assert "make a backup of it first" in fails(other, "restore", data(own, "kith.sqlite"), "--yes")
        assert "is the database itself" in fails(other, "restore", data(other, "kith.sqlite"), "--yes")


def test_restore_on_a_full_disk_changes_nothing(own, tmp_path):
    fill(own, "maya", 3000)
    file = str(tmp_path / "kept")
    own.command("backup", file)
    own.command("account", "create", "late")
    before = content(data(own, "kith.sqlite"))
    for limit in (1 << 20, 2 << 20, os.path.getsize(file) - 1):
        fails(own, "restore", file, "--yes", preexec_fn=full_disk(limit))
        assert content(data(own, "kith.sqlite")) == before and kept(own) == []
        assert not os.path.exists(data(own, "kith.sqlite.restoring"))
    assert accounts(own) == ["late", "maya"]


def test_full_disk_while_the_log_is_taken_in_loses_nothing_of_it(own, tmp_path):
    own.command("account", "create", "maya")
    file = str(tmp_path / "kept")
    own.command("backup", file)
    writes = ("import os, sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.execute('PRAGMA wal_autocheckpoint = 0');"
              "db.executemany('INSERT INTO settings (key, value) VALUES (?, ?)', ((f'filler{n}', 'x' * 1000) for n in range(3000)));"
              "db.commit(); os._exit(0)")
    subprocess.run([sys.executable, "-c", writes, data(own, "kith.sqlite")], check=True, timeout=60)
    assert os.path.getsize(data(own, "kith.sqlite-wal")) > 3 << 20
    said = fails(own, "restore", file, "--yes", preexec_fn=full_disk(2 << 20))
    assert "cannot be put together" in said and kept(own) == []
    assert rows(data(own, "kith.sqlite"), "SELECT count(*) FROM settings WHERE key LIKE 'filler%'") == [(3000,)]
    own.command("restore", file, "--yes")
    assert accounts(own) == ["maya"]
    assert rows(data(own, "kith.sqlite.before-restore"), "SELECT count(*) FROM settings WHERE key LIKE 'filler%'") == [(3000,)]


def test_killed_restore_leaves_the_one_database_or_the_other_and_loses_neither(own, tmp_path):
    fill(own, "maya", 1500)
    file = str(tmp_path / "kept")
    own.command("backup", file)
    begun = time.monotonic()
    own.command("restore", file, "--yes")
    takes = time.monotonic() - begun
    finished = killed = 0
    for n in range(16):
        name = f"late{n}"
        own.command("account", "create", name)
        before = names_in(data(own, "kith.sqlite"))
        done = killed_at_random(own, ["restore", file, "--yes"], takes * (n + 1) / 14)
        finished += done
        killed += not done
        now = names_in(data(own, "kith.sqlite"))
        assert now == {"maya"} or now == before and not done, "neither the one nor the other"
        if now == {"maya"}:
            assert any(name in names_in(data(own, one)) for one in kept(own)), "what was there is kept nowhere"
    assert killed > 0
    assert check(own) == []
    own.command("restore", file, "--yes")
    assert not [one for one in os.listdir(data(own)) if "restoring" in one], "a restore that was not killed clears up"


def test_interrupted_moment_between_the_two_names_is_harmless(own, tmp_path):
    own.command("account", "create", "maya")
    own.command("backup", str(tmp_path / "kept"))
    own.command("account", "create", "late")
    os.link(data(own, "kith.sqlite"), data(own, "kith.sqlite.before-restore"))
    open(data(own, "kith.sqlite.restoring"), "w").write("half a copy")
    own.start()
    assert own.sign_in("late").get("/api/v1/accounts/verify_credentials")["username"] == "late"
    own.stop()
    own.command("restore", str(tmp_path / "kept"), "--yes")
    assert accounts(own) == ["maya"] and kept(own) == ["kith.sqlite.before-restore"]
    assert names_in(data(own, "kith.sqlite.before-restore")) == {"late", "maya"}


# Check


def test_check_reports_damage_as_findings(own):
    fill(own, "maya", 500)
    assert check(own) == []
    for table in ("settings", "accounts", "ties"):
        damage_a_page(data(own, "kith.sqlite"), table)
    findings = check(own)
    assert findings and all("damaged" in finding for finding in findings), findings
    overwrite(data(own, "kith.sqlite"), 0, 4096)
    [finding] = check(own)
    assert "cannot be opened" in finding and "not a database" in finding
    shutil.rmtree(data(own))
    assert "there is no database" in check(own)[0] and not os.path.exists(data(own))


@pytest.mark.parametrize("key, value", [("server.listen", "127.0.0.1"), ("server.listen", "127.0.0.1:99999"), ("server.listen", "kith.example:80"),
                                        ("server.trusted_proxies", "banana"), ("server.trusted_proxies", "10.0.0.0/33"), ("server.metrics_listen", "9108")])
def test_check_refuses_what_serve_refuses(own, key, value):
    own.command("account", "create", "maya")
    own.settings[key] = value
    [finding] = check(own)
    assert key in finding and value.split(",")[0] in finding
    assert key in fails(own, "serve")


def test_check_notices_media_files_that_are_gone_empty_or_cut(own):
    own.start()
    alice = own.member()
    with open(PICTURE, "rb") as f:
        media = alice.post("/api/v2/media", files={"file": f})
    for _ in range(200):
        if alice.request("GET", f"/api/v1/media/{media['id']}").status_code == 200:
            break
        time.sleep(0.05)
    assert check(own) == []
    db = sqlite3.connect(data(own, "kith.sqlite"))
    name, preview = db.execute("SELECT file, preview_file FROM media").fetchone()
    db.close()
    file = data(own, "media", name)
    whole = content(file)
    with open(file, "wb") as f:
        f.write(whole[:-1])
    assert check(own) == [f"damaged media file: {name} has {len(whole) - 1} bytes instead of {len(whole)}"]
    open(file, "wb").close()
    assert check(own) == [f"empty media file: {name}"]
    os.remove(file)
    assert check(own) == [f"missing media file: {name}"]
    with open(file, "wb") as f:
        f.write(whole)
    open(data(own, "media", preview), "wb").close()
    assert check(own) == [f"empty media file: {preview}"]


def on_a_terminal(server, *args):
    """What somebody who sits before it sees."""
    here, there = pty.openpty()
    done = subprocess.run([BINARY, *args, *server.options()], stdout=subprocess.PIPE, stderr=there, text=True, timeout=120)
    os.close(there)
    shown = b""
    while True:
        try:
            piece = os.read(here, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    os.close(here)
    assert done.returncode == 0, shown
    return shown.decode()


def test_long_work_shows_how_far_it_is(own, tmp_path):
    fill(own, "maya", 500)
    file = str(tmp_path / "kept")
    assert "copying: " in on_a_terminal(own, "backup", file)
    assert "every page of the database" in on_a_terminal(own, "check")
    shown = on_a_terminal(own, "restore", file, "--yes")
    assert "copying: 100 %" in shown and "every page of the backup" in shown
    assert own.command("check", check=False).stderr == ""


# Migrations


def test_migrate_says_what_it_would_do_and_does_it(own, tmp_path):
    said = own.command("migrate", "--dry-run")
    assert said.startswith("would apply 0001_") and not os.path.exists(data(own))
    assert "applying 0001_" in own.command("migrate") and mode(data(own)) == 0o750
    assert "up to date" in own.command("migrate") and "up to date" in own.command("migrate", "--dry-run")


def first_version(path):
    """A database as the first migration left it."""
    root = os.path.join(os.path.dirname(__file__), "..", "..", "src", "backends", "sqlite", "migrations")
    db = sqlite3.connect(path)
    with open(glob.glob(os.path.join(root, "0001_*.sql"))[0]) as f:
        db.executescript(f.read() + "; PRAGMA user_version = 1; PRAGMA journal_mode = WAL;")
    db.execute("INSERT INTO settings (key, value) VALUES ('title', 'Old')")
    db.commit()
    db.close()


def test_earlier_version_is_backed_up_as_it_is_and_restored_brought_up(own, tmp_path):
    os.makedirs(data(own))
    first_version(data(own, "kith.sqlite"))
    [finding] = check(own)
    assert "earlier version" in finding and "kith migrate" in finding
    own.command("backup", str(tmp_path / "old"))
    for file in (data(own, "kith.sqlite"), str(tmp_path / "old")):
        assert version_of(file) == 1
    own.command("restore", str(tmp_path / "old"), "--yes")
    assert check(own) == [] and version_of(data(own, "kith.sqlite")) > 1
    assert rows(data(own, "kith.sqlite"), "SELECT value FROM settings WHERE key = 'title'") == [("Old",)]
    assert version_of(str(tmp_path / "old")) == 1


def test_command_of_a_newer_program_leaves_the_database_of_a_server_that_runs_alone(own):
    os.makedirs(data(own))
    first_version(data(own, "kith.sqlite"))
    open(data(own, "kith.lock"), "wb").close()
    with open(data(own, "kith.lock"), "r+b") as lock:
        take_lock(lock, SERVER_BYTE, 1)
        assert "restart the server first" in fails(own, "account", "list")
        assert "is at work" in fails(own, "migrate")
    assert version_of(data(own, "kith.sqlite")) == 1
    assert accounts(own) == []
    assert version_of(data(own, "kith.sqlite")) > 1


# The rest of the command line


def bare(*args, code=0, **environment):
    done = subprocess.run([BINARY, *args], capture_output=True, text=True, timeout=60, env={**os.environ, **environment})
    assert done.returncode == code, f"kith {' '.join(args)}: exit {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout if code == 0 else done.stderr


def test_sample_is_a_configuration_that_changes_nothing(own, tmp_path):
    sample = bare("config", "sample")
    assert "[server]" in sample and "# listen = " in sample
    active = "\n".join(line.removeprefix("# ") if " = " in line and line.startswith("# ") and "." not in line.split(" = ")[0] else line
                       for line in sample.splitlines() if not line.startswith("# Each can"))
    file = tmp_path / "kith.toml"
    file.write_text(active)
    own.command("account", "create", "maya")
    assert "in order" in own.command("check", "--config", str(file))


def test_version_is_said_in_every_way_it_is_asked_for():
    said = bare("version")
    version = json.loads(bare("version", "--json"))
    assert said == f"kith {version['version']}\n" == bare("--version") and version["name"] == "kith"


@pytest.mark.parametrize("words, expected", [
    (["bananas"], 'no command "bananas"; `kith --help`'),
    (["bakcup", "x"], "did you mean backup?"),
    (["account", "lst"], "did you mean account list?"),
    (["account", "bananas", "--help"], "`kith account --help`"),
])
def test_unknown_commands_are_named_with_the_nearest(words, expected):
    said = bare(*words, code=2)
    assert expected in said and words[-1 if words[0] == "x" else 0] in said


def test_wrong_options_are_refused_too():
    assert "--bananas" in bare("check", "--bananas", code=2)
    assert bare(code=2) and "Usage" in bare("--help")


def test_unknown_configuration_is_refused_wherever_it_comes_from(own, tmp_path):
    assert "did you mean KITH_SERVER_DOMAIN?" in bare("check", code=1, KITH_SERVER_DOMIAN="x.org")
    assert "KITH_MEDIA_BANANAS" in bare("check", code=1, KITH_MEDIA_BANANAS="1")
    own.command("account", "create", "maya")
    file = tmp_path / "kith.toml"
    file.write_text("\n[serverr]\n")
    said = fails(own, "check", "--config", str(file))
    assert "kith.toml line 2" in said and "did you mean server?" in said


def test_made_up_password_is_in_the_json_and_works(own):
    made = json.loads(own.command("account", "create", "maya", "--json"))
    assert len(made["password"]) >= 16 and made["username"] == "maya"
    given = json.loads(own.command("account", "create", "jonas", "--password-stdin", "--json", stdin=Server.PASSWORD + "\n"))
    assert "password" not in given and set(made) - {"password"} == set(given)
    own.start()
    assert signs_in(own, "maya", made["password"]) and not signs_in(own, "maya", made["password"] + "x")
    assert "password" not in json.loads(own.command("account", "show", "maya", "--json"))


def signs_in(server, name, password):
    browser = requests.Session()
    page = browser.get(server.base + "/sign-in", timeout=60).text
    action, inside = re.search(r'<form method="post" action="([^"]*)"(.*?)</form>', page, re.S).groups()
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', inside))
    browser.post(server.base + html.unescape(action), timeout=60, data={**hidden, "login": name, "password": password})
    return "kith_session" in browser.cookies


def test_scripts_get_invitations_and_links_as_json(own):
    own.command("account", "create", "maya")
    made = json.loads(own.command("invite", "create", "--uses", "3", "--comment", "For the choir", "--json"))
    own.command("invite", "create", "--days", "2")
    own.command("invite", "revoke", made["code"])
    listed = {row["code"]: row for row in json.loads(own.command("invite", "list", "--json"))}
    row = listed.pop(made["code"])
    assert (row["id"], row["url"], row["uses"], row["max_uses"], row["comment"]) == (made["id"], made["url"], 0, 3, "For the choir")
    assert row["revoked_at"] and row["expires_at"] is None
    [other] = listed.values()
    assert other["max_uses"] is None and other["expires_at"] and other["revoked_at"] is None
    link = json.loads(own.command("account", "reset-password", "maya", "--json"))
    assert link["username"] == "maya" and link["expires_at"].endswith("Z")
    own.start()
    assert link["url"].startswith(own.base + "/") and requests.get(link["url"], timeout=60).status_code == 200


def test_the_only_owner_cannot_be_suspended(own):
    own.command("account", "create", "olga", "--owner")
    own.command("account", "create", "maya")
    assert "kith account promote NAME --role owner" in fails(own, "account", "suspend", "olga")
    assert "kith account promote NAME --role owner" in fails(own, "account", "promote", "olga", "--role", "user")
    own.start()
    olga = own.sign_in("olga", "admin:read admin:write read")
    for measure in ("suspend", "disable"):
        refused = olga.request("POST", f"/api/v1/admin/accounts/{olga.id}/action", data={"type": measure})
        assert refused.status_code in (409, 422) and "own this server" in refused.json()["error"], refused.text
    assert olga.get("/api/v1/accounts/verify_credentials")["username"] == "olga"
    own.command("account", "promote", "maya", "--role", "owner")
    own.command("account", "suspend", "olga")
    assert "kith account promote" in fails(own, "account", "suspend", "maya")
    own.command("account", "unsuspend", "olga")
    own.command("account", "suspend", "maya")


def test_what_a_command_makes_before_the_first_start_is_closed_to_others(own):
    old = os.umask(0o022)
    try:
        own.command("account", "create", "maya")
    finally:
        os.umask(old)
    assert mode(data(own)) == 0o750 and mode(data(own, "kith.lock")) == 0o600
    os.chmod(data(own), 0o755)
    own.start()
    assert mode(data(own)) == 0o750
    own.stop()
    os.chmod(data(own), 0o700)
    own.start()
    assert mode(data(own)) == 0o700, "a closed folder was opened"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")
def test_who_may_not_look_into_the_folder_is_told_so(own, tmp_path):
    own.command("account", "create", "maya")
    os.chmod(own.folder, 0o755)
    stranger = {"user": 4321, "group": 4321, "extra_groups": []}
    for command in (["check"], ["backup", "/tmp/never-made"], ["migrate"], ["account", "list"], ["restore", PICTURE, "--yes"], ["serve"]):
        done = subprocess.run([BINARY, *command, *own.options()], capture_output=True, text=True, timeout=60, **stranger)
        assert done.returncode == 1 and "Permission denied" in done.stdout + done.stderr, done
    assert accounts(own) == ["maya"] and mode(data(own)) == 0o750


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_what_root_makes_belongs_to_the_owner_of_the_folder(own, tmp_path):
    own.command("account", "create", "maya")
    own.command("backup", str(tmp_path / "kept"))
    os.remove(data(own, "kith.lock"))
    for name in [".", *os.listdir(data(own))]:
        os.chown(data(own, name), 4321, 4321)
    own.command("account", "list")
    own.command("restore", str(tmp_path / "kept"), "--yes")
    for name in os.listdir(data(own)):
        assert os.stat(data(own, name)).st_uid == 4321, name
