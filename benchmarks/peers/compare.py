"""Runs Sungu and its peers side by side: docs/benchmarks.md says how to read the result. Started by run.sh."""
import argparse
import json
import os
import pathlib
import queue
import statistics
import subprocess
import sys
import threading
import time

import machine
import make
import peers
import report
import rows

HERE = pathlib.Path(__file__).resolve().parent
# Relative to the reference, which real Keras computed: the loss before and after the first update, or all outputs. Sums in another order
# differ by 1e-6; one step of Adam divides by the gradient's own size, so the smallest gradients' rounding shows in the second loss.
def tolerances(row, precision):
    if row.kind == "train":
        return (1e-4, row.second) if precision == "f32" else (3e-2, 5e-2)
    return (1e-3,) if precision == "f32" else (5e-2,)


ANSWER_SECONDS = 600
SPARE_BYTES = 3 << 30


class Failure(Exception):
    """A peer cannot go on; the message says why in one line."""


class Process:
    """A running peer."""

    def __init__(self, peer, row, files, java, log):
        self.peer = peer
        available = machine.available_bytes()
        if available is not None and available < SPARE_BYTES:
            raise Failure(f"not started: {available / 2**30:.1f} GiB of memory left")
        environment = dict(os.environ, PYTHONPATH=str(HERE), PYTHONUNBUFFERED="1")
        with open(log, "w") as errors:
            self.process = subprocess.Popen(peer.command(row, files, java), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                            stderr=errors, text=True, env=environment)
        self.lines = queue.Queue()
        threading.Thread(target=self.read, daemon=True).start()
        begin = time.perf_counter()
        self.answer()
        self.start_seconds = time.perf_counter() - begin

    def read(self):
        for line in self.process.stdout:
            if line.startswith("@ "):
                self.lines.put(line[2:])
        self.lines.put(None)

    def answer(self):
        try:
            line = self.lines.get(timeout=ANSWER_SECONDS)
        except queue.Empty:
            raise Failure(f"no answer within {ANSWER_SECONDS} s") from None
        if line is None:
            raise Failure(f"the process ended with code {self.process.wait()}")
        fields = json.loads(line)
        if "error" in fields:
            raise Failure(fields["error"])
        return fields

    def ask(self, *command):
        try:
            self.process.stdin.write(" ".join(map(str, command)) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            raise Failure(f"the process ended with code {self.process.wait()}") from None
        return self.answer()

    def close(self):
        self.process.kill()
        self.process.wait()


class Entry:
    """What one peer gave for one row."""

    def __init__(self, peer):
        self.peer = peer
        self.failure = self.process = self.first_seconds = self.peak = None
        self.start_seconds = 0.0
        self.amount = 1
        self.times, self.calls_per_second = [], {}
        self.p99 = []

    def fail(self, why):
        self.failure = why
        self.close()

    def close(self):
        if self.process:
            self.peak = machine.peak_resident(self.process.process.pid) or self.peak
            self.process.close()
            self.process = None

    def median(self):
        return statistics.median(self.times) if self.times else None


def agrees(values, expected, tolerances):
    """An empty string, or how the values differ from the expected ones."""
    if len(values) != len(expected) or None in values:
        return f"gives {values[:3]}, expected {expected[:3]}"
    largest = max(map(abs, expected))
    for i, (value, wanted) in enumerate(zip(values, expected)):
        # Losses are compared each by its own tolerance, outputs by the largest of them.
        tolerance, scale = (tolerances[i], abs(wanted)) if len(tolerances) > 1 else (tolerances[0], largest)
        if abs(value - wanted) > tolerance * scale:
            return f"{'loss of step' if len(tolerances) > 1 else 'output'} {i + 1} is {value:.6g}, expected {wanted:.6g}"
    return ""


def start(peer, row, files, java, logs):
    entry = Entry(peer)
    missing = peer.missing()
    if missing or row.kind not in peer.kinds:
        entry.failure = missing or ("only predicts" if row.kind == "train" else "only trains")
        return entry
    try:
        entry.process = Process(peer, row, files, java, logs / f"{row.name}-{peer.name}.log")
        entry.start_seconds = entry.process.start_seconds
        check = entry.process.ask("check")
        entry.first_seconds = check["first_seconds"]
        expected = json.loads((files / "expected.json").read_text())["values"]
        differs = agrees(check["values"], expected, tolerances(row, peer.precision))
        if differs:
            entry.fail("disagrees, not timed: " + differs)
    except Failure as failure:
        entry.fail(str(failure))
    return entry


def turn(entry, row, amount):
    """One turn of a peer; milliseconds per step or call."""
    if row.kind == "train":
        done = entry.process.ask("train", amount)
        return done["seconds"] / done["steps"] * 1e3
    done = entry.process.ask("predict", amount, 1)
    entry.p99.append(done["p99"] / 1e3)
    return done["p50"] / 1e3


def warm(entry, row, seconds):
    """Runs until times no longer fall, and finds out how much fills a turn."""
    unit = row.steps if row.kind == "train" else 1
    # A fit of Sungu times all steps but the first: one of two is too few to tell.
    entry.amount = least = 2 if row.heavy else 1
    for _ in range(1 if row.heavy else 4):
        milliseconds = max(turn(entry, row, entry.amount), 1e-4)
        entry.amount = max(least, int(seconds * 1e3 / (milliseconds * unit)))
        if row.heavy or entry.amount == least:
            return


def run_row(row, chosen, arguments, java, folder):
    files, logs = folder / row.name, folder / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    entries, others = [], []
    load = [os.getloadavg()[0]]
    for peer in chosen:
        entry = start(peer, row, files, java, logs)
        entries.append(entry)
        print(f"  {peer.name}: {entry.failure or f'agrees; first {entry.first_seconds:.2f} s'}", flush=True)
    try:
        alive = [] if arguments.check else [entry for entry in entries if entry.process]
        for entry in alive:
            attempt(entry, lambda: warm(entry, row, arguments.seconds))
        others = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(0 if arguments.check else arguments.busy)]
        for _ in range(arguments.rounds):
            for entry in alive:
                if entry.process:
                    # Threads of the one before spin for a while after their last task.
                    time.sleep(0.2)
                    attempt(entry, lambda: entry.times.append(turn(entry, row, entry.amount)))
        if row.kind == "predict":
            for entry in alive:
                for threads in thread_counts():
                    if entry.process:
                        attempt(entry, lambda: throughput(entry, threads))
    finally:
        for other in others:
            other.kill()
            other.wait()
        for entry in entries:
            entry.close()
    load.append(os.getloadavg()[0])
    return report.Result(row, entries, load)


