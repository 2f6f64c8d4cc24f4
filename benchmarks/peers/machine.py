"""What the machine is, and how fast it multiplies matrices: without names of hosts or folders."""
import importlib.metadata
import os
import pathlib
import platform
import re
import subprocess
import sys


def cores():
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


def processor():
    try:
        text = pathlib.Path("/proc/cpuinfo").read_text()
    except OSError:
        return platform.processor() or platform.machine()
    fields = {key: re.search(rf"^{key}\s*:\s*(.*)$", text, re.M) for key in ("model name", "cpu family", "model", "flags")}
    name = fields["model name"].group(1) if fields["model name"] else platform.machine()
    if fields["cpu family"]:
        name += f" (family {fields['cpu family'].group(1)}, model {fields['model'].group(1)})"
    flags = fields["flags"].group(1).split() if fields["flags"] else []
    wide = [flag for flag in ("avx2", "avx512f", "avx512_vnni", "avx512_bf16", "amx_bf16") if flag in flags]
    return name + (", " + ", ".join(wide) if wide else "")


def memory():
    try:
        return f"{os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') / 2**30:.0f} GiB"
    except (ValueError, OSError):
        return "unknown"


def system():
    try:
        release = platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, AttributeError, KeyError):
        release = platform.system()
    return f"{release}, {platform.system()} {platform.release()}, {platform.machine()}"


def jdk(java):
    lines = subprocess.run([java, "-version"], capture_output=True, text=True).stderr.splitlines()
    return lines[1] if len(lines) > 1 else "unknown"


def versions():
    found = []
    for package in ("keras", "tensorflow", "tensorflow-cpu", "jax", "torch", "onnxruntime"):
        try:
            found.append(f"{package} {importlib.metadata.version(package)}")
        except importlib.metadata.PackageNotFoundError:
            pass
    return ", ".join(found)


def available_bytes():
    """Memory that a new process could take, or None where the system does not say."""
    try:
        return int(re.search(r"MemAvailable:\s*(\d+)", pathlib.Path("/proc/meminfo").read_text()).group(1)) * 1024
    except (OSError, AttributeError):
        return None


def peak_resident(pid):
    """The peak resident memory of a process in MiB, or None where the system does not say."""
    try:
        return int(re.search(r"VmHWM:\s*(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text()).group(1)) / 1024
    except (OSError, AttributeError):
        return None


MULTIPLY = """
import sys, time
threads, size, best = int(sys.argv[1]), 2048, float("inf")
try:
    import torch
    torch.set_num_threads(threads)
    a, b = torch.rand(size, size), torch.rand(size, size)
    c = torch.empty(size, size)
    multiply = lambda: torch.mm(a, b, out=c)
except ImportError:
    import numpy
    a, b = numpy.random.rand(size, size).astype("float32"), numpy.random.rand(size, size).astype("float32")
    multiply = lambda: a @ b
for _ in range(12):
    begin = time.perf_counter()
    multiply()
    best = min(best, time.perf_counter() - begin)
print(2 * size**3 / best / 1e9)
"""


def multiplication_peak(threads):
    """GFLOP/s of a 2048x2048 float32 product, the best of twelve: PyTorch's, or NumPy's where PyTorch is missing."""
    environment = dict(os.environ, OMP_NUM_THREADS=str(threads), OPENBLAS_NUM_THREADS=str(threads), MKL_NUM_THREADS=str(threads))
    done = subprocess.run([sys.executable, "-c", MULTIPLY, str(threads)], capture_output=True, text=True, env=environment)
    return float(done.stdout) if done.returncode == 0 else float("nan")
