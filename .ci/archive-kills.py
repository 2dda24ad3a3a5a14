#!/usr/bin/env python3
"""Kills archive runs at random moments and compares what they leave with an undisturbed run.

    python3 .ci/archive-kills.py FOLDER [KILLS] [SEED]

FOLDER holds clips (NAME.mp4 with NAME.gcsv and, where there is one, NAME.lens.json). They are linked under other names
until there are thirty, and a tenth as many bad ones are put beside them: one cut off, one empty, one that is no video, and
one that a worker is aborted for (SIGABRT) whenever it opens it. The runner, a worker or both are killed with SIGKILL;
the same command is given again until all is done. Rows that were there before a kill must be there, untouched, after it;
the last table must equal the undisturbed one apart from times, and so must every result file.

SYNCLINE is the command to run, else the launcher beside this folder.
"""
import json
import os
import random
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMAND = shlex.split(os.environ.get("SYNCLINE", str(ROOT / "syncline")))
CLIPS = 30
# What may differ: times, and how often a clip was begun because its worker was killed.
TIMES = {"wall_s", "cpu_s", "finished_at", "attempts", "worker_log"}


def workers_of(pid):
    """Processes that a process started, whichever of its threads did."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(p) for p in task.read_text().split()]
        except OSError:
            pass
    return found


class Aborter(threading.Thread):
    """Aborts every worker that has a certain clip open."""

    def __init__(self, clip):
        super().__init__(daemon=True)
        self.clip = str(clip.resolve())
        self.runner = None
        self.aborted = 0

    def run(self):
        while True:
            time.sleep(0.002)
            if self.runner is None:
                continue
            for worker in workers_of(self.runner):
                try:
                    open_files = [os.readlink(f) for f in Path(f"/proc/{worker}/fd").iterdir()]
                except OSError:
                    continue
                if self.clip in open_files:
                    try:
                        os.kill(worker, signal.SIGABRT)
                        self.aborted += 1
                    except ProcessLookupError:
                        pass


def make_clips(source, folder):
    folder.mkdir()
    good = sorted(p for p in source.glob("*.mp4") if p.with_suffix(".gcsv").exists())
    if not good:
        sys.exit(f"{source}: no NAME.mp4 with NAME.gcsv here")
    for i in range(CLIPS):
        clip = good[i % len(good)]
        for suffix in (".mp4", ".gcsv"):
            (folder / f"{i:02d}-{clip.stem}{suffix}").symlink_to(clip.with_suffix(suffix).resolve())
    first = good[0]
    for name in ("cut-off", "empty", "no-video", "abort"):
        shutil.copy(first.with_suffix(".gcsv"), folder / f"{name}.gcsv")
    data = first.read_bytes()
    (folder / "cut-off.mp4").write_bytes(data[: len(data) // 3])
    (folder / "empty.mp4").write_bytes(b"")
    (folder / "no-video.mp4").write_text("this is no video\n" * 100)
    shutil.copy(first, folder / "abort.mp4")


def start(clips, out, aborter):
    command = COMMAND + ["archive", str(clips), "--out", str(out), "--jobs", "2", "--no-reports", "--quiet"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    aborter.runner = process.pid
    return process


def rows(out):
    file = out / "archive.sqlite"
    if not file.exists():
        return {}
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as table:
        table.row_factory = sqlite3.Row
        try:
            return {row["clip"]: dict(row) for row in table.execute("SELECT * FROM clip")}
        except sqlite3.OperationalError:
            return {}


def told(out):
    """Rows without what may differ, and the bytes of every result file."""
    table = {}
    for clip, row in rows(out).items():
        table[clip] = {k: v for k, v in row.items() if k not in TIMES}
        if row["result"]:
            table[clip]["bytes"] = json.loads((out / row["result"]).read_text())
        if row["project"]:
            json.loads((out / row["project"]).read_text())
    return table


def finish(process):
    said, errors = process.communicate()
    if process.returncode != 1:
        sys.exit(f"expected exit code 1 (some clips are bad), got {process.returncode}: {said}{errors}")
    return said.strip().splitlines()[-1]


def main():
    source = Path(sys.argv[1])
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 30
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    dice = random.Random(seed)
    work = Path(tempfile.mkdtemp(prefix="archive-kills-"))
    clips = work / "clips"
    make_clips(source, clips)
    aborter = Aborter(clips / "abort.mp4")
    aborter.start()

    begin = time.monotonic()
    print("undisturbed:", finish(start(clips, work / "calm", aborter)), flush=True)
    whole = time.monotonic() - begin
    calm = told(work / "calm")
    for name in ("cut-off", "empty", "no-video", "abort"):
        row = calm[f"clips/{name}.mp4"]
        if row["status"] != "failed" or not row["reason"]:
            sys.exit(f"{name}: expected failed with a reason, got {row['status']}: {row['reason']}")
        print(f"  {name}: {row['reason']}")

    done = 0
    archives = 0
    by_victim = {"runner": 0, "worker": 0, "both": 0}
    while done < kills:
        out = work / f"killed-{archives}"
        archives += 1
        while True:
            before = rows(out)
            process = start(clips, out, aborter)
            if done < kills:
                victim = dice.choice(list(by_victim))
                try:
                    process.wait(dice.uniform(0.05, 0.35) * whole)
                except subprocess.TimeoutExpired:
                    workers = workers_of(process.pid)
                    if victim != "runner" and not workers:
                        victim = "runner"
                    targets = [process.pid] if victim != "worker" else []
                    targets += workers if victim == "both" else [dice.choice(workers)] if victim == "worker" else []
                    for pid in targets:
                        try:
                            os.kill(pid, signal.SIGKILL)
                        except ProcessLookupError:
                            pass
                    done += 1
                    by_victim[victim] += 1
                    if victim != "worker":
                        process.communicate()
                        now = rows(out)
                        lost = [c for c, row in before.items() if now.get(c) != row]
                        if lost:
                            sys.exit(f"kill {done}: rows changed or gone: {lost}")
                        continue
            finish(process)
            now = rows(out)
            lost = [c for c, row in before.items() if now.get(c) != row]
            if lost:
                sys.exit(f"rows that were finished were done again: {lost}")
            break
        if told(out) != calm:
            different = [c for c in calm if told(out).get(c) != calm[c]]
            sys.exit(f"{out}: differs from the undisturbed run in {different}")
        shutil.rmtree(out)
        print(f"{done} kills so far, archive {archives} equal", flush=True)
    print(f"{done} kills ({by_victim}), {archives} archives, {aborter.aborted} workers aborted: all tables equal")
    shutil.rmtree(work)


if __name__ == "__main__":
    main()
