"""What planmark writes for programs, held against the schemas of others and its own: `schemas.py WORK PROGRAMS TOP`.

SARIF against the published schema of 2.1.0; findings, differences, states and settings against what `planmark schema`
prints; JUnit and GitLab's list against what their readers need. The plans are the example, the fixtures and the
hostile plans, if those were built.
"""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import jsonschema

# Escapes, marks of direction, and what has no width: nothing of it stands raw in an output for machines or people.
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
COMMANDS = ("::error", "::warning", "::notice")
failures: list[str] = []
counts: dict[str, int] = {}


def claim(holds: bool, where: str, what: str) -> None:
    counts["claims"] = counts.get("claims", 0) + 1
    if not holds:
        failures.append(f"{where}: {what}")


class Tool:
    def __init__(self, programs: Path) -> None:
        self.planmark = programs / "planmark"
        self.schemas: dict[str, object] = {}

    def run(self, *arguments: str) -> str:
        # Written by planmark, so text: a byte that is none is a failure by itself.
        done = subprocess.run([self.planmark, *arguments, "--color", "never"], capture_output=True, check=False)
        claim(done.returncode in (0, 1), " ".join(map(str, arguments)), f"exits with {done.returncode}: {done.stderr[-300:]!r}")
        return done.stdout.decode("utf-8")

    def schema(self, name: str) -> object:
        if name not in self.schemas:
            schema = json.loads(self.run("schema", name))
            kind = jsonschema.validators.validator_for(schema)
            kind.check_schema(schema)
            self.schemas[name] = kind(schema)
        return self.schemas[name]


def valid(validator: object, document: object, where: str, what: str) -> None:
    counts[what] = counts.get(what, 0) + 1
    for error in validator.iter_errors(document):
        failures.append(f"{where}: {what}: {error.json_path}: {error.message[:200]}")


def read(text: str, where: str) -> object:
    claim(HIDDEN.search(text) is None, where, "a hidden character stands raw")
    return json.loads(text, parse_constant=lambda word: claim(False, where, f"{word} is no JSON"))


