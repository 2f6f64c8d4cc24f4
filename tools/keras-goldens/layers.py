"""Golden numbers of the numeric layers: configs, weights, outputs, gradients."""

from golden import float32, keras, normal, np, uniform, write

import jax


def case(name, layer, inputs, weights=(), adapt=None, masks=(), spread=False,
         states=False, **call):
    """`inputs`: one array, or a list of them for a merging layer or, `spread`, for one
    that takes several arguments. `states`: all but the first are initial states.
    `masks`: that of each input, or None."""
    many = isinstance(inputs, list)
    arrays = inputs if many else [inputs]
    if adapt is not None:
        layer.adapt(adapt)
    if not layer.built:
        if spread:
            layer.build(*(x.shape for x in arrays))
        elif states:
            layer.build(arrays[0].shape)
        else:
            layer.build([x.shape for x in arrays] if many else inputs.shape)
    if weights:
        layer.set_weights(list(weights))
    result = {"name": name, "layer": keras.layers.serialize(layer)}
    if adapt is not None:
        result["adapt"] = adapt
    result |= {"arguments": call, "inputs": arrays}
    if masks:
        result["masks"] = [np.ones(0, "bool") if m is None else m for m in masks]
    result["weights"] = [
        {"name": v.name, "path": v.path, "trainable": v.trainable, "value": v.value}
        for v in layer.weights
    ]
    trainable = [v.value for v in layer.trainable_variables]
    other = [v.value for v in layer.non_trainable_variables]

    def run(xs, ws):
        # A new tensor each, for the mask is an attribute of the tensor.
        xs = [x + jax.numpy.zeros((), x.dtype) for x in xs]
        for x, mask in zip(xs, masks):
            if mask is not None:
                keras.src.backend.set_keras_mask(x, jax.numpy.asarray(mask))
        arguments = xs if spread or not many else [xs]
        if states:
            arguments = [xs[0], xs[1:]]
        if not masks:
            return layer.stateless_call(ws, other, *arguments, **call)
        # `stateless_call` does not look at masks.
        variables = layer.trainable_variables + layer.non_trainable_variables
        with keras.StatelessScope(list(zip(variables, [*ws, *other]))) as scope:
            output = layer(*arguments, **call)
        after = [scope.get_current_value(v) for v in layer.non_trainable_variables]
        return output, [v if w is None else w for v, w in zip(other, after)]

    xs = [jax.numpy.asarray(x) for x in arrays]
    output, others_after = run(xs, trainable)
    more = list(output[1:]) if isinstance(output, (list, tuple)) else []
    output = output[0] if more else output
    direction = normal(9, *output.shape)
    floating = [i for i, x in enumerate(xs) if np.issubdtype(x.dtype, np.floating)]

    def total(some, w):
        replaced = list(xs)
        for i, x in zip(floating, some):
            replaced[i] = x
        output = run(replaced, w)[0]
        return keras.ops.sum(direction * (output[0] if more else output))

    some, by_weight = jax.grad(total, argnums=(0, 1))([xs[i] for i in floating], trainable)
    by_input = [np.zeros(x.shape, x.dtype) for x in arrays]
    for i, gradient in zip(floating, some):
        by_input[i] = gradient
    result |= {
        "output": output,
        **({"more_outputs": more} if more else {}),
        "gradient_weights": direction,
        "input_gradients": by_input,
        "weight_gradients": [
            {"path": v.path, "value": g}
            for v, g in zip(layer.trainable_variables, by_weight)
        ],
    }
    if call.get("training"):
        result["weights_after"] = [
            {"path": v.path, "value": value}
            for v, value in zip(layer.non_trainable_variables, others_after)
        ]
    if layer.losses:
        layer(*arrays) if spread else layer(inputs)
        result["regularization_losses"] = layer.losses
    return result


def dense(layers):
    x, kernel, bias = normal(201, 5, 3), normal(202, 3, 4), normal(203, 4)
    cube = normal(204, 2, 3, 3)
    regularizers, constraints = keras.regularizers, keras.constraints
    return [
        case("Dense", layers.Dense(4, name="d"), x, [kernel, bias]),
        case("Dense/relu", layers.Dense(4, "relu", name="d"), x, [kernel, bias]),
        case("Dense/softmax", layers.Dense(4, "softmax", name="d"), x, [kernel, bias]),
        case("Dense/no_bias", layers.Dense(4, use_bias=False, name="d"), x, [kernel]),
        case("Dense/rank_3", layers.Dense(4, "tanh", name="d"), cube, [kernel, bias]),
        case(
            "Dense/everything",
            layers.Dense(
                4,
                activation="sigmoid",
                kernel_initializer=keras.initializers.HeNormal(seed=7),
                bias_initializer=keras.initializers.Constant(0.1),
                kernel_regularizer=regularizers.L1L2(0.01, 0.02),
                bias_regularizer=regularizers.L2(0.03),
                activity_regularizer=regularizers.L1(0.04),
                kernel_constraint=constraints.MaxNorm(1.5),
                bias_constraint=constraints.NonNeg(),
                name="d",
            ),
            x,
            [kernel, bias],
        ),
    ]


