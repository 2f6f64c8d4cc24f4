"""Opens what Sungu wrote with real NumPy, h5py and Keras and compares it with the golden files it was made from.

Run the tests of the module `format` first: they write format/target/written.
"""

import os
import pathlib

os.environ["KERAS_BACKEND"] = "jax"
import h5py
import keras
import numpy as np

ROOT = pathlib.Path(__file__).parents[2] / "format"
GOLDENS = ROOT / "src/test/resources/org/sungu/format/goldens"
WRITTEN = ROOT / "target/written"

golden, written = np.load(GOLDENS / "stored.npz"), np.load(WRITTEN / "arrays.npz")
assert golden.files == written.files
for name in golden.files:
    expected, got = golden[name], written[name]
    if expected.dtype.kind == "S":
        expected = np.char.decode(expected, "utf-8")
    if expected.dtype.kind == "V":
        expected, got = expected.view("u2"), got.view("u2")
    np.testing.assert_array_equal(got, expected, name)
    assert got.shape == expected.shape, name
print(f"{len(golden.files)} arrays in arrays.npz are as NumPy wrote them")

types = np.load(WRITTEN / "types.npz")
print("types.npz:", ", ".join(f"{name} as {types[name].dtype}" for name in types.files))

count = 0
with h5py.File(GOLDENS / "latest.h5") as golden, h5py.File(WRITTEN / "tree.h5") as written:

    def compare(path, node):
        global count
        other = written[path]
        assert type(other) is type(node), path
        if isinstance(node, h5py.Dataset):
            np.testing.assert_array_equal(other[()], node[()] if node.dtype.kind != "S" else node[()].astype(object), path)
            assert other.shape == node.shape, path
        for name, value in node.attrs.items():
            same = np.asarray(value).astype(str) if np.asarray(value).dtype.kind == "S" else value
            if not isinstance(value, h5py.Empty):
                np.testing.assert_array_equal(other.attrs[name], same, f"{path} {name}")
        count += 1

    compare("/", golden["/"])
    golden.visititems(compare)
print(f"{count} groups and datasets in tree.h5 are as h5py wrote them")

inputs = np.random.default_rng(0).normal(size=(16, 4)).astype("f4")
golden, written = (keras.models.load_model(folder / name) for folder, name in ((GOLDENS, "stored.keras"), (WRITTEN, "model.keras")))
difference = np.abs(np.asarray(golden.predict(inputs, verbose=0), "f4") - np.asarray(written.predict(inputs, verbose=0), "f4")).max()
assert difference == 0, difference
assert [layer.name for layer in golden.layers] == [layer.name for layer in written.layers]
for ours, theirs in zip(written.optimizer.variables, golden.optimizer.variables):
    np.testing.assert_array_equal(np.asarray(ours), np.asarray(theirs))
written.fit(inputs, inputs[:, :1], verbose=0)
print("model.keras predicts as the model that Keras wrote, has its optimizer's state, and trains on")
