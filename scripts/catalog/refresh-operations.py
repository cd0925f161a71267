"""Refreshes facts/operations.json, the operations of AWS services, from the service models in botocore.

Needs Python 3.9 or later with pip. The generator ("npm run catalog") reads the file that this writes, and needs neither.

    python3 scripts/catalog/refresh-operations.py
"""
import gzip
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

# The newest first. An older one keeps the operations of services that have gone from the newer, and may still be recorded.
VERSIONS = ["1.44.8", "1.43.11"]
MODEL = re.compile(r"botocore/data/([^/]+)/([^/]+)/service-2\.json(\.gz)?$")
TARGET = Path(__file__).parents[2] / "facts" / "operations.json"


def models(version):
    """The current model of each service."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", "--dest", folder, f"botocore=={version}"],
            check=True,
        )
        (wheel,) = Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            newest = {}
            for name in archive.namelist():
                match = MODEL.match(name)
                if match and match.group(2) >= newest.get(match.group(1), ("", ""))[0]:
                    newest[match.group(1)] = (match.group(2), name)
            return {service: read(archive, name) for service, (_, name) in newest.items()}


def read(archive, name):
    text = archive.read(name)
    return json.loads(gzip.decompress(text) if name.endswith(".gz") else text)


services = {}
for version in VERSIONS:
    for service, model in models(version).items():
        row = services.setdefault(service, {
            "service": service,
            "name": model["metadata"]["serviceFullName"],
            "endpointPrefix": model["metadata"]["endpointPrefix"],
            "signingName": model["metadata"].get("signingName", model["metadata"]["endpointPrefix"]),
            "operations": set(),
        })
        row["operations"] |= set(model["operations"])

rows = [json.dumps({**row, "operations": " ".join(sorted(row["operations"]))}) for _, row in sorted(services.items())]
TARGET.write_text("{\n\"package\": \"botocore\",\n\"versions\": %s,\n\"services\": [\n%s\n]\n}\n" % (json.dumps(VERSIONS), ",\n".join(rows)))
print(f"wrote {len(rows)} services, {sum(len(row['operations']) for row in services.values())} operations")
