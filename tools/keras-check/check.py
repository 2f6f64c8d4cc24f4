"""Does real Keras predict from a table what Sungu predicts?

    ./sungu train --data table.csv --target column --output run
    ./sungu predict --model run/model.keras --data table.csv --output predictions.csv
    python tools/keras-check/check.py run/model.keras table.csv predictions.csv --split run/split.json

Opens the model with Keras, gives it the raw cells of the table, and prints the greatest difference to the predictions.
Run it in the environment that tools/keras-goldens/README.md describes; text needs TensorFlow.
"""

import argparse
import csv
import json
import os
import sys
import zipfile

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

LIMIT = 1e-5


def rows_of(path, header, columns):
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    names = rows.pop(0) if header else columns
    return [dict(zip(names, row)) for row in rows if row]


def number(cell):
    try:
        return float(cell)
    except ValueError:
        return float("nan")


def feed(model, table, rows):
    """Every input's raw cells. What a cell's text means is not looked at: dates, and texts like "1,5", are not for this script."""
    columns = {feature["input"]: feature["column"] for feature in table["features"]}
    data = {}
    for tensor in model.inputs:
        cells = [row[columns[tensor.name]] for row in rows]
        if tensor.dtype == "string":
            data[tensor.name] = tf.constant([[cell] for cell in cells])
        else:
            data[tensor.name] = tf.constant([[number(cell)] for cell in cells], tensor.dtype)
    return data


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("model")
    parser.add_argument("table", help="the CSV file that was given to sungu predict")
    parser.add_argument("predictions", help="the CSV file that sungu predict wrote")
    parser.add_argument("--split", help="split.json of the training, to look at its test rows only")
    parser.add_argument("--note", help="a CSV file to write what Keras predicts into")
    options = parser.parse_args()
    with zipfile.ZipFile(options.model) as archive:
        table = json.loads(json.loads(archive.read("metadata.json"))["sungu_table"])
    rows = rows_of(options.table, table["header"], table["columns"])
    predicted = rows_of(options.predictions, True, [])
    if len(rows) != len(predicted):
        sys.exit(f"{len(rows)} rows, but predictions for {len(predicted)}")
    if options.split:
        with open(options.split, encoding="utf-8") as file:
            chosen = json.load(file)["test"]
        rows, predicted = [rows[i] for i in chosen], [predicted[i] for i in chosen]
    target = table["target"]
    columns = {
        "binary": ["probability_" + target["classes"][1]] if target["task"] == "binary" else [],
        "multiclass": ["probability_" + name for name in target["classes"]],
        "regression": ["prediction"],
    }[target["task"]]
    model = keras.saving.load_model(options.model)
    expected = model.predict(feed(model, table, rows), batch_size=512, verbose=0)
    actual = np.array([[float(row[column]) for column in columns] for row in predicted])
    if options.note:
        with open(options.note, "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([columns, *expected.tolist()])
    difference = np.abs(expected - actual).max() / max(1.0, np.abs(expected).max())
    print(f"{len(rows)} rows, greatest difference {difference:.3g} (at most {LIMIT:g} is fine)")
    sys.exit(0 if difference <= LIMIT else 1)


if __name__ == "__main__":
    main()
