"""Small `.keras` files written by Keras, each with a JSON of inputs and predictions.

Run without arguments: it runs itself once for each backend, because files differ a little
(on TensorFlow the optimizer counts its steps in int64) and lookups need TensorFlow.
"""

import os
import subprocess
import sys
import time
import zipfile
from unittest import mock

if __name__ == "__main__" and len(sys.argv) == 1:
    for chosen in ("jax", "tensorflow"):
        subprocess.run([sys.executable, __file__, chosen], check=True)
    sys.exit()

os.environ["KERAS_BACKEND"] = sys.argv[1]
os.environ["TZ"] = "UTC"
time.tzset()

import golden  # noqa: E402
from golden import float32, keras, normal, np  # noqa: E402
from keras.src.saving import saving_lib  # noqa: E402

FOLDER = golden.DIRECTORY / "files"


def write(name, build, inputs, targets=None, **options):
    """Builds, optionally trains one epoch, saves, and notes what Keras predicts.

    `continued` is the history of two more epochs of the reloaded file, unshuffled.
    """
    keras.utils.clear_session()
    keras.utils.set_random_seed(500)
    model = build()
    x = inputs if isinstance(inputs, dict) else list(inputs)
    feed = x if isinstance(x, dict) or len(x) > 1 else x[0]
    if targets is not None:
        fit(model, feed, targets, epochs=1)
    path = FOLDER / f"{name}.keras"
    FOLDER.mkdir(parents=True, exist_ok=True)
    save(model, path)
    case = {
        "name": name,
        "file": path.name,
        "backend": keras.backend.backend(),
        "inputs": x if isinstance(x, dict) else dict(zip(input_names(model), x)),
    }
    predictions = predict(model, feed)
    reloaded = keras.saving.load_model(path)
    again = predict(reloaded, feed)
    for before, after in zip(listed(predictions), listed(again)):
        if not np.array_equal(before, after, equal_nan=True):
            raise SystemExit(f"{name} predicts something else after loading")
    case["predictions"] = [np.asarray(p) for p in listed(predictions)]
    if targets is not None and options.get("continues", True):
        history = fit(reloaded, feed, targets, epochs=2)
        case["targets"] = targets
        case["continued"] = {k: float32(v) for k, v in history.history.items()}
        case["continued_predictions"] = [predict(reloaded, feed)]
    (FOLDER / f"{name}.json").write_text(golden.document([case]), encoding="utf-8")
    print(f"{path.name}: {path.stat().st_size} bytes")


def save(model, path):
    """Saves with the clock stopped, so that a second run writes the same bytes."""
    identities = {}

    def identity(value):
        return identities.setdefault(id(value), len(identities) + 1)

    def stamped(*arguments, **options):
        info = from_file(*arguments, **options)
        info.date_time = (2026, 1, 1, 0, 0, 0)
        return info

    from_file = zipfile.ZipInfo.from_file
    clock = mock.Mock()
    clock.datetime.now.return_value.strftime.return_value = "2026-01-01@00:00:00"
    with (
        mock.patch.object(saving_lib, "datetime", clock),
        mock.patch("time.time", return_value=1767225600.0),
        mock.patch.object(zipfile.ZipInfo, "from_file", stamped),
        mock.patch("keras.src.saving.serialization_lib.id", identity, create=True),
    ):
        model.save(path)


def fit(model, feed, targets, epochs):
    if isinstance(feed, dict):
        return model.fit(dataset(feed, targets), epochs=epochs, verbose=0)
    return model.fit(
        feed, targets, batch_size=8, epochs=epochs, shuffle=False, verbose=0
    )


def predict(model, feed):
    return model.predict(dataset(feed) if isinstance(feed, dict) else feed, verbose=0)


def dataset(feed, targets=None):
    """Strings pass through `fit` and `predict` in a TensorFlow data set only."""
    import tensorflow as tf

    columns = {
        k: tf.constant(v, tf.string) if v.dtype == object else v for k, v in feed.items()
    }
    rows = columns if targets is None else (columns, targets)
    return tf.data.Dataset.from_tensor_slices(rows).batch(8)


def listed(predictions):
    if isinstance(predictions, dict):
        return list(predictions.values())
    return predictions if isinstance(predictions, (list, tuple)) else [predictions]


def input_names(model):
    return [tensor.name for tensor in model.inputs]


X = normal(501, 19, 4)
BITS = float32(X[:, :1] + X[:, 1:2] > 0)


