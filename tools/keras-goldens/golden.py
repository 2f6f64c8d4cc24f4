"""What every golden-number script shares: one backend, one thread, one file format.

Import this module before Keras: Keras picks its backend when it is imported.
"""

import json
import math
import os
import pathlib

os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ.update(
    {
        "CUDA_VISIBLE_DEVICES": "",
        "JAX_PLATFORMS": "cpu",
        "OMP_NUM_THREADS": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "TF_ENABLE_ONEDNN_OPTS": "0",
        "TF_NUM_INTEROP_THREADS": "1",
        "TF_NUM_INTRAOP_THREADS": "1",
        "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false",
    }
)

import keras  # noqa: E402
import numpy as np  # noqa: E402

VERSION = "3.15.1"
DIRECTORY = (
    pathlib.Path(__file__).resolve().parents[2]
    / "testkit/src/main/resources/org/sungu/testkit/goldens"
)

if keras.__version__ != VERSION:
    raise SystemExit(f"Keras {VERSION} is needed, this is Keras {keras.__version__}")

keras.utils.set_random_seed(1)  # for the seeds that Keras draws itself


def float32(values):
    return np.asarray(values, dtype="float32")


def normal(seed, *shape, scale=1.0):
    """Normal numbers, fixed by `seed`, rounded so that they print short."""
    numbers = np.random.default_rng(seed).normal(0.0, scale, shape)
    return float32(np.round(numbers, 3))


def uniform(seed, low, high, *shape):
    numbers = np.random.default_rng(seed).uniform(low, high, shape)
    return float32(np.round(numbers, 3))


def _number(value):
    """The shortest decimal that reads back as the same number of the same width."""
    if math.isnan(value):
        return '"NaN"'
    if math.isinf(value):
        return '"Infinity"' if value > 0 else '"-Infinity"'
    text = str(value)
    if isinstance(value, np.float32) and np.float32(float(text)) != value:
        raise ValueError(f"{value!r} does not survive printing")
    return text


def _array(array):
    kind = array.dtype.kind
    if array.dtype.name == "bfloat16":
        array, dtype = array.astype("float32"), "bfloat16"
    elif kind in "OUS":
        dtype = "string"
    else:
        dtype = array.dtype.name
    flat = array.reshape(-1)
    if dtype == "string":
        items = [
            json.dumps(v.decode() if isinstance(v, bytes) else str(v)) for v in flat
        ]
    elif kind == "b":
        items = ["true" if v else "false" for v in flat]
    elif kind in "iu":
        items = [str(int(v)) for v in flat]
    else:
        items = [_number(v) for v in flat]
    shape = json.dumps(list(array.shape))
    return f'{{"shape": {shape}, "dtype": "{dtype}", "data": [{", ".join(items)}]}}'


def _is_array(value):
    return isinstance(value, (np.ndarray, np.generic)) or (
        hasattr(value, "shape") and hasattr(value, "dtype")
    )


def _text(value):
    if isinstance(value, dict):
        pairs = (f"{json.dumps(str(k))}: {_text(v)}" for k, v in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_text, value)) + "]"
    if isinstance(value, float):
        return _number(value)
    if _is_array(value):
        return _array(
            value if isinstance(value, np.ndarray) else keras.ops.convert_to_numpy(value)
        )
    return json.dumps(value)


def document(cases):
    """`{"keras": ..., "cases": [...]}`, one field of a case per line."""
    names = [case["name"] for case in cases]
    if len(set(names)) != len(names):
        raise ValueError(f"two cases share a name: {sorted(names)}")
    lines = []
    for case in cases:
        fields = (f"{json.dumps(k)}: {_text(v)}" for k, v in case.items())
        lines.append("{" + ",\n ".join(fields) + "}")
    return f'{{"keras": "{VERSION}", "cases": [\n' + ",\n".join(lines) + "\n]}\n"


def write(name, cases):
    """Writes `<name>.json` into the goldens folder."""
    path = DIRECTORY / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(document(cases), encoding="utf-8")
    size = path.stat().st_size
    print(f"{path.name}: {len(cases)} cases, {size} bytes")
    if size > 300_000:
        raise SystemExit(f"{path.name} is too large to commit")
