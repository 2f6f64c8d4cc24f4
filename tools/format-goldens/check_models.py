"""Asks real Keras about the models and configurations that Sungu wrote.

Run the tests of the module `format` first: they write format/target/written/models.
"""

import json
import os
import pathlib

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

ROOT = pathlib.Path(__file__).parents[2]
GOLDENS = ROOT / "testkit/src/main/resources/org/sungu/testkit/goldens/files"
WRITTEN = ROOT / "format/target/written/models"


def array(node):
    if node["dtype"] == "string":
        return tf.reshape(tf.constant(node["data"]), node["shape"])
    dtype = "float32" if node["dtype"] == "bfloat16" else node["dtype"]
    return np.array([float(x) if dtype.startswith("float") else x for x in node["data"]], dtype).reshape(node["shape"])


def models():
    for path in sorted(WRITTEN.glob("*.keras")):
        golden = json.loads((GOLDENS / f"{path.stem}.json").read_text())["cases"][0]
        model = keras.saving.load_model(path)
        inputs = [array(node) for node in golden["inputs"].values()]
        if any(isinstance(x, tf.Tensor) for x in inputs):
            inputs = dict(zip(golden["inputs"], (tf.constant(x) for x in inputs)))
        elif len(inputs) == 1:
            inputs = inputs[0]
        predictions = model.predict(inputs, verbose=0)
        predictions = predictions if isinstance(predictions, list) else [predictions]
        difference = max(np.abs(np.asarray(p, "float64") - array(g)).max() for p, g in zip(predictions, golden["predictions"]))
        line = f"{path.name}: predictions differ by {difference:.2g}"
        if "continued" in golden:
            history = model.fit(inputs, array(golden["targets"]), batch_size=8, epochs=2, shuffle=False, verbose=0).history
            losses = np.abs(np.array(history["loss"]) - array(golden["continued"]["loss"])).max()
            line += f", losses of further training by {losses:.2g}"
        print(line)


def classes():
    count = 0
    for entry in json.loads((WRITTEN / "classes.json").read_text()):
        written = entry["object"]
        try:
            made = keras.saving.deserialize_keras_object(written)
        except Exception as e:  # Placeholders such as a lookup without a vocabulary are no use to Keras.
            print(f"{written['class_name']}: Keras refuses {written['config']}: {str(e).splitlines()[-1]}")
            continue
        config = json.loads(json.dumps(keras.saving.serialize_keras_object(made)))["config"]
        for key in sorted(set(config) | set(written["config"])):
            ours, theirs = written["config"].get(key, "absent"), config.get(key, "absent")
            if ours != theirs and key not in ("name", "dtype"):
                print(f"{written['class_name']}: {key} is {ours}, in Keras {theirs}")
        count += 1
    print(f"{count} classes made by Keras")


models()
classes()
