"""Writes small .npy, .npz, .h5 and .keras files with real NumPy, h5py and Keras, each with its content as JSON beside it.

The folder is format/src/test/resources/org/sungu/format/goldens. Versions used: NumPy 2.x, h5py 3.16, Keras 3.15.1. HDF5 and ZIP
store times, so a second run differs in a few bytes.
"""

import io
import json
import os
import pathlib
import zipfile

os.environ["KERAS_BACKEND"] = "jax"
import h5py
import keras
import ml_dtypes
import numpy as np

FOLDER = pathlib.Path(__file__).parents[2] / "format/src/test/resources/org/sungu/format/goldens"
FOLDER.mkdir(parents=True, exist_ok=True)

WIDENED = {"int16": "int32", "uint16": "int32", "uint32": "int64", "uint64": "int64"}


def described(array):
    """Shape, element type as Sungu reads it, and the elements in row-major order."""
    array = np.asarray(array)
    if array.dtype.kind in "OSU":
        texts = [t.decode() if isinstance(t, bytes) else str(t) for t in array.ravel().tolist()]
        return {"shape": list(array.shape), "dtype": "string", "data": texts}
    name = "bfloat16" if array.dtype.kind == "V" else array.dtype.name
    if name == "bfloat16":
        array = array.view(ml_dtypes.bfloat16)
    data = [spelled(x) for x in array.astype(object if array.dtype.kind in "iub" else "f8").ravel().tolist()]
    return {"shape": list(array.shape), "dtype": WIDENED.get(name, name), "data": data}


def spelled(x):
    if isinstance(x, float) and not np.isfinite(x):
        return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[str(x)]
    return x


def store(name, arrays):
    lines = ",\n".join(f"  {json.dumps(k)}: {json.dumps(described(v))}" for k, v in arrays.items())
    (FOLDER / f"{name}.json").write_text("{\n" + lines + "\n}\n")


# --- NumPy -------------------------------------------------------------------------------------------------------------------------
random = np.random.default_rng(42)
plain = random.normal(size=(3, 4, 2))
arrays = {
    "float32": plain.astype("f4"),
    "float64": plain,
    "float16": plain.astype("f2"),
    "bfloat16": plain.astype(ml_dtypes.bfloat16),
    "special": np.array([np.nan, np.inf, -np.inf, -0.0, 1e-45], "f4"),
    "bool": plain > 0,
    "scalar": np.float32(3.5),
    "one": np.array([7], "i4"),
    "empty": np.zeros((0,), "f4"),
    "empty_within": np.zeros((2, 0, 3), "i8"),
    "fortran": np.asfortranarray(plain.astype("f4")),
    "big_endian": plain.astype(">f4"),
    "big_endian_int": np.array([[1, -2], [300, -70000]], ">i4"),
    "text": np.array([["a", "ünï"], ["", "名前😀"]]),
    "text_fortran": np.asfortranarray(np.array([["a", "b", "c"], ["d", "e", "f"]])),
    "text_big_endian": np.array(["x", "yz"], ">U4"),
    "bytes": np.array([b"a", b"xyz", b""]),
    "text_scalar": np.array("hello"),
    "layers/dense:0": np.arange(3),
}
for name in ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"]:
    info = np.iinfo(name)
    arrays[name] = np.array([[info.min, 1], [2, min(info.max, 2**63 - 1)]], name)
np.savez(FOLDER / "stored.npz", **arrays)
np.savez_compressed(FOLDER / "deflated.npz", **arrays)
store("npz", arrays)

for version in [(1, 0), (2, 0), (3, 0)]:
    with open(FOLDER / f"version{version[0]}.npy", "wb") as file:
        np.lib.format.write_array(file, plain[:, :, 0].astype("f4"), version)
store("npy", {"array": plain[:, :, 0].astype("f4")})

refused = {"objects": np.array([{"a": 1}, None], object), "records": np.zeros(2, [("a", "f4"), ("b", "i4")]),
           "complex": np.zeros(2, "c8"), "dates": np.array(["2026-01-01"], "M8[D]")}
for name, array in refused.items():
    np.save(FOLDER / f"refused-{name}.npy", array, allow_pickle=True)

# --- h5py --------------------------------------------------------------------------------------------------------------------------
kernel = random.normal(size=(20, 13)).astype("f4")


def fill(file):
    """A tree with all that Keras models hold; returns what a reader should find, by path."""
    content = {}

    def put(path, value, **options):
        file.create_dataset(path, data=value, **options)
        content[path] = value

    put("layers/dense/vars/0", kernel)
    put("layers/dense/vars/1", np.zeros(13, "f4"))
    file["layers/dense/vars"].attrs["name"] = "my_dense"
    file.create_group("layers/dropout/vars")
    put("optimizer/vars/0", np.int32(5))
    for name, array in arrays.items():
        if array.dtype.kind not in "SUV" and "/" not in name:
            put(f"types/{name}", array)
    file.create_dataset("types/bfloat16", data=arrays["bfloat16"])
    file["types/bfloat16"].attrs["dtype"] = "bfloat16"
    content["types/bfloat16"] = arrays["bfloat16"]
    put("chunks/gzip", kernel, chunks=(7, 5), compression="gzip")
    put("chunks/all", kernel, chunks=(6, 13), compression="gzip", shuffle=True, fletcher32=True)
    put("chunks/plain", kernel, chunks=(3, 4))
    put("chunks/single", kernel, chunks=kernel.shape, compression="gzip")
    put("chunks/many", np.arange(201, dtype="i4"), chunks=(2,))
    put("chunks/cube", plain, chunks=(2, 2, 2), shuffle=True)
    file.create_dataset("chunks/unwritten", (4, 4), "f4", chunks=(2, 2))
    content["chunks/unwritten"] = np.zeros((4, 4), "f4")
    file.create_dataset("unwritten", (3,), "f4")
    content["unwritten"] = np.zeros(3, "f4")
    put("text/variable", np.array(["a", "ünï", ""], object), dtype=h5py.string_dtype())
    content["text/fixed"] = np.array([b"abc", b"de", b"f"])
    file.create_dataset("text/fixed", data=content["text/fixed"])
    content["text/scalar"] = np.array("hello")
    file.create_dataset("text/scalar", data="hello")
    for i in range(60):
        put(f"many/variable_with_a_longer_name_{i}", np.float32(i))
    file.attrs["model_config"] = json.dumps({"x": "y" * 70000})
    file.attrs["weight_names"] = ["kernel:0", "bias:0"]
    file.attrs["fixed"] = np.array([b"one", b"three"])
    file.attrs["numbers"] = np.array([1.5, 2.5])
    file.attrs["empty"] = h5py.Empty("f4")
    return content


