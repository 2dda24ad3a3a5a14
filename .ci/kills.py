#!/usr/bin/env python3
"""Kills captures and syncs at random moments, and fills the disk under them: python3 .ci/kills.py [capture|sync|full|all] [N]

capture   N recordings of a simulated camera are killed; what was recorded two seconds before must play, and the metadata
          must list no frame that does not.
sync      N syncs with all outputs over old ones are killed; every output must be the old one or whole, and the next run
          must leave no .part behind.
full      N syncs onto a small disk with ever less room (a tmpfs, so root is needed); the same must hold.

SYNCLINE names the command (default: ./syncline), KILLS_AT_ONCE how many run at a time (default: 4). Needs the demo's clip:
it is made where it is missing.
"""
import concurrent.futures, json, os, pathlib, random, shutil, signal, struct, subprocess, sys, tempfile, threading, time

ROOT = pathlib.Path(__file__).resolve().parent.parent
COMMAND = os.environ.get("SYNCLINE", str(ROOT / "syncline"))
AT_ONCE = int(os.environ.get("KILLS_AT_ONCE", "4"))
OUTPUTS = {"json": "r.json", "csv": "r.csv", "gyroflow": "r.gyroflow", "report": "r.html"}
os.environ.setdefault("SYNCLINE_STARTUP_CACHE", "off")


def check(holds, what):
    if not holds:
        raise AssertionError(what)


def boxes(data, at=0, end=None):
    """The boxes of an MP4 that are whole: name, where the content begins, where it ends."""
    end = len(data) if end is None else end
    while at + 8 <= end:
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        head = 8
        if size == 1:
            size, head = struct.unpack(">Q", data[at + 8:at + 16])[0], 16
        if size < head or at + size > end:
            return
        yield kind.decode("latin1"), at + head, at + size
        at += size


def frames_in(data):
    """Frames of the fragments that are there with their pictures, or of the index of a plain file."""
    count, waiting = 0, 0
    for kind, begin, end in boxes(data):
        if kind == "moof":
            waiting = sum(struct.unpack(">I", data[b + 4:b + 8])[0]
                          for k, traf, traf_end in boxes(data, begin, end) if k == "traf"
                          for k2, b, _ in boxes(data, traf, traf_end) if k2 == "trun")
        elif kind == "mdat":
            count, waiting = count + waiting, 0
    return count


def played(video):
    """Frames in the video, which Syncline must be able to read."""
    found = subprocess.run([COMMAND, "match", str(video), "--out", "-"], capture_output=True, text=True)
    check(found.returncode in (0, 3), f"{video}: {found.stderr}")
    return frames_in(video.read_bytes())


