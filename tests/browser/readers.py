"""Calendar, feed, tables and data, read by readers that are not planmark's own: `readers.py WORK PROGRAMS`.

Strict: whatever a reader forgives is a failure here. The sites are those that `run.sh` built.
"""

import csv
import datetime
import io
import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import icalendar
import jsonschema

ATOM = "{http://www.w3.org/2005/Atom}"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
failures: list[str] = []


def claim(holds: bool, where: Path, what: str) -> None:
    if not holds:
        failures.append(f"{where}: {what}")


def calendar(path: Path) -> int:
    raw = path.read_bytes()
    claim(b"\n" not in raw.replace(b"\r\n", b""), path, "a line ends without CR LF")
    claim(all(len(line) <= 75 for line in raw.split(b"\r\n")), path, "a line is longer than 75 bytes")
    book = icalendar.Calendar.from_ical(raw)
    claim(not book.errors, path, f"errors {book.errors}")
    claim(bool(book.get("PRODID")) and book.get("VERSION") == "2.0", path, "PRODID or VERSION is wrong")
    claim(bool(book.subcomponents), path, "a calendar needs a component")
    events = book.walk("VEVENT")
    seen = set()
    for event in events:
        claim(not event.errors, path, f"errors {event.errors}")
        claim(bool(event.get("UID")) and event["UID"] not in seen, path, f"UID {event.get('UID')} is missing or stands twice")
        seen.add(event.get("UID"))
        claim("DTSTAMP" in event and "DTSTART" in event and bool(event.get("SUMMARY")), path, "an event lacks a field")
        claim(event.get("STATUS") in (None, "TENTATIVE", "CONFIRMED", "CANCELLED"), path, f"status {event.get('STATUS')}")
        claim(isinstance(event.get("SEQUENCE"), int), path, "an event without its revision")
        if "DTEND" in event:
            start, end = event["DTSTART"].dt, event["DTEND"].dt
            claim(type(start) is type(end) and start < end, path, f"{event['SUMMARY']} ends before it starts")
        if type(event["DTSTART"].dt) is datetime.date:
            claim(event["DTSTART"].params.get("VALUE") == "DATE", path, "a day without VALUE=DATE")
    return len(events)


def feed(path: Path) -> int:
    read = feedparser.parse(path.read_bytes())
    claim(not read.bozo, path, f"the feed reader complains: {read.get('bozo_exception')}")
    root = ElementTree.fromstring(path.read_bytes())
    claim(root.tag == f"{ATOM}feed", path, "the root is no Atom feed")
    for name in ("id", "title", "updated"):
        claim(len(root.findall(f"{ATOM}{name}")) == 1, path, f"the feed needs exactly one {name}")
    rels = [link.get("rel") for link in root.findall(f"{ATOM}link")]
    claim(sorted(rels) == ["alternate", "self"], path, f"the feed links to {rels}")
    claim(bool(root.get("{http://www.w3.org/XML/1998/namespace}lang")), path, "the feed does not say its language")
    has_author = root.find(f"{ATOM}author") is not None
    ids = set()
    for entry in root.findall(f"{ATOM}entry"):
        for name in ("id", "title", "updated"):
            claim(len(entry.findall(f"{ATOM}{name}")) == 1, path, f"an entry needs exactly one {name}")
        claim(has_author or entry.find(f"{ATOM}author") is not None, path, "an entry has no author")
        has_link = any(link.get("rel", "alternate") == "alternate" for link in entry.findall(f"{ATOM}link"))
        claim(has_link or entry.find(f"{ATOM}content") is not None, path, "an entry has neither link nor content")
        ids.add(entry.findtext(f"{ATOM}id"))
    claim(len(ids) == len(root.findall(f"{ATOM}entry")), path, "an id stands twice")
    claim(len(read.entries) == len(ids), path, "the feed reader sees another number of entries")
    for moment in root.iter(f"{ATOM}updated"):
        datetime.datetime.fromisoformat((moment.text or "").replace("Z", "+00:00"))
    return len(ids)


def table(path: Path) -> int:
    text = path.read_bytes().decode("utf-8")
    claim("\n" not in text.replace("\r\n", "").replace('"', "") or '"' in text, path, "a line ends without CR LF")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    claim(len({len(row) for row in rows}) == 1, path, "the lines have different numbers of cells")
    for cell in (cell for row in rows for cell in row):
        plain = cell.strip(" \u00a0\ufeff")
        is_figure = plain.removeprefix("-").replace(".", "", 1).isdigit()
        claim(is_figure or not plain.startswith(FORMULA), path, f"a cell starts a formula: {cell!r}")
        claim(not cell.startswith(("\t", "\r", "\n")), path, f"a cell starts with white space: {cell!r}")
    return len(rows)


def schema_of(programs: Path, name: str) -> dict | None:
    done = subprocess.run([programs / "planmark", "schema", name], capture_output=True, text=True, check=False)
    return json.loads(done.stdout) if done.returncode == 0 else None


def data(path: Path, schema: dict) -> int:
    document = json.loads(path.read_text("utf-8"), parse_constant=lambda word: claim(False, path, f"{word} is no JSON"))
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    for error in kind(schema).iter_errors(document):
        failures.append(f"{path}: {error.json_path}: {error.message}")
    return 1


def main() -> None:
    work, programs = Path(sys.argv[1]), Path(sys.argv[2])
    sites = sorted((work / "sites").iterdir()) + sorted((work / "hostile").glob("*-site"))
    status_schema = schema_of(programs, "status")
    counts = dict.fromkeys(("calendars", "events", "feeds", "entries", "tables", "lines", "data"), 0)
    for site in sites:
        for path in sorted(site.rglob("*.ics")):
            counts["calendars"] += 1
            counts["events"] += calendar(path)
        for path in sorted(site.rglob("feed.xml")):
            counts["feeds"] += 1
            counts["entries"] += feed(path)
        for path in sorted(site.rglob("*.csv")):
            # Attachments are copies of what somebody put into the plan.
            if path.relative_to(site).parts[0] != "files":
                counts["tables"] += 1
                counts["lines"] += table(path)
        for path in sorted(site.rglob("status.json")):
            counts["data"] += data(path, status_schema) if status_schema else 0
    data(work / "findings.json", json.loads((work / "findings.schema.json").read_text("utf-8")))
    for one in failures[:40]:
        print(f"   {one}")
    print("   " + ", ".join(f"{count} {name}" for name, count in counts.items()) + f", {len(failures)} failures")
    sys.exit(1 if failures else 0)


main()
