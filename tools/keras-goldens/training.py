"""Golden numbers of whole fits: given weights and data, three epochs, no shuffling."""

from golden import float32, keras, np, normal, uniform, write

EPOCHS = 3


def given_weights(model, seed):
    """Glorot-sized numbers from NumPy, so that no Keras initializer is in play."""
    weights = []
    for index, variable in enumerate(model.weights):
        shape = tuple(variable.shape)
        if variable.name == "kernel":
            limit = (6.0 / sum(shape)) ** 0.5
            weights.append(uniform(seed + index, -limit, limit, *shape))
        elif variable.name in ("gamma", "moving_variance"):
            weights.append(uniform(seed + index, 0.5, 1.5, *shape))
        else:
            weights.append(normal(seed + index, *shape, scale=0.1))
    model.set_weights(weights)


def values(variables):
    return [{"path": v.path, "value": v.numpy()} for v in variables]


def case(name, build, x, y, compile, batch_size, seed=401, **fit):
    """Builds, compiles and fits; `fit` holds weights and validation data for `fit`."""
    keras.utils.clear_session()
    model = build()
    given_weights(model, seed)
    model.compile(**compile())
    result = {
        "name": name,
        "model": keras.saving.serialize_keras_object(model),
        "batch_size": batch_size,
        "epochs": EPOCHS,
        "x": x,
        "y": y,
    }
    result |= fit
    if "class_weight" in fit:
        fit["class_weight"] = {int(k): v for k, v in fit["class_weight"].items()}
    result["initial_weights"] = values(model.weights)
    history = model.fit(
        x, y, batch_size=batch_size, epochs=EPOCHS, shuffle=False, verbose=0, **fit
    )
    result["history"] = {k: float32(v) for k, v in history.history.items()}
    result["weights"] = values(model.weights)
    if name.startswith("regression"):
        result["optimizer_variables"] = values(model.optimizer.variables)
    predictions = model.predict(x, verbose=0)
    half = getattr(predictions, "dtype", None) == "bfloat16"
    result["predictions"] = float32(predictions) if half else predictions
    evaluated = model.evaluate(x, y, batch_size=batch_size, verbose=0, return_dict=True)
    result["evaluation"] = {k: float32(v) for k, v in evaluated.items()}
    return result


def small(activation=None, **dense):
    def build():
        layers = keras.layers
        return keras.Sequential(
            [
                keras.Input((4,)),
                layers.Dense(8, activation="tanh", **dense),
                layers.Dense(3, activation=activation, **dense),
            ],
            name="small",
        )

    return build


def deep(normalize=False):
    def build():
        layers = keras.layers
        stack = [keras.Input((11,)), layers.Dense(16, activation="relu")]
        if normalize:
            stack.append(layers.BatchNormalization(momentum=0.9))
        stack += [layers.Dense(8, activation="relu")]
        stack += [layers.Dense(1, activation="sigmoid")]
        return keras.Sequential(stack, name="deep")

    return build


def two_outputs():
    layers = keras.layers
    x = keras.Input((4,), name="features")
    hidden = layers.Dense(5, activation="relu", name="hidden")(x)
    number = layers.Dense(1, name="number")(hidden)
    label = layers.Dense(1, activation="sigmoid", name="label")(hidden)
    return keras.Model(x, {"number": number, "label": label}, name="two_outputs")


def mixed():
    """Every kind of layer that treats bfloat16 in a way of its own."""
    layers = keras.layers
    policy = {"dtype": "mixed_bfloat16"}
    return keras.Sequential(
        [
            keras.Input((6, 6, 2)),
            layers.Conv2D(8, 3, activation="relu", **policy),
            layers.BatchNormalization(momentum=0.9, **policy),
            layers.MaxPooling2D(2, **policy),
            layers.Flatten(**policy),
            layers.Dense(16, activation="tanh", **policy),
            layers.LayerNormalization(**policy),
            layers.Dense(3, activation="softmax", **policy),
        ],
        name="mixed",
    )


X4 = normal(411, 13, 4)
NUMBERS = float32(np.round(np.tanh(X4 @ normal(412, 4, 3)) + normal(413, 13, 3) * 0.1, 4))
LABELS = np.argmax(NUMBERS, axis=1).astype("int32")
X11 = normal(414, 37, 11)
BITS = float32((X11 @ normal(415, 11, 1) + normal(416, 37, 1) > 0))
VALIDATION = (normal(417, 9, 11), float32(np.arange(9) % 2)[:, None])
WEIGHTS = uniform(418, 0.1, 2.0, 37)
PICTURES = normal(419, 24, 6, 6, 2)
KINDS = np.argmax(PICTURES[:, 1, 1:4, 0], axis=1).astype("int32")


