"""Keras on one of its back ends: peer_keras.py BACKEND ROW FOLDER.

A step is one of `Model.fit`; the whole call is timed, the first one of the process apart. A prediction is `Model.predict_on_batch`,
which calls the compiled function without the data pipeline of `predict`.
"""
import os
import pathlib
import sys
import time

os.environ["KERAS_BACKEND"] = sys.argv[1]
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np

import rows
import turns


class KerasPeer:
    def __init__(self, row, folder):
        self.row, self.folder = row, folder
        with np.load(folder / "data.npz") as data:
            self.x, self.y = data["x"], data["y"]
        self.model = keras.saving.load_model(folder / ("train.keras" if row.kind == "train" else "model.keras"))

    def check(self):
        begin = time.perf_counter()
        if self.row.kind == "predict":
            values = np.ravel(self.model.predict_on_batch(self.x)).tolist()
            return {"values": values, "first_seconds": time.perf_counter() - begin}
        model = keras.saving.load_model(self.folder / "check.keras")
        batch, losses, seconds = self.row.batch, [], []
        for i in (0, batch):
            begin = time.perf_counter()
            history = model.fit(self.x[i:i + batch], self.y[i:i + batch], batch_size=batch, epochs=1, shuffle=False, verbose=0)
            seconds.append(time.perf_counter() - begin)
            losses.append(float(history.history["loss"][0]))
        return {"values": losses, "first_seconds": seconds[0]}

    def train(self, epochs):
        begin = time.perf_counter()
        history = self.model.fit(self.x, self.y, batch_size=self.row.batch, epochs=epochs, shuffle=False, verbose=0)
        return {"seconds": time.perf_counter() - begin, "steps": epochs * self.row.steps, "loss": float(history.history["loss"][-1])}

    def predict(self, calls, threads):
        return turns.timed_calls(lambda: self.model.predict_on_batch(self.x), calls, threads)


if __name__ == "__main__":
    turns.serve(lambda: KerasPeer(rows.find([sys.argv[2]])[0], pathlib.Path(sys.argv[3])))
