"""One edit until the page is new: `serve_edit.py PLANMARK PROJECT FILE`. Prints the median of eleven edits.

The time runs from the end of the write until the event that tells open pages of the new state, so it holds the 40 ms
that planmark waits for an editor to finish.
"""

import http.client
import statistics
import subprocess
import sys
import time
from pathlib import Path

DEBOUNCE_MS = 40


def next_event(answer: http.client.HTTPResponse) -> bytes:
    while True:
        line = answer.readline()
        if not line or line.startswith(b"data: "):
            return line


def main() -> None:
    program, project, name = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    server = subprocess.Popen(
        [program, "serve", str(project), "--port", "0", "--today", "2026-04-24"],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )
    try:
        line = next(line for line in server.stderr if "http://localhost:" in line)
        port = int(line.split("http://localhost:")[1].split("/")[0])
        answer = http.client.HTTPConnection("localhost", port)
        answer.request("GET", "/.planmark/events")
        events = answer.getresponse()
        next_event(events)
        path = project / name
        text = path.read_text("utf-8")
        times = []
        for round_number in range(11):
            path.write_text(f"{text}\nEdit {round_number}.\n", "utf-8")
            began = time.perf_counter()
            next_event(events)
            times.append((time.perf_counter() - began) * 1000 - DEBOUNCE_MS)
        path.write_text(text, "utf-8")
        print(f"{statistics.median(times):.0f} ms beyond the debounce ({min(times):.0f} to {max(times):.0f})")
    finally:
        server.terminate()


main()
