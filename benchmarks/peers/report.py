"""The result as a page of Markdown tables."""
import re
import time
from dataclasses import dataclass

import machine


@dataclass
class Result:
    row: object
    entries: list
    load: list

    def sungu(self):
        return next(entry for entry in self.entries if entry.peer.name == "sungu")

    def best(self):
        """The fastest peer that counts, or None."""
        counted = [entry for entry in self.entries if not entry.peer.name.startswith("sungu") and entry.times
                   and (self.row.against == "all" or entry.peer.precision == "f32")]
        return min(counted, key=lambda entry: entry.median(), default=None)


def duration(milliseconds):
    if milliseconds is None:
        return "–"
    return f"{milliseconds * 1e3:.1f} us" if milliseconds < 0.1 else f"{milliseconds:.3f} ms" if milliseconds < 10 else f"{milliseconds:.1f} ms"


def summary(result):
    """Cells: Sungu, best peer, ratio, target, verdict."""
    row, own, best = result.row, result.sungu(), result.best()
    target = f"p50 ≤ {row.target:g} us" if row.absolute else f"≤ {row.target:.2g}"
    if not own.times:
        return [own.failure or "–", f"{best.peer.name} {duration(best.median())}" if best else "–", "–", target, "–"]
    ratio = own.median() / best.median() if best else None
    reached = own.median() * 1e3 <= row.target if row.absolute else ratio is not None and ratio <= row.target
    known = row.absolute or ratio is not None
    return [duration(own.median()), f"{best.peer.name} {duration(best.median())}" if best else "–", "–" if ratio is None else f"{ratio:.2f}",
            target, ("yes" if reached else "**no**") if known else "–"]


def line(result):
    own, best, ratio, target, reached = summary(result)
    return f"  sungu {own}; best peer {best}; ratio {ratio}, target {target}: {reached}"


def table(header, lines):
    return "\n".join(["| " + " | ".join(cells) + " |" for cells in (header, ["---"] * len(header), *lines)])


def by_peer(results, cell):
    names = [entry.peer.name for entry in results[0].entries]
    return table(["row", *names], [[result.row.name, *(cell(entry) for entry in result.entries)] for result in results])


def text(results, java, peak, arguments, seconds):
    gemm = "; ".join(f"{threads} thread{'s' if threads > 1 else ''} {speed:.0f} GFLOP/s" for threads, speed in peak.items())
    parts = [
        f"# Sungu and its peers, {time.strftime('%Y-%m-%d %H:%M')}",
        "\n".join([
            f"- Processor: {machine.processor()}; {machine.cores()} cores, {machine.memory()}",
            f"- System: {machine.system()}",
            f"- Java: {machine.jdk(java)}",
            f"- Peers: {machine.versions()}" + "".join(f"; {name}" for name in java_peers(results)),
            f"- Float32 matrix product: {gemm}",
            f"- {arguments.rounds} turns of about {arguments.seconds:g} s each, medians; {seconds / 60:.0f} minutes in all. "
            f"{f'{arguments.busy} other processes computed all the while. ' if arguments.busy else ''}"
            "How to read this: docs/benchmarks.md",
        ]),
        "Sungu's time over that of the best peer (the best of float32, for the small MLP and predictions of all):",
        table(["row", "Sungu", "best peer", "ratio", "to reach", "reached", "load"],
              [[result.row.title, *summary(result), "–".join(f"{load:.1f}" for load in result.load)] for result in results]),
        "Time of a step or a prediction (median of the turns; for predictions of each turn's median):",
        by_peer(results, lambda entry: duration(entry.median())),
        "Spread of the turns, slowest over fastest:",
        by_peer(results, lambda entry: f"{max(entry.times) / min(entry.times):.2f}" if entry.times else "–"),
        "First step or prediction in a new process, compilation included, in seconds:",
        by_peer(results, lambda entry: "–" if entry.first_seconds is None else f"{entry.first_seconds:.2f}"),
        "Peak resident memory in MiB:",
        by_peer(results, lambda entry: f"{entry.peak:.0f}" if entry.peak else "–"),
    ]
    predictions = [result for result in results if result.row.kind == "predict"]
    if predictions:
        parts += ["99th percentile of one prediction:",
                  by_peer(predictions, lambda entry: duration(sorted(entry.p99)[len(entry.p99) // 2]) if entry.times else "–"),
                  "Predictions a second from " + ", ".join(map(str, sorted(peak_threads(predictions)))) + " threads at once:",
                  by_peer(predictions, lambda entry: " / ".join(f"{calls:.0f}" for calls in entry.calls_per_second.values()) or "–")]
    failures = [f"- {result.row.name}, {entry.peer.name}: {entry.failure}" for result in results for entry in result.entries
                if entry.failure and not entry.failure.startswith("only ")]
    if failures:
        parts += ["Left out:", "\n".join(failures)]
    return "\n\n".join(parts) + "\n"


def java_peers(results):
    return [entry.peer.version for entry in results[0].entries if entry.peer.version and not entry.peer.missing()]


def peak_threads(results):
    return {threads for result in results for entry in result.entries for threads in entry.calls_per_second}


def write(text, folder):
    """A file named by the date and the processor; a second one of a day gets the time too."""
    folder.mkdir(exist_ok=True)
    name = re.sub(r"[^a-z0-9]+", "-", machine.processor().split(" (")[0].lower()).strip("-") + f"-{machine.cores()}-cores"
    path = folder / f"{time.strftime('%Y-%m-%d')}-{name}.md"
    if path.exists():
        path = folder / f"{time.strftime('%Y-%m-%d-%H%M')}-{name}.md"
    path.write_text(text)
    return path
