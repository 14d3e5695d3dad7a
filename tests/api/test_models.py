"""The models that ship come from what their provenance says."""
import hashlib, os, re, subprocess
import pytest

ROOT = os.path.join(os.path.dirname(__file__), "..", "..")
# Of each part of model/: what ships, and the tables it was made from that are in the repository.
PARTS = {
    "etiquette": ("model/etiquette/etiquette.model", ["model/data/tweet_labels.tsv", "model/data/written.tsv"]),
    "strength": ("src/relationship/strength_coefficients.hpp", []),
}


def read(path):
    with open(os.path.join(ROOT, path), "rb") as file:
        return file.read()


def run(*command):
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("part", PARTS)
def test_provenance_names_what_ships_and_what_it_was_made_from(part):
    ships, tables = PARTS[part]
    text = read(f"model/{part}/PROVENANCE.md").decode()
    assert re.search(rf"by model/{part}/run on \d{{4}}-\d\d-\d\d\.", text)
    hashes = {name: digest for digest, name in re.findall(r"^    ([0-9a-f]{64})  (\S+)$", text, re.M)}
    assert len(hashes) >= 3, "data, and what was made of it"
    for path in (ships, *tables):
        assert hashes[os.path.basename(path)] == hashlib.sha256(read(path)).hexdigest(), path
    assert read(f"model/{part}/figures.md")


def test_every_part_takes_the_options_of_the_one_command():
    for script in ("model/run", "model/strength/run", "model/etiquette/run"):
        refused = run(script, "--fit")
        assert refused.returncode == 2 and "usage" in refused.stderr and "--data DIR" in refused.stderr


def test_without_networks_the_coefficients_stay():
    before = read("src/relationship/strength_coefficients.hpp")
    done = run("model/strength/run")
    assert done.returncode == 0 and "stay" in done.stdout
    assert read("src/relationship/strength_coefficients.hpp") == before
