"""The Debian package that ./dev package made: what it says, what is in it, and that it runs. Where the machine is a container
or a chroot and this is root (or KITH_INSTALL=1 says so), it is also installed and purged. KITH_DEB names another file."""
import glob, os, pathlib, re, shutil, subprocess, sys, time
import pytest
import requests

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from kith_server import free_port

CHECKOUT = HERE.parent.parent


def run(*command, **options):
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, **options)
    assert done.returncode == 0, f"{' '.join(command)}: exit {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def deb():
    if named := os.environ.get("KITH_DEB"):
        return os.path.abspath(named)
    [made] = glob.glob(str(CHECKOUT / "build/release/kith_*.deb"))
    return made


@pytest.fixture(scope="module")
def tree(deb, tmp_path_factory):
    """The package's files, unpacked."""
    folder = tmp_path_factory.mktemp("tree")
    run("dpkg", "-x", deb, str(folder))
    return folder


def field(deb, name):
    return run("dpkg-deb", "--field", deb, name).strip()


def dependencies(deb):
    return {re.split(r"[ (]", part.strip())[0] for part in re.split(r"[,|]", field(deb, "Depends"))}


def is_serving(process, port):
    """Waits until the server says that it is well."""
    for _ in range(300):
        assert process.poll() is None, "the server stopped"
        try:
            return requests.get(f"http://127.0.0.1:{port}/health", timeout=5).json() == {"status": "UP"}
        except requests.ConnectionError:
            time.sleep(0.1)
    return False


def unit_line(tree, key):
    return re.search(rf"^{key}=(.*)$", (tree / "lib/systemd/system/kith.service").read_text(), re.M).group(1)


def test_control_says_what_the_package_is(deb):
    version = re.search(r"project\(kith VERSION ([\d.]+)", (CHECKOUT / "CMakeLists.txt").read_text()).group(1)
    assert (field(deb, "Package"), field(deb, "Version")) == ("kith", version)
    assert field(deb, "Architecture") == run("dpkg", "--print-architecture").strip()
    assert field(deb, "Section") == "net" and "social network" in field(deb, "Description")
    assert field(deb, "Maintainer") and int(field(deb, "Installed-Size")) > 1000


def test_every_library_it_loads_is_a_dependency(deb, tree):
    named = dependencies(deb)
    assert {"libvips42", "ffmpeg", "ca-certificates", "passwd"} <= named
    needed = re.findall(r"NEEDED +(\S+)", run("objdump", "-p", str(tree / "usr/bin/kith")))
    paths = dict(re.findall(r"(\S+) => (/\S+)", run("ldd", str(tree / "usr/bin/kith"))))
    for library in needed:
        if library not in paths:  # the loader itself
            continue
        path = os.path.realpath(paths[library])
        found = subprocess.run(["dpkg", "-S", path], capture_output=True, text=True).stdout
        found = found or subprocess.run(["dpkg", "-S", path.removeprefix("/usr")], capture_output=True, text=True).stdout
        assert found, f"{library} comes with no package"
        package = found.split(":")[0]
        provided = run("dpkg-query", "--show", "--showformat=${Provides}", package)
        names = {package, *(re.split(r"[ (]", part.strip())[0] for part in provided.split(","))}
        assert names & named, f"{library} comes with {package}, which is no dependency"


def test_files_are_where_debian_expects_them(deb, tree):
    files = sorted(str(path.relative_to(tree)) for path in tree.rglob("*") if path.is_file())
    assert files == ["etc/kith/kith.toml", "lib/systemd/system/kith.service", "usr/bin/kith", "usr/share/doc/kith/NOTICE",
                     "usr/share/doc/kith/README.md", "usr/share/doc/kith/copyright"]
    listing = run("dpkg-deb", "--contents", deb)
    assert all(re.match(r"^[d-]rw[x-]r-[x-]r-[x-] root/root ", line) for line in listing.splitlines()), listing
    assert run("dpkg-deb", "--info", deb, "conffiles").split() == ["/etc/kith/kith.toml"]
    for script in ("postinst", "prerm", "postrm"):
        text = run("dpkg-deb", "--info", deb, script)
        assert text.startswith("#!/bin/sh\nset -e\n")
        run("sh", "-n", input=text)