def compile_with(optimizer, loss="mse", metrics=(), **options):
    """A recipe, because optimizers, losses and metrics serve one model only."""
    return lambda: {
        "optimizer": optimizer(),
        "loss": loss,
        "metrics": list(metrics) or None,
        **options,
    }


def regression(o):
    cases = []
    for name, optimizer in (
        ("Adam", lambda: o.Adam(0.01)),
        ("SGD_momentum", lambda: o.SGD(0.1, momentum=0.9)),
        ("SGD_nesterov", lambda: o.SGD(0.1, momentum=0.9, nesterov=True)),
        ("RMSprop", lambda: o.RMSprop(0.01)),
        ("AdamW_clipnorm", lambda: o.AdamW(0.05, weight_decay=0.02, clipnorm=0.3)),
        ("Adam_schedule",
         lambda: o.Adam(o.schedules.ExponentialDecay(0.05, 4, 0.5))),
        ("Adam_ema", lambda: o.Adam(0.05, use_ema=True, ema_momentum=0.8)),
        ("SGD_accumulation", lambda: o.SGD(0.1, gradient_accumulation_steps=2)),
    ):
        cases.append(
            case(f"regression/{name}", small(), X4, NUMBERS,
                 compile_with(optimizer, metrics=["mae"]), 5)
        )
    regularizers = keras.regularizers
    cases += [
        case("regression/L2",
             small(kernel_regularizer=regularizers.L2(0.01),
                   bias_regularizer=regularizers.L1(0.02)),
             X4, NUMBERS, compile_with(lambda: o.Adam(0.01), metrics=["mae"]), 5,
             validation_data=[X4[:4], NUMBERS[:4]]),
        case("regression/huber_metrics", small(), X4, NUMBERS,
             compile_with(lambda: o.Adam(0.01), "huber",
                          ["mse", keras.metrics.RootMeanSquaredError(name="rmse"),
                           keras.metrics.R2Score(name="r2")]), 5),
    ]
    return cases


def classification(o):
    adam = lambda: o.Adam(0.01)  # noqa: E731
    sparse = "sparse_categorical_crossentropy"
    binary = "binary_crossentropy"
    return [
        case("classes/softmax", small("softmax"), X4, LABELS,
             compile_with(adam, sparse, ["accuracy"]), 5),
        case("classes/class_weight", small("softmax"), X4, LABELS,
             compile_with(adam, sparse, ["accuracy"], weighted_metrics=["accuracy"]), 5,
             class_weight={"0": 1.0, "1": 2.5, "2": 0.5}),
        case("binary/Adam", deep(), X11, BITS,
             compile_with(adam, binary, ["accuracy", "auc"]), 8),
        case("binary/rank_1_targets", deep(), X11, BITS[:, 0],
             compile_with(adam, binary, ["accuracy"]), 8),
        case("binary/sample_weight", deep(), X11, BITS,
             compile_with(adam, binary, ["accuracy"], weighted_metrics=["accuracy"]), 8,
             sample_weight=WEIGHTS, validation_data=[*VALIDATION, WEIGHTS[:9]]),
        case("binary/class_weight", deep(), X11, BITS,
             compile_with(adam, binary, ["accuracy"]), 8,
             class_weight={"0": 0.7, "1": 1.8}, validation_data=list(VALIDATION)),
        case("binary/validation_split", deep(), X11, BITS,
             compile_with(adam, binary, ["accuracy"]), 8, validation_split=0.2),
        case("binary/batch_normalization", deep(normalize=True), X11, BITS,
             compile_with(adam, binary, ["accuracy"]), 8,
             validation_data=list(VALIDATION)),
    ]


def several_outputs(o):
    y = {"number": NUMBERS[:, :1], "label": float32(LABELS == 1)[:, None]}
    recipe = compile_with(
        lambda: o.Adam(0.01),
        {"number": "mse", "label": "binary_crossentropy"},
        loss_weights={"number": 0.5, "label": 2.0},
    )

    def compile():
        return recipe() | {"metrics": {"number": ["mae"], "label": ["accuracy"]}}

    return [case("two_outputs/loss_weights", two_outputs, X4, y, compile, 5)]


def precision(o):
    recipe = compile_with(lambda: o.SGD(0.05, momentum=0.5), "sparse_categorical_crossentropy")
    return [case("bfloat16/mixed", mixed, PICTURES, KINDS, recipe, 8)]


def main():
    o = keras.optimizers
    write("training", regression(o) + classification(o) + several_outputs(o) + precision(o))


if __name__ == "__main__":
    main()
