"""What a peer speaks: one command a line on standard input, one line of JSON after `@ ` on standard output.

    check           -> {"values": [...], "first_seconds": s}   losses of the first two steps or the outputs for the first sample
    train E         -> {"seconds": s, "steps": n, "loss": l}   E epochs
    predict N T     -> {"seconds": s, "calls": n, "p50": us, "p99": us}   N calls in each of T threads

A peer is an object with these three methods; what it cannot do raises NotImplementedError. An error is {"error": "one line"}.
"""
import json
import sys
import threading
import time
import traceback


def serve(make_peer):
    try:
        begin = time.perf_counter()
        peer = make_peer()
        answer({"ready": time.perf_counter() - begin})
    except Exception as error:
        failed(error)
        return
    for line in sys.stdin:
        command, *numbers = line.split()
        try:
            answer(getattr(peer, command)(*map(int, numbers)))
        except Exception as error:
            failed(error)


def answer(fields):
    print("@ " + json.dumps(fields), flush=True)


def failed(error):
    traceback.print_exc()
    lines = str(error).strip().splitlines() or [""]
    answer({"error": f"{type(error).__name__}: {lines[0]}"[:300]})


def timed_calls(call, calls, threads):
    """Calls in turns or from several threads, each timed."""
    times = [[] for _ in range(threads)]

    def run(own):
        for _ in range(calls):
            start = time.perf_counter()
            call()
            own.append(time.perf_counter() - start)

    begin = time.perf_counter()
    if threads == 1:
        run(times[0])
    else:
        workers = [threading.Thread(target=run, args=(own,)) for own in times]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    seconds = time.perf_counter() - begin
    ordered = sorted(time for own in times for time in own)
    return {"seconds": seconds, "calls": len(ordered), "p50": ordered[len(ordered) // 2] * 1e6, "p99": ordered[len(ordered) * 99 // 100] * 1e6}