def test_program_knows_no_path_of_where_it_was_built(tree):
    assert str(CHECKOUT).encode() not in (tree / "usr/bin/kith").read_bytes()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")
def test_unit_is_understood(tree, tmp_path):
    unit = tmp_path / "kith.service"
    text = (tree / "lib/systemd/system/kith.service").read_text()
    user = run("id", "-un").strip()
    unit.write_text(text.replace("/usr/bin/kith", str(tree / "usr/bin/kith")).replace("User=kith", f"User={user}"))
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", str(unit)], capture_output=True, text=True)
    about_it = [line for line in done.stderr.splitlines() if "kith.service" in line]
    assert done.returncode == 0 and not about_it, done.stderr


def test_unpacked_program_serves_as_the_unit_starts_it(tree, tmp_path):
    program = str(tree / "usr/bin/kith")
    version = run(program, "version")
    assert re.fullmatch(r"kith \d+\.\d+\.\d+\n", version)
    command = unit_line(tree, "ExecStart").split()
    assert command[0] == "/usr/bin/kith"
    command = [program, *(word.replace("/etc/kith", str(tree / "etc/kith")) for word in command[1:])]
    port = free_port()
    process = subprocess.Popen([*command, "--data", str(tmp_path), "--set", f"server.listen=127.0.0.1:{port}",
                                "--set", "server.metrics_listen="], stderr=subprocess.PIPE, text=True)
    try:
        assert is_serving(process, port)
        beside = subprocess.run([program, "restore", program, "--yes", "--data", str(tmp_path)], capture_output=True, text=True, timeout=60)
        assert beside.returncode == 1 and f"kith serve (process {process.pid})" in beside.stderr and "systemctl stop kith" in beside.stderr
        run(program, "account", "list", "--data", str(tmp_path))
    finally:
        process.terminate()
        log = process.communicate(timeout=60)[1]
    assert process.returncode == 0 and "Make the owner's account at http://localhost:8080/" in log, log


def may_install():
    if os.environ.get("KITH_INSTALL") == "1":
        return True
    detect = shutil.which("systemd-detect-virt")
    inside = detect and any(subprocess.run([detect, "-q", kind]).returncode == 0 for kind in ("--chroot", "--container"))
    return os.geteuid() == 0 and bool(inside or os.path.exists("/.dockerenv")) and not os.path.exists("/usr/bin/kith")


@pytest.mark.skipif(not may_install(), reason="only as root in a container or chroot, or with KITH_INSTALL=1")
def test_package_is_installed_runs_and_is_purged(deb, tree):
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run("apt-get", "install", "-y", "-qq", "--no-install-recommends", deb, env=quiet)
    try:
        assert run("kith", "version").startswith("kith ")
        assert run("stat", "-c", "%U:%G %a", "/var/lib/kith", "/etc/kith/kith.toml").split("\n")[:2] == ["kith:kith 750", "root:kith 640"]
        port = free_port()
        process = subprocess.Popen(["runuser", "-u", "kith", "--", *unit_line(tree, "ExecStart").split(), "--set", f"server.listen=127.0.0.1:{port}"])
        try:
            assert is_serving(process, port)
            run("kith", "check", "--config", "/etc/kith/kith.toml")  # as root
        finally:
            subprocess.run(["pkill", "-TERM", "-P", str(process.pid)])
            process.wait(timeout=60)
        for _ in range(2):
            run("kith", "backup", "/var/lib/kith/kept.sqlite", "--config", "/etc/kith/kith.toml")
            run("kith", "restore", "/var/lib/kith/kept.sqlite", "--yes", "--config", "/etc/kith/kith.toml")
            os.remove("/var/lib/kith/kept.sqlite")
        owners = {os.stat(path).st_uid for path in glob.glob("/var/lib/kith/*")}
        assert owners == {os.stat("/var/lib/kith").st_uid}, "what root made is closed to the server"
        run("dpkg", "-i", deb, env=quiet)  # once more, as an upgrade does
    finally:
        said = run("apt-get", "purge", "-y", "-qq", "kith", env=quiet)
    assert not os.path.exists("/usr/bin/kith") and not os.path.exists("/etc/kith")
    assert os.path.exists("/var/lib/kith/kith.sqlite") and "the community's data stays in /var/lib/kith" in said
    shutil.rmtree("/var/lib/kith")
    run("userdel", "kith")