with h5py.File(FOLDER / "default.h5", "w") as file:
    content = fill(file)
with h5py.File(FOLDER / "userblock.h5", "w", userblock_size=512) as file:
    fill(file)
with h5py.File(FOLDER / "latest.h5", "w", libver="latest") as file:
    fill(file)
    for i in range(1300):
        file.create_dataset(f"very_many/v{i:04d}", data=np.int8(i % 100))
    file.create_dataset("chunks/paged", data=np.arange(2501, dtype="i2"), chunks=(2,))
    file.create_dataset("chunks/paged_gzip", data=np.arange(2501, dtype="i2"), chunks=(2,), compression="gzip")
with h5py.File(FOLDER / "tracked.h5", "w", track_order=True) as file:
    fill(file)
store("h5", content)
for name, options in {"small.h5": {}, "small-latest.h5": {"libver": "latest"}}.items():
    with h5py.File(FOLDER / name, "w", **options) as file:
        file.create_dataset("chunks/gzip", data=kernel, chunks=(7, 5), compression="gzip", shuffle=True)
        file.create_dataset("layers/dense/vars/0", data=kernel[:2])
        file["layers/dense/vars"].attrs["name"] = "my_dense"
        file.create_dataset("text", data=["a", "ünï"], dtype=h5py.string_dtype())
        file.create_dataset("bool", data=[True, False])
        for i in range(40):
            file.create_dataset(f"many/{i}", data=np.float32(i))

with h5py.File(FOLDER / "refused-soft.h5", "w") as file:
    file["x"] = kernel
    file["y"] = h5py.SoftLink("/x")
with h5py.File(FOLDER / "refused-external-link.h5", "w") as file:
    file["y"] = h5py.ExternalLink("/etc/other.h5", "/x")
with h5py.File(FOLDER / "refused-soft-latest.h5", "w", libver="latest") as file:
    file["y"] = h5py.SoftLink("/x")
with h5py.File(FOLDER / "refused-external-data.h5", "w") as file:
    file.create_dataset("x", (4,), "f4", external=[("/etc/hostname", 0, h5py.h5f.UNLIMITED)])
with h5py.File(FOLDER / "refused-virtual.h5", "w", libver="latest") as file:
    layout = h5py.VirtualLayout((4,), "f4")
    layout[:] = h5py.VirtualSource("/etc/other.h5", "x", (4,))
    file.create_virtual_dataset("x", layout)
with h5py.File(FOLDER / "refused-compound.h5", "w") as file:
    file["x"] = np.zeros(2, [("a", "f4"), ("b", "i4")])
with h5py.File(FOLDER / "refused-lzf.h5", "w") as file:
    file.create_dataset("x", data=kernel, compression="lzf")
with h5py.File(FOLDER / "refused-bomb.h5", "w") as file:
    file.create_dataset("x", (1 << 20, 1 << 20), "f4", chunks=(1024, 1024), compression="gzip")
with h5py.File(FOLDER / "refused-hard.h5", "w") as file:
    file["a/x"] = kernel
    file["b"] = file["a"]
with h5py.File(FOLDER / "refused-cycle.h5", "w") as file:
    file["a/x"] = kernel
    file["a/b"] = file["a"]

# --- Keras -------------------------------------------------------------------------------------------------------------------------
keras.utils.set_random_seed(1)
inputs = keras.Input((4,))
x = keras.layers.Dense(8, activation="relu", name="hidden")(inputs)
x = keras.layers.BatchNormalization()(x)
model = keras.Model(inputs, keras.layers.Dense(1, dtype="bfloat16")(x))
model.compile("adam", "mse")
model.fit(random.normal(size=(8, 4)), np.zeros((8, 1)), verbose=0)
model.save(FOLDER / "stored.keras")
with zipfile.ZipFile(FOLDER / "stored.keras") as archive:
    members = {name: archive.read(name) for name in archive.namelist()}
with zipfile.ZipFile(FOLDER / "deflated.keras", "w", zipfile.ZIP_DEFLATED) as archive:
    for name in ["model.weights.h5", "config.json"]:
        archive.writestr(name, members[name])
with h5py.File(io.BytesIO(members["model.weights.h5"])) as file:
    weights = {}
    file.visititems(lambda path, node: weights.update({path: node[()]}) if isinstance(node, h5py.Dataset) else None)
store("keras", weights)