def capture(number, folder):
    files = {name: folder / f"take{number}.{name}" for name in ("mp4", "json", "pts")}
    process = subprocess.Popen(
        [COMMAND, "capture", "--camera-backend", "sim", "-n", "-t", "0", "--width", "160", "--height", "96",
         "-o", files["mp4"], "--metadata", files["json"], "--save-pts", files["pts"], "--log-json"],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    told = []

    def listen():
        for line in process.stderr:
            if line.startswith("{"):
                told.append((time.monotonic(), json.loads(line)["frames_recorded"]))

    listener = threading.Thread(target=listen)
    listener.start()
    while not told and process.poll() is None:
        time.sleep(0.02)
    time.sleep(random.uniform(0, 6))
    killed = time.monotonic()
    process.send_signal(signal.SIGKILL)
    process.wait()
    listener.join()
    due = max([frames for at, frames in told if at < killed - 2], default=0)
    if not files["mp4"].exists():
        check(due == 0, f"take {number}: {due} frames are due, and there is no file")
        return 0, 0
    plays = played(files["mp4"])
    listed = len(json.loads(files["json"].read_text())) if files["json"].exists() else 0
    check(plays >= due, f"take {number}: {plays} frames play, {due} were recorded two seconds before")
    check(listed >= due, f"take {number}: {listed} frames are listed, {due} were recorded two seconds before")
    check(listed <= plays, f"take {number}: {listed} frames are listed, {plays} play")
    return due, plays


def captures(count):
    with tempfile.TemporaryDirectory() as folder:
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            results = list(pool.map(lambda n: capture(n, pathlib.Path(folder)), range(count)))
        parts = [f for f in os.listdir(folder) if f.endswith(".part")]
        due, plays = sum(r[0] for r in results), sum(r[1] for r in results)
        early = sum(1 for r in results if r[1] == 0)
        print(f"{count} captures killed: {due} frames were due, {plays} play; {early} were killed before their first"
              f" second and left no video ({len(parts)} .part files for the next run to take away)")


def demo():
    folder = pathlib.Path(tempfile.gettempdir()) / "syncline-kills-demo"
    if not (folder / "demo.mp4").exists():
        subprocess.run([COMMAND, "demo", "--out", str(folder), "-q"], check=True, stdout=subprocess.DEVNULL)
    return folder


def sync_command(clip, folder):
    command = [COMMAND, "sync", str(clip / "demo.mp4"), "--lens", str(clip / "demo.lens.json"), "-q", "--threads", "1"]
    for option, name in OUTPUTS.items():
        command += ["--" + option, str(folder / name)]
    return command


def put_old(folder):
    for name in OUTPUTS.values():
        (folder / name).write_text("old " + name)


def outputs_are_whole(folder):
    """Each is the old one or a whole new one. Returns how many are new."""
    new = 0
    for option, name in OUTPUTS.items():
        check((folder / name).exists(), f"{folder / name} is lost")
        text = (folder / name).read_text()
        if text == "old " + name:
            continue
        new += 1
        if option in ("json", "gyroflow"):
            json.loads(text)
        else:
            check(text.endswith("\n") and len(text) > 100, f"{folder / name} is half written")
    return new


def kill_sync(number, clip, folder, longest):
    own = folder / str(number % AT_ONCE)
    put_old(own)
    process = subprocess.Popen(sync_command(clip, own), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    # Half of them anywhere, half about the time when files are written.
    time.sleep(longest * (random.random() if number % 2 else random.uniform(0.7, 1.1)))
    process.send_signal(signal.SIGKILL)
    process.wait()
    return outputs_are_whole(own)


def syncs(count):
    clip = demo()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        owns = [folder / str(i) for i in range(AT_ONCE)]
        longest = 0
        for own in owns:
            own.mkdir()
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            begun = time.monotonic()
            list(pool.map(lambda own: subprocess.run(sync_command(clip, own), check=True, stdout=subprocess.DEVNULL), owns))
            longest = time.monotonic() - begun
            new = []
            for first in range(0, count, AT_ONCE):
                batch = range(first, min(count, first + AT_ONCE))
                new += pool.map(lambda n: kill_sync(n, clip, folder, longest), batch)
            left = sum(f.endswith(".part") for own in owns for f in os.listdir(own))
            list(pool.map(lambda own: subprocess.run(sync_command(clip, own), check=True, stdout=subprocess.DEVNULL), owns))
        for own in owns:
            check(sorted(os.listdir(own)) == sorted(OUTPUTS.values()), f"left after the next run: {os.listdir(own)}")
            check(outputs_are_whole(own) == len(OUTPUTS), "the next run wrote all")
        print(f"{count} syncs killed (one takes {longest:.1f} s): {new.count(0)} left all old files, {new.count(4)} all new"
              f" ones, {count - new.count(0) - new.count(4)} some; none lost or half written; {left} .part files before"
              f" the next run, none after it")


def full(count):
    clip = demo()
    codes, parts = [], 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", name], check=True)
        try:
            for number in range(count):
                for file in os.listdir(folder):
                    os.unlink(folder / file)
                put_old(folder)
                room = random.randrange(0, 1_400_000)
                with open(folder / "filler", "wb") as filler:
                    try:
                        filler.write(bytes(2 * 1024 * 1024))
                    except OSError:
                        pass
                size = os.path.getsize(folder / "filler")
                os.truncate(folder / "filler", max(0, size - room))
                process = subprocess.Popen(sync_command(clip, folder), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
                said = process.communicate()[1]
                codes.append(process.returncode)
                new = outputs_are_whole(folder)
                check((process.returncode == 0) == (new == 4), f"exit {process.returncode}, {new} new files: {said}")
                check(process.returncode == 0 or "No space left" in said, said)
                parts += sum(f.endswith(".part") for f in os.listdir(folder))
        finally:
            subprocess.run(["umount", name], check=True)
    check(parts == 0, f"{parts} .part files")
    print(f"{count} syncs onto a disk that fills: {codes.count(0)} written, {codes.count(1)} refused for lack of room,"
          f" no old file lost, none half written, no .part left")


if __name__ == "__main__":
    what = sys.argv[1] if len(sys.argv) > 1 else "all"
    counts = {"capture": 100, "sync": 100, "full": 50}
    for name, run in (("capture", captures), ("sync", syncs), ("full", full)):
        if what in (name, "all"):
            run(int(sys.argv[2]) if len(sys.argv) > 2 else counts[name])
