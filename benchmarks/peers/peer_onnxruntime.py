"""ONNX Runtime, for prediction: peer_onnxruntime.py ROW FOLDER. A prediction is `InferenceSession.run`."""
import pathlib
import sys
import time

import numpy as np
import onnxruntime

import rows
import turns


class OnnxRuntimePeer:
    def __init__(self, row, folder):
        if row.kind != "predict":
            raise NotImplementedError("it only predicts")
        with np.load(folder / "data.npz") as data:
            self.x = data["x"]
        self.session = onnxruntime.InferenceSession(folder / "model.onnx", providers=["CPUExecutionProvider"])

    def check(self):
        begin = time.perf_counter()
        values = self.session.run(None, {"x": self.x})[0].ravel().tolist()
        return {"values": values, "first_seconds": time.perf_counter() - begin}

    def train(self, epochs):
        raise NotImplementedError("it only predicts")

    def predict(self, calls, threads):
        return turns.timed_calls(lambda: self.session.run(None, {"x": self.x}), calls, threads)


if __name__ == "__main__":
    turns.serve(lambda: OnnxRuntimePeer(rows.find([sys.argv[1]])[0], pathlib.Path(sys.argv[2])))
