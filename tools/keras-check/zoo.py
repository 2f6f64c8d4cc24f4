"""Networks of keras.applications with random weights, for the tests of the module `zoo`.

    python tools/keras-check/zoo.py                 # the small files that the tests always read
    python tools/keras-check/zoo.py FOLDER          # also FOLDER/resnet50.keras, 95 MB, for
    mvn -pl zoo -am test -Dtest=ResNetTest -Dsurefire.failIfNoSpecifiedTests=false -Dsungu.zoo=FOLDER
"""

import json
import os
import pathlib
import sys

os.environ["KERAS_BACKEND"] = "jax"

import keras  # noqa: E402
import numpy as np  # noqa: E402
from keras.src.applications import resnet  # noqa: E402

GOLDENS = pathlib.Path(__file__).parents[2] / "zoo/src/test/resources/org/sungu/zoo"


def randomize(model, random):
    """Weights as after training: means, variances and scales that are not 0 and 1."""
    for weight in model.weights:
        if weight.name == "gamma" and "_3_bn" in weight.path:
            # Small behind each block, so that numbers do not grow from block to block.
            weight.assign(random.uniform(0.2, 0.6, weight.shape))
        elif weight.name in ("gamma", "moving_variance"):
            weight.assign(random.uniform(0.5, 1.5, weight.shape))
        elif weight.name in ("beta", "moving_mean", "bias"):
            weight.assign(random.normal(0, 0.1, weight.shape))


def tiny():
    def stacks(x):
        x = resnet.stack_residual_blocks_v1(x, 4, 2, stride1=1, name="conv2")
        return resnet.stack_residual_blocks_v1(x, 8, 1, name="conv3")

    return resnet.ResNet(stacks, preact=False, use_bias=True, weights=None, input_shape=(37, 34, 1), classes=5, name="tiny")


def save(model, folder, scale):
    random = np.random.default_rng(5)
    randomize(model, random)
    model.save(folder / f"{model.name}.keras")
    x = random.normal(0, scale, (1, *model.input_shape[1:])).round(1).astype("float32")
    features = keras.Model(model.inputs, model.get_layer("avg_pool").output)
    note = {
        "shape": list(x.shape),
        "x": [float(str(value)) for value in x.ravel()],
        "features": [float(str(value)) for value in features.predict(x, verbose=0).ravel()],
        "predictions": [float(str(value)) for value in model.predict(x, verbose=0).ravel()],
    }
    (folder / f"{model.name}.json").write_text(json.dumps(note) + "\n")
    print(model.name, note["predictions"])


def main():
    keras.utils.set_random_seed(5)
    GOLDENS.mkdir(parents=True, exist_ok=True)
    small = tiny()
    save(small, GOLDENS, 50)
    # The older format: HDF5 throughout.
    small.save(GOLDENS / "tiny.h5")
    weights = {}
    for name in ("ResNet50", "ResNet101", "ResNet152"):
        model = getattr(keras.applications, name)(weights=None)
        weights[model.name] = [f"{weight.path} {list(weight.shape)}" for weight in model.weights]
    lines = ",\n".join(f'"{name}": {json.dumps(paths)}' for name, paths in weights.items())
    (GOLDENS / "weights.json").write_text("{\n" + lines + "\n}\n")
    if len(sys.argv) > 1:
        folder = pathlib.Path(sys.argv[1])
        folder.mkdir(parents=True, exist_ok=True)
        save(keras.applications.ResNet50(weights=None, classes=7, input_shape=(96, 64, 3)), folder, 50)


if __name__ == "__main__":
    main()
