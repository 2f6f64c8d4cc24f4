"""Makes what all peers start from: benchmarks/target/peers/<row>/ with

    train.keras   the model, compiled: network, weights, optimizer, loss (train rows)
    check.keras   the same without dropout
    model.keras   the model (predict rows), and the same as model.onnx
    weights.npz   all weights by number, in the order of Keras's get_weights
    data.npz      x and y
    expected.json what real Keras computes on its first two steps, or for the first sample

    python benchmarks/peers/make.py FOLDER ROW...
"""
import hashlib
import json
import os
import pathlib
import sys

os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

HERE = pathlib.Path(__file__).parent


def version():
    """Changes with whatever decides the files."""
    digest = hashlib.sha256()
    for name in ("rows.py", "networks.py", "make.py", "onnx_export.py"):
        digest.update((HERE / name).read_bytes())
    return digest.hexdigest()


def is_made(folder):
    stamp = folder / "expected.json"
    return stamp.exists() and json.loads(stamp.read_text())["version"] == version()


def make(row, folder):
    import keras
    import numpy as np

    import networks
    import onnx_export

    folder.mkdir(parents=True, exist_ok=True)
    keras.utils.set_random_seed(20)
    random = np.random.default_rng(20)
    build = getattr(networks, row.network)
    model = build(1)
    expected = {"version": version()}
    if row.kind == "train":
        x, y = networks.data(model, row.batch * row.steps, random)
        check = build(0)
        check.set_weights(model.get_weights())
        np.savez(folder / "weights.npz", **{str(i): weight for i, weight in enumerate(model.get_weights())})
        for each, name in ((model, "train"), (check, "check")):
            each.compile(optimizer=optimizer(row.optimizer), loss=row.loss)
            each.optimizer.build(each.trainable_variables)
            each.save(folder / f"{name}.keras")
        expected["values"] = first_losses(check, x, y, row.batch)
    else:
        x, y = networks.data(model, 8, random)
        expected["values"] = networks.settle(model, x).ravel().tolist()
        x, y = x[:1], y[:1]
        np.savez(folder / "weights.npz", **{str(i): weight for i, weight in enumerate(model.get_weights())})
        model.save(folder / "model.keras")
        onnx_export.write(model, folder / "model.onnx")
    np.savez(folder / "data.npz", x=x, y=y)
    (folder / "expected.json").write_text(json.dumps(expected))


def optimizer(name):
    import keras

    if name == "adam":
        return keras.optimizers.Adam(learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7)
    return keras.optimizers.SGD(learning_rate=1e-4)


def first_losses(model, x, y, batch):
    """The losses of the first two steps."""
    return [model.fit(x[i:i + batch], y[i:i + batch], batch_size=batch, epochs=1, shuffle=False, verbose=0).history["loss"][0]
            for i in (0, batch)]


if __name__ == "__main__":
    import rows

    for wanted in rows.find(sys.argv[2:]):
        target = pathlib.Path(sys.argv[1]) / wanted.name
        if not is_made(target):
            print(f"making {wanted.name}", flush=True)
            make(wanted, target)
