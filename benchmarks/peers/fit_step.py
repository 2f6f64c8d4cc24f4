"""One training step inside fit, Sungu beside Keras: the 11-64-32-1 network, batch 32, Adam, 8000 samples.

    python benchmarks/peers/fit_step.py "java -cp … org.sungu.benchmarks.fit.FitStep" [jax|tensorflow|torch]

Both train in turns, an epoch of Keras and twenty of Sungu, so that a busy machine hits both; the medians and their ratio count.
Wants Keras 3 installed; the Java command line is what benchmarks/peers/fit_step.sh puts together.
"""
import os
import shlex
import statistics
import subprocess
import sys
import time

os.environ["KERAS_BACKEND"] = sys.argv[2] if len(sys.argv) > 2 else "jax"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
from keras import layers

ROUNDS = 9
SUNGU_EPOCHS = 20

rng = np.random.default_rng(0)
x = rng.standard_normal((8000, 11)).astype("float32")
y = (x.sum(1) > 0).astype("float32")
model = keras.Sequential([layers.Input((11,)), layers.Dense(64, "relu"), layers.Dense(32, "relu"), layers.Dense(1, "sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy")
java = subprocess.Popen(shlex.split(sys.argv[1]), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)


def sungu(epochs):
    java.stdin.write(f"{epochs}\n")
    java.stdin.flush()
    return float(java.stdout.readline().split()[0])


def peer():
    start = time.perf_counter()
    model.fit(x, y, batch_size=32, epochs=1, verbose=0)
    return (time.perf_counter() - start) / 250 * 1e6


peer(), sungu(SUNGU_EPOCHS)
ours, theirs = [], []
for _ in range(ROUNDS):
    ours.append(sungu(SUNGU_EPOCHS))
    theirs.append(peer())
java.stdin.close()
a, b = statistics.median(ours), statistics.median(theirs)
ratios = [p / q for p, q in zip(ours, theirs)]
print(f"sungu {a:.1f} us/step   keras-{keras.backend.backend()} {b:.1f} us/step   ratio {statistics.median(ratios):.3f} "
      f"({min(ratios):.3f} to {max(ratios):.3f}), load {os.getloadavg()[0]:.1f}")