def sequential(compile=True, optimizer=None, dtype=None):
    def build():
        layers = keras.layers
        model = keras.Sequential(
            [
                keras.Input((4,), name="features"),
                layers.Dense(6, activation="relu", name="hidden", dtype=dtype),
                layers.Dense(1, activation="sigmoid", name="answer", dtype=dtype),
            ],
            name="little",
        )
        if compile:
            model.compile(
                optimizer=optimizer() if optimizer else keras.optimizers.Adam(0.01),
                loss="binary_crossentropy",
                metrics=["accuracy", keras.metrics.AUC(name="auc")],
            )
        return model

    return build


def every_regularizer():
    """Objects in every place of a config that takes one."""
    layers, r = keras.layers, keras.regularizers
    model = keras.Sequential(
        [
            keras.Input((4,)),
            layers.Dense(
                5,
                kernel_initializer=keras.initializers.HeNormal(seed=3),
                bias_initializer=keras.initializers.Constant(0.1),
                kernel_regularizer=r.L1L2(1e-3, 1e-2),
                bias_regularizer=r.L2(1e-3),
                kernel_constraint=keras.constraints.MaxNorm(2.0),
            ),
            layers.BatchNormalization(),
            layers.LeakyReLU(negative_slope=0.1),
            layers.Dropout(0.25, seed=7),
            layers.Dense(3),
            layers.Activation("softmax"),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.SGD(0.05, momentum=0.9, nesterov=True, clipnorm=1.0),
        loss=keras.losses.CategoricalCrossentropy(label_smoothing=0.1),
        metrics=[keras.metrics.F1Score(average="macro"), "accuracy"],
        weighted_metrics=["accuracy"],
    )
    return model


def shared():
    """One Dense applied to two inputs, a nested Sequential, two outputs."""
    layers = keras.layers
    left, right = keras.Input((4,), name="left"), keras.Input((4,), name="right")
    same = layers.Dense(5, activation="tanh", name="same")
    inner = keras.Sequential(
        [keras.Input((10,)), layers.Dense(4, activation="relu"), layers.Dense(3)],
        name="inner",
    )
    both = layers.Concatenate(name="both")([same(left), same(right)])
    folded = inner(both)
    first = layers.Dense(1, name="first")(folded)
    second = layers.Dense(2, activation="softmax", name="second")(
        layers.Flatten(name="flat")(folded)
    )
    return keras.Model([left, right], [first, second], name="twins")


def functional_operations():
    """Functions of keras.ops applied to symbolic tensors become layers of the file."""
    layers, ops = keras.layers, keras.ops
    x = keras.Input((3,), name="amounts")
    filled = ops.nan_to_num(x, nan=0.0)
    missing = ops.cast(ops.isnan(x), "float32")
    joined = layers.Concatenate(name="joined")([filled, missing])
    scaled = (ops.log1p(ops.abs(joined)) - 0.5) / 2.0
    return keras.Model(x, layers.Dense(2, name="answer")(scaled), name="gaps")


def bins_of_gaps():
    """Numbers binned by layers alone: a NaN falls into the last bin."""
    layers = keras.layers
    x = keras.Input((3,), name="amounts")
    bins = layers.Discretization([-1.0, 0.0, 1.0], output_mode="int", name="bins")(x)
    hot = layers.CategoryEncoding(4, output_mode="one_hot", name="hot")(bins)
    flat = layers.Flatten(name="flat")(hot)
    return keras.Model(x, layers.Dense(2, name="answer")(flat), name="bins_of_gaps")


TABLE = {
    "color": np.array([["red"], ["blue"], ["mauve"], ["grün"], [""], ["red"]], object),
    "city": np.array([["Oslo"], ["Bonn"], ["Rome"], ["Oslo"], ["Łódź"], ["Bonn"]], object),
    "rooms": np.asarray([[1], [2], [5], [2], [9], [0]], dtype="int64"),
    "age": float32([[3.0], [18.0], [40.5], [65.0], [17.99], [80.0]]),
    "income": float32([[1200.0], [0.0], [350.5], [9000.0], [42.0], [2e4]]),
    "score": float32([[0.0], [255.0], [127.5], [12.0], [99.0], [200.0]]),
}
ANSWERS = float32([[0], [1], [1], [0], [1], [0]])


def preprocessing():
    layers = keras.layers
    inputs = {
        name: keras.Input((1,), name=name, dtype="string" if v.dtype == object else v.dtype)
        for name, v in TABLE.items()
    }
    cities = layers.StringLookup(output_mode="int", mask_token="", name="city_index")
    cities.adapt(TABLE["city"].astype("str"))
    income = layers.Normalization(name="income_normalized")
    income.adapt(TABLE["income"][:5])
    rooms = layers.IntegerLookup(
        vocabulary=[1, 2, 5], output_mode="multi_hot", name="rooms_hot"
    )
    ages = layers.Discretization([18.0, 40.0, 65.0], name="age_bin")
    parts = [
        layers.StringLookup(
            vocabulary=["red", "grün", "blue"], output_mode="one_hot", name="color_hot"
        )(inputs["color"]),
        layers.CategoryEncoding(6, output_mode="multi_hot", name="city_hot")(
            cities(inputs["city"])
        ),
        rooms(inputs["rooms"]),
        layers.CategoryEncoding(4, output_mode="one_hot", name="age_hot")(
            ages(inputs["age"])
        ),
        income(inputs["income"]),
        layers.Rescaling(1 / 127.5, offset=-1.0, name="score_rescaled")(inputs["score"]),
    ]
    x = layers.Concatenate(name="features")(parts)
    x = layers.Dense(5, activation="relu", name="hidden")(x)
    x = layers.BatchNormalization(name="batch_normalized")(x)
    x = layers.Dropout(0.3, name="dropped")(x)
    answer = layers.Dense(1, activation="sigmoid", name="answer")(x)
    model = keras.Model(inputs, answer, name="table")
    model.compile(
        optimizer=keras.optimizers.Adam(0.01),
        loss="binary_crossentropy",
        metrics=["accuracy"],
    )
    return model


NUMBERS = np.asarray(np.abs(normal(505, 19, 5)) * 4, dtype="int32") % 7
STEPS = normal(506, 19, 5, 1)


def sequences():
    """Masks from the numbers to the loss, and attention called in every way."""
    layers = keras.layers
    numbers = keras.Input((5,), name="numbers", dtype="int32")
    x = layers.Embedding(7, 6, mask_zero=True, name="vectors")(numbers)
    # As in the wild: query and value by position, the rest by name.
    mixed = layers.MultiHeadAttention(2, 3, name="mixed")(x, x, use_causal_mask=True)
    x = layers.LayerNormalization(name="even")(layers.Add(name="sum")([x, mixed]))
    seen = layers.MultiHeadAttention(1, 4, name="seen")(query=x, value=mixed, key=x)
    both = layers.Concatenate(name="both")([seen, layers.Attention(name="dot")([x, seen])])
    kept = layers.Dropout(0.0, name="off")(both, training=False)
    answer = layers.Dense(1, name="answer")(kept)
    model = keras.Model(numbers, answer, name="sequences")
    model.compile(
        # Adam would make steps of the rounding of gradients that are 0, as a key's bias has.
        optimizer=keras.optimizers.SGD(0.05, momentum=0.9),
        loss="mean_squared_error",
        metrics=["mae", keras.metrics.RootMeanSquaredError(name="rmse")],
    )
    return model


def on_jax():
    o = keras.optimizers
    one_hot = float32(np.eye(3)[np.arange(19) % 3])
    amounts = normal(503, 4, 3)
    amounts[0, 1] = amounts[2, 0] = np.nan
    amounts[3, 2] = np.inf
    write("sequential_adam", sequential(), [X], BITS)
    write("sequential_schedule",
          sequential(optimizer=lambda: o.RMSprop(
              o.schedules.CosineDecay(0.01, 20, warmup_target=0.02, warmup_steps=3))),
          [X], BITS)
    write("sequential_uncompiled", sequential(compile=False), [X])
    write("sequential_mixed_bfloat16", sequential(dtype="mixed_bfloat16"), [X], BITS)
    write("sequential_bfloat16", sequential(compile=False, dtype="bfloat16"), [X])
    # Dropout draws Keras's own random numbers: nobody else can continue this one.
    write("sequential_everything", every_regularizer, [X], one_hot, continues=False)
    write("functional_shared", shared, [X, normal(502, 19, 4)])
    write("functional_operations", functional_operations, [amounts])
    write("functional_bins", bins_of_gaps, [amounts])


def on_tensorflow():
    write("functional_preprocessing", preprocessing, TABLE, ANSWERS, continues=False)
    write("sequential_adam_tensorflow", sequential(), [X], BITS)
    write("functional_sequences", sequences, [NUMBERS], STEPS)
    # JAX would quietly make float32 of it.
    write("sequential_float64", sequential(compile=False, dtype="float64"), [X])


if __name__ == "__main__":
    on_jax() if sys.argv[1] == "jax" else on_tensorflow()