def thread_counts():
    """1, 2, 4 … and all cores."""
    counts, threads = [], 1
    while threads < machine.cores():
        counts.append(threads)
        threads *= 2
    return [*counts, machine.cores()]


def throughput(entry, threads):
    # Half a turn each.
    done = entry.process.ask("predict", max(1, entry.amount // 2), threads)
    entry.calls_per_second[threads] = done["calls"] / done["seconds"]


def attempt(entry, action):
    if entry.process:
        try:
            action()
        except Failure as failure:
            entry.times.clear()
            entry.fail(str(failure))


def make_files(chosen, folder):
    wanted = [row.name for row in chosen if not make.is_made(folder / row.name)]
    if wanted:
        # In a process of its own: this one stays small.
        with open(folder / "make.log", "w") as log:
            code = subprocess.run([sys.executable, HERE / "make.py", folder, *wanted], stderr=log).returncode
        if code:
            raise SystemExit(f"making the models failed; {folder / 'make.log'} says why. It needs Keras 3, JAX and onnx: pip install keras jax onnx")


def main():
    parser = argparse.ArgumentParser(prog="benchmarks/peers/run.sh", description="Compares Sungu with its peers; see docs/benchmarks.md.")
    names = lambda text: [name for name in text.split(",") if name]
    parser.add_argument("--rows", type=names, default=[], help="some of: " + ", ".join(row.name for row in rows.ROWS))
    parser.add_argument("--peers", type=names, default=[], help="some of: " + ", ".join(peer.name for peer in peers.PEERS))
    parser.add_argument("--quick", action="store_true", help="three short rounds, no ResNet-50 unless it is asked for")
    parser.add_argument("--rounds", type=int, help="turns of each peer (7, quick 3)")
    parser.add_argument("--seconds", type=float, help="length of a turn (1, quick 0.3)")
    parser.add_argument("--busy", type=int, default=0, metavar="N", help="so many other processes compute all the while")
    parser.add_argument("--check", action="store_true", help="only check that all compute the same")
    parser.add_argument("--no-file", action="store_true", help="only print; write nothing to benchmarks/results")
    arguments = parser.parse_args()
    arguments.rounds = arguments.rounds or (3 if arguments.quick else 7)
    arguments.seconds = arguments.seconds or (0.3 if arguments.quick else 1.0)
    chosen = [row for row in rows.find(arguments.rows) if arguments.rows or not (arguments.quick and row.network == "resnet50")]
    against = peers.find(arguments.peers)
    java = str(pathlib.Path(os.environ["JAVA_HOME"]) / "bin" / "java")
    folder = HERE.parent / "target" / "peers"
    folder.mkdir(parents=True, exist_ok=True)
    begin = time.time()
    make_files(chosen, folder)
    peak = {threads: machine.multiplication_peak(threads) for threads in sorted({1, machine.cores()})}
    results = []
    for row in chosen:
        print(f"{row.name}: {row.title}", flush=True)
        results.append(run_row(row, against, arguments, java, folder))
        print(report.line(results[-1]), flush=True)
    text = report.text(results, java, peak, arguments, time.time() - begin)
    print("\n" + text)
    if not (arguments.no_file or arguments.check):
        print("Written to", report.write(text, HERE.parent / "results").relative_to(HERE.parent.parent))


if __name__ == "__main__":
    main()
