"""What Keras predicts with models that people published; the models are not part of this repository.

    python tools/format-goldens/published.py ../shared/models

Writes inputs and predictions into the resources of the tests, which skip a model that is not there.
"""

import json
import os
import pathlib
import sys
import tempfile
import zipfile

os.environ["KERAS_BACKEND"] = "jax"

import keras  # noqa: E402
import numpy as np  # noqa: E402

MODELS = [
    "dense_batchnorm_keras/model_m_2.keras",
    "nested_encoder_keras/encoder.keras",
    "nlf_classifier_keras/model.keras",
]
TARGET = pathlib.Path(__file__).parents[2] / "format/src/test/resources/org/sungu/format/goldens/published.json"


def numbers(array):
    return {
        "shape": list(array.shape),
        "dtype": "float32",
        "data": [float(str(x)) for x in np.asarray(array, "float32").ravel()],
    }


def modern(node):
    """The configuration as Keras 3 takes it: Keras 2 called the shape of an input otherwise, and repeated it."""
    if isinstance(node, list):
        return [modern(item) for item in node]
    if not isinstance(node, dict):
        return node
    node = {key: modern(value) for key, value in node.items() if key != "compile_config"}
    if "batch_input_shape" in node:
        shape = node.pop("batch_input_shape")
        if "units" not in node:
            node["batch_shape"] = shape
    return node


def load(path):
    with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory() as folder:
        model = keras.saving.deserialize_keras_object(modern(json.loads(archive.read("config.json"))))
        weights = pathlib.Path(folder, "model.weights.h5")
        weights.write_bytes(archive.read("model.weights.h5"))
        model.load_weights(weights)
    return model


def main():
    folder = pathlib.Path(sys.argv[1])
    cases = []
    for name in MODELS:
        model = load(folder / name)
        x = np.random.default_rng(7).normal(size=(4, model.inputs[0].shape[1])).round(3).astype("float32")
        cases.append({"file": name, "x": numbers(x), "y": numbers(model.predict(x, verbose=0))})
    lines = ",\n".join(json.dumps(case) for case in cases)
    TARGET.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