def findings(tool: Tool, sarif: object, plan: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    formats = ["json", "sarif", "gitlab", "junit", "github", "markdown", "concise", "full"]
    wanted = [part for name in formats for part in ("--output-format", f"{name}={out / name}")]
    tool.run("check", str(plan), "--today", "2026-04-24", "--exit-zero", *wanted)
    text = {name: (out / name).read_bytes().decode("utf-8") for name in formats}
    where = str(plan)
    valid(tool.schema("findings"), read(text["json"], where), where, "findings")
    log = read(text["sarif"], where)
    valid(sarif, log, where, "SARIF")
    for result in log["runs"][0]["results"]:
        fingerprints = result["partialFingerprints"]
        claim(bool(fingerprints), where, "a result without a fingerprint")
        for location in result["locations"]:
            address = location["physicalLocation"]["artifactLocation"]["uri"]
            path = unquote(urlsplit(address).path)
            claim(not path.startswith("/") or plan.is_absolute(), where, f"{address} is no relative address")
            claim(" " not in address and "\\" not in address, where, f"{address} is not encoded")
    prints = [json.dumps(result["partialFingerprints"]) for result in log["runs"][0]["results"]]
    claim(len(prints) == len(set(prints)), where, "a fingerprint stands twice in SARIF")
    marks = [entry["fingerprint"] for entry in read(text["gitlab"], where)]
    claim(len(marks) == len(set(marks)), where, "a fingerprint stands twice in GitLab's list")
    for entry in json.loads(text["gitlab"]):
        claim(entry["severity"] in {"info", "minor", "major", "critical", "blocker"}, where, "an unknown severity")
        claim(bool(entry["description"] and entry["location"]["path"] and entry["location"]["lines"]["begin"] >= 1), where, "an entry lacks a field")
    suites = ElementTree.fromstring(text["junit"])
    claim(suites.tag == "testsuites", where, "JUnit has another root")
    for suite in suites.iter("testsuite"):
        cases = suite.findall("testcase")
        claim(int(suite.get("tests", "-1")) == len(cases), where, "JUnit counts otherwise")
        claim(int(suite.get("failures", "-1")) == sum(case.find("failure") is not None for case in cases), where, "JUnit counts failures otherwise")
    for line in text["github"].split("\n"):
        claim(not line or line.startswith(COMMANDS), where, f"a line of GitHub's commands begins with {line[:40]!r}")
    for name in ("github", "markdown", "concise", "full"):
        claim(HIDDEN.search(text[name]) is None, where, f"a hidden character stands raw in {name}")
        claim(not re.search(r"(?m)^\s*(::(?!error|warning|notice)|##\[|##vso)", text[name]), where, f"a forged command in {name}")


def states(tool: Tool, plan: Path) -> None:
    document = read(tool.run("status", str(plan), "--today", "2026-04-24", "--output-format", "json"), str(plan))
    for status in document.get("projects", [document]):
        valid(tool.schema("status"), status, str(plan), "states")
        claim(status["light"] in {"green", "amber", "red", "grey"}, str(plan), f"the light is {status['light']}")
    for arguments in (["schedule"], ["trend"]):
        if "projects" not in document:
            counts["other data"] = counts.get("other data", 0) + 1
            read(tool.run(*arguments, str(plan), "--today", "2026-04-24", "--output-format", "json"), str(plan))


def published(tool: Tool, portfolio: Path) -> None:
    """The schema lets a published status through as planmark reads it, and nothing that planmark cuts or leaves out."""
    for path in sorted(portfolio.glob("published/*.status.json")):
        try:
            status = json.loads(path.read_text("utf-8"))
        except json.JSONDecodeError:
            continue
        valid(tool.schema("status"), status, str(path), "published states")
    good = json.loads((portfolio / "published/harbour-phones.status.json").read_text("utf-8"))
    outage = good["outages"][0]
    for key, value in [
        ("id", "../x"), ("id", "A"), ("id", "x" * 101), ("title", "x" * 401), ("light", "blue"), ("stage", "soon"), ("as_of", "5 May"),
        ("audience", "all"), ("outages", [outage] * 201), ("outages", [{**outage, "id": "a b"}]), ("outages", [{**outage, "people": ["x" * 401]}]),
        ("history", [{"date": "soon"}]), ("history", [{"day": "2026-04-24"}]), ("surprise", 1),
    ]:
        claim(not tool.schema("status").is_valid({**good, key: value}), "status", f"the schema lets {key} be {str(value)[:40]}")


def main() -> None:
    work, programs, top = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
    tool = Tool(programs)
    official = top / "tests/browser/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
    schema = json.loads(official.read_text("utf-8"))
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    fixtures = sorted(path for path in (top / "tests/fixtures/projects").iterdir() if path.is_dir())
    hostile = sorted(path for path in (work / "hostile").glob("*") if (path / "plan").is_dir())
    example = top / "example-project"
    for number, plan in enumerate([example, *fixtures, *hostile]):
        findings(tool, kind(schema), plan, work / "written" / str(number))
        states(tool, plan)
    published(tool, top / "tests/fixtures/projects/portfolio")
    for old, new in [(fixtures[0], example), (example, fixtures[0]), (example, example), *[(example, one / "plan") for one in hostile[:8]]]:
        text = tool.run("diff", str(old), str(new), "--today", "2026-04-24", "--output-format", "json")
        valid(tool.schema("diff"), read(text, str(new)), str(new), "differences")
    settings = 'profile = "dcma"\n[rules]\nplaceholder = "error"\nprivacy = "warning"\n[thresholds]\nwindow-buffer = { days = 3 }\n'
    settings += '[site]\nlang = "de"\ncolour = "#123456"\nlogo = "a.png"\nfooter = "x"\nbase_url = "https://example.com"\nindex = false\n'
    valid(tool.schema("settings"), tomllib.loads(settings), "planmark.toml", "settings")
    for one in failures[:40]:
        print(f"   {one}")
    print("   " + ", ".join(f"{count} {name}" for name, count in counts.items()) + f", {len(failures)} failures")
    sys.exit(1 if failures else 0)


main()
