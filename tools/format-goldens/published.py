"""What Keras predicts with models that people published; the models are not part of this repository.

    python tools/format-goldens/published.py ../shared/models

Writes inputs and predictions into the resources of the tests, which skip a model that is not there.
"""

import json
import os
import pathlib
import re
import shutil
import sys
import tempfile
import zipfile

os.environ["KERAS_BACKEND"] = "jax"

import h5py  # noqa: E402
import keras  # noqa: E402
import numpy as np  # noqa: E402
from keras.src.legacy.saving import legacy_h5_format  # noqa: E402

MODELS = [
    "churn_ann_h5/model.h5",
    "clean_document_autoencoder_keras/model_256_YUV_32_64.keras",
    "dense_batchnorm_keras/model_m_2.keras",
    "dl4j_test_resources/conv2d_reshape_tensorflow_2.h5",
    "dl4j_test_resources/elephas_elephas_sequential.h5",
    "dl4j_test_resources/gans_wgan_discriminator.h5",
    "dl4j_test_resources/optimizers_adam.h5",
    "dl4j_test_resources/sepconv2d_tensorflow_2.h5",
    "emg_reshape_lstm_keras/model.keras",
    "energy_bigru_keras/gru_model.keras",
    "face_classification/fer2013_mini_XCEPTION.102-0.66.hdf5",
    "mario_lstm_hdf5_named_keras/model.keras",
    "nested_encoder_keras/encoder.keras",
    "nlf_classifier_keras/model.keras",
    "qqq_lstm_keras/lstm_model.keras",
    "style_transfer_depthwise_keras/model.keras",
    "sudoku_cnn_keras/model.keras",
    "ts_conv1d_keras/cnn.keras",
]
# For axes that a model leaves open.
SIZES = (36, 28)
# More numbers than these are not written down: of inputs a rule is, and of outputs some.
MOST = 300
TARGET = pathlib.Path(__file__).parents[2] / "format/src/test/resources/org/sungu/format/goldens/published.json"


def numbers(array):
    return {
        "shape": list(array.shape),
        "dtype": "float32",
        "data": [float(str(x)) for x in np.asarray(array, "float32").ravel()],
    }


def pattern(shape):
    """Numbers from -1 to 1 that a test can make too."""
    return ((np.arange(np.prod(shape)) * 7919 % 201 - 100) / 100).astype("float32").reshape(shape)


def some(array):
    """Every so many-th number, counted through the whole array."""
    step = -(-array.size // MOST)
    return numbers(array.ravel()[::step]) | {"of": list(array.shape), "step": step}


def modern(node):
    """The configuration as Keras 3 takes it: Keras 2 called some things otherwise, or repeated them."""
    if isinstance(node, list):
        return [modern(item) for item in node]
    if not isinstance(node, dict):
        return node
    node = {key: modern(value) for key, value in node.items() if key != "compile_config"}
    if node.get("module") == "keras.src.engine.functional":
        node["module"] = "keras.src.models.functional"
    if node.get("class_name") == "DepthwiseConv2D":
        node["config"].pop("groups", None)
    if "batch_input_shape" in node:
        shape = node.pop("batch_input_shape")
        if "units" not in node:
            node["batch_shape"] = shape
    return node


def renumber(file):
    """The groups as Keras 3 numbers them: Keras 2 called their list otherwise, and 2.13 counted each layer with weights twice."""
    former, layers = file["_layer_checkpoint_dependencies"], file.create_group("layers")
    names = {name: re.fullmatch(r"(.+?)(?:_(\d+))?", name).groups() for name in former if len(former[name]["vars"])}
    for name, (kind, number) in names.items():
        twice = all(int(other or 0) % 2 == 0 for each, other in names.values() if each == kind)
        index = int(number or 0) // (2 if twice else 1)
        former.copy(name, layers, f"{kind}_{index}" if index else kind)


def load_hdf5(path):
    """A copy whose list of layers Keras 3 understands: before Keras 2.2.3, a Sequential model was that list."""
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder, "model.h5")
        shutil.copy(path, copy)
        with h5py.File(copy, "r+") as file:
            config = json.loads(file.attrs["model_config"])
            if isinstance(config["config"], list):
                first = config["config"][0]["config"]
                start = {"class_name": "InputLayer", "config": {"batch_shape": first.pop("batch_input_shape"), "name": "start"}}
                config["config"] = {"name": "sequential", "layers": [start, *config["config"]]}
                file.attrs["model_config"] = json.dumps(config)
        return legacy_h5_format.load_model_from_hdf5(str(copy), compile=False)


def load(path):
    if h5py.is_hdf5(path):
        return load_hdf5(path)
    with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory() as folder:
        model = keras.saving.deserialize_keras_object(modern(json.loads(archive.read("config.json"))))
        weights = pathlib.Path(folder, "model.weights.h5")
        weights.write_bytes(archive.read("model.weights.h5"))
        with h5py.File(weights, "r+") as file:
            if "_layer_checkpoint_dependencies" in file:
                renumber(file)
        model.load_weights(weights)
    return model


def main():
    folder = pathlib.Path(sys.argv[1])
    cases = []
    for name in MODELS:
        model = load(folder / name)
        shape = [size or open_size for size, open_size in zip(model.inputs[0].shape[1:], (*SIZES, None))]
        short = len(shape) == 1
        x = np.random.default_rng(7).normal(size=(4, *shape)).round(3).astype("float32") if short else pattern((2, *shape))
        y = np.asarray(model.predict(x, verbose=0), "float32")
        # A few units in the last place of the largest number.
        precision = {"float32": 3e-7, "float16": 1e-3}[model.layers[-1].compute_dtype]
        case = {"file": name, "tolerance": max(1e-5, float(f"{precision * np.abs(y).max():.1g}"))}
        cases.append(case | ({"x": numbers(x), "y": numbers(y)} if short else {"pattern": list(x.shape), "some": some(y)}))
    lines = ",\n".join(json.dumps(case) for case in cases)
    TARGET.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