def shape_layers(layers):
    a, b, c = normal(211, 2, 3, 4), normal(212, 2, 3, 1), normal(213, 2, 5, 4)
    return [
        case("Activation/relu", layers.Activation("relu", name="a"), normal(214, 3, 5)),
        case("Activation/tanh", layers.Activation("tanh", name="a"), normal(215, 3, 5)),
        case("Activation/softmax", layers.Activation("softmax", name="a"),
             normal(216, 3, 5)),
        case("Flatten/rank_3", layers.Flatten(name="f"), a),
        case("Flatten/rank_1", layers.Flatten(name="f"), normal(217, 3)),
        case("Flatten/rank_2", layers.Flatten(name="f"), normal(218, 3, 2)),
        case("Flatten/channels_first",
             layers.Flatten(data_format="channels_first", name="f"), a),
        case("Concatenate", layers.Concatenate(name="c"), [a, b]),
        case("Concatenate/axis_1", layers.Concatenate(axis=1, name="c"), [a, c, a]),
        case("Concatenate/axis_0", layers.Concatenate(axis=0, name="c"), [a, a]),
    ]


def merging(layers):
    a, b, low = normal(251, 2, 3, 4), normal(252, 2, 1, 4), normal(253, 2, 4)
    cases = [
        case(f"{kind.__name__}/{name}", kind(name="m"), inputs)
        for kind in (layers.Add, layers.Multiply, layers.Average, layers.Maximum,
                     layers.Minimum)
        for name, inputs in (("three", [a, normal(256, 2, 3, 4), normal(257, 2, 3, 4)]),
                             ("stretched", [a, b]), ("ranks", [low, a]))
    ]
    cases += [
        case("Subtract", layers.Subtract(name="m"), [a, b]),
        case("Reshape", layers.Reshape((4, -1), name="r"), a),
        case("Reshape/flat", layers.Reshape((12,), name="r"), a),
        case("Identity", layers.Identity(name="i"), low),
        case("ActivityRegularization", layers.ActivityRegularization(0.1, 0.2, name="a"),
             low),
        case("Softmax/axes", layers.Softmax(axis=(1, 2), name="s"), a),
        case("ELU/alpha", layers.ELU(0.3, name="e"), low),
    ]
    return cases


def dropout(layers):
    x = normal(221, 4, 5)
    result = [
        case("Dropout/inference", layers.Dropout(0.4, name="d"), x, training=False),
        case("Dropout/rate_0", layers.Dropout(0.0, name="d"), x, training=True),
        case("Dropout/rate_1", layers.Dropout(1.0, seed=1, name="d"), x, training=True),
    ]
    # Which values drop is Keras's own business; what survives, and how much, is not.
    for rate in (0.2, 0.5):
        layer = layers.Dropout(rate, seed=3, name="d")
        ones = np.ones((1000, 100), "float32")
        output = np.asarray(layer(ones, training=True))
        result.append(
            {
                "name": f"Dropout/statistics_{rate}",
                "layer": keras.layers.serialize(layer),
                "input_shape": [1000, 100],
                "distinct_outputs_of_ones": np.unique(output),
                "mean_output_of_ones": output.mean(dtype="float64"),
                "dropped_share": float((output == 0).mean()),
            }
        )
    layer = layers.Dropout(0.5, noise_shape=(None, 1, 3), seed=3, name="d")
    layer(np.ones((2, 4, 3), "float32"), training=True)
    result.append(
        {"name": "Dropout/noise_shape", "layer": keras.layers.serialize(layer)}
    )
    return result


def batch_normalization(layers):
    kind = layers.BatchNormalization
    x, cube = normal(231, 6, 3, scale=2.0), normal(232, 2, 3, 4)
    mean, variance = normal(233, 3), uniform(234, 0.3, 2.0, 3)
    gamma, beta = uniform(235, 0.5, 1.5, 3), normal(236, 3)
    weights = [gamma, beta, mean, variance]
    wide = [uniform(237, 0.5, 1.5, 4), normal(238, 4), normal(239, 4),
            uniform(240, 0.3, 2.0, 4)]
    constant = np.stack([x[:, 0], np.full(6, 2.5, "float32"), x[:, 2]], axis=1)
    cases = []
    for training in (False, True):
        suffix = "training" if training else "inference"
        cases += [
            case(f"BatchNormalization/{suffix}", kind(name="b"), x, weights,
                 training=training),
            case(f"BatchNormalization/fresh_{suffix}", kind(name="b"), x,
                 training=training),
            case(f"BatchNormalization/options_{suffix}",
                 kind(momentum=0.8, epsilon=0.01, name="b"), x, weights,
                 training=training),
            case(f"BatchNormalization/no_scale_{suffix}", kind(scale=False, name="b"), x,
                 weights[1:], training=training),
            case(f"BatchNormalization/no_center_{suffix}", kind(center=False, name="b"),
                 x, [gamma, mean, variance], training=training),
            case(f"BatchNormalization/axis_1_{suffix}", kind(axis=1, name="b"), cube,
                 weights, training=training),
            case(f"BatchNormalization/rank_3_{suffix}", kind(name="b"), cube, wide,
                 training=training),
            case(f"BatchNormalization/constant_column_{suffix}", kind(name="b"),
                 constant, weights, training=training),
        ]
    frozen = kind(name="b")
    frozen.trainable = False
    cases += [
        case("BatchNormalization/one_row_training", kind(name="b"), x[:1], weights,
             training=True),
        # Not trainable means inference, even while training.
        case("BatchNormalization/frozen_training", frozen, x, training=True),
        case("BatchNormalization/regularized",
             kind(beta_regularizer=keras.regularizers.L2(0.1),
                  gamma_regularizer=keras.regularizers.L1(0.1), name="b"),
             x, weights, training=False),
    ]
    return cases


def normalization(layers):
    kind = layers.Normalization
    x = normal(241, 5, 3, scale=3.0)
    cube = normal(242, 2, 3, 4, scale=3.0)
    # A column that never changes: its variance is zero.
    data = np.stack([x[:, 0], np.full(5, 7.0, "float32"), 100 * x[:, 2]], axis=1)
    mean, variance = [0.5, -1.0, 2.0], [2.0, 0.25, 4.0]
    given = {"mean": mean, "variance": variance, "name": "n"}
    return [
        case("Normalization/given", kind(**given), x),
        case("Normalization/given_inverted", kind(invert=True, **given), x),
        case("Normalization/given_zero_variance",
             kind(mean=mean, variance=[0.0, 1e-16, 4.0], name="n"), x),
        case("Normalization/given_scalars",
             kind(axis=None, mean=1.5, variance=4.0, name="n"), x),
        case("Normalization/adapted", kind(name="n"), x, adapt=data),
        case("Normalization/adapted_inverted", kind(invert=True, name="n"), x,
             adapt=data),
        case("Normalization/adapted_axis_none", kind(axis=None, name="n"), x,
             adapt=data),
        case("Normalization/adapted_axis_1", kind(axis=1, name="n"), cube, adapt=cube),
        case("Normalization/adapted_axes", kind(axis=(1, 2), name="n"), cube,
             adapt=cube),
        case("Normalization/adapted_rank_3", kind(name="n"), cube, adapt=cube),
        case("Rescaling", layers.Rescaling(0.5, offset=-1.0, name="r"), x),
        case("Rescaling/default_offset", layers.Rescaling(1 / 255, name="r"), x),
        case("Rescaling/per_channel",
             layers.Rescaling([0.5, 2.0, -1.0], offset=[0.0, 1.0, 2.0], name="r"), x),
    ]


def masked(layers):
    x, other = normal(261, 2, 4, 3), normal(262, 2, 4, 3)
    steps = np.array([[True, True, False, False], [True, False, True, True]])
    rows = np.array([[True, False, True], [False, False, False]])
    gapped = np.where(steps[..., None], x, 0).astype("float32")
    table = normal(263, 6, 3)
    numbers = np.array([[1, 5, 0], [2, 2, 0]], "int32")
    weights = [uniform(264, 0.5, 1.5, 3), normal(265, 3), normal(266, 3),
               uniform(267, 0.3, 2.0, 3)]
    return [
        case("Masking", layers.Masking(name="m"), gapped),
        case("Masking/value", layers.Masking(2.5, name="m"),
             np.where(steps[..., None], x, 2.5).astype("float32")),
        case("Embedding", layers.Embedding(6, 3, name="e"), numbers, [table]),
        case("Embedding/fractions", layers.Embedding(6, 3, name="e"),
             numbers.astype("float32") + np.float32(0.7), [table]),
        case("Embedding/regularized",
             layers.Embedding(6, 3, mask_zero=True, name="e",
                              embeddings_initializer=keras.initializers.RandomNormal(seed=1),
                              embeddings_regularizer=keras.regularizers.L2(0.1),
                              embeddings_constraint=keras.constraints.UnitNorm(axis=1)),
             numbers.astype("int64"), [table]),
        case("Softmax/masked", layers.Softmax(name="s"), x[:, 0], masks=[rows]),
        case("Softmax/axes_masked", layers.Softmax(axis=(1, 2), name="s"), x,
             masks=[x < 0.5]),
        case("BatchNormalization/masked", layers.BatchNormalization(name="b"), x, weights,
             masks=[steps], training=True),
        case("Add/masked", layers.Add(name="m"), [x, other], masks=[steps, None]),
    ]


def main():
    layers = keras.layers
    write(
        "layers",
        dense(layers)
        + shape_layers(layers)
        + merging(layers)
        + dropout(layers)
        + batch_normalization(layers)
        + normalization(layers)
        + masked(layers),
    )


if __name__ == "__main__":
    main()
