"""Golden numbers of activation functions and activation layers."""

from golden import float32, keras, np, normal, write

import jax

# Zeros of both signs, tiny, ordinary, saturating and overflowing values, and the corners
# (0, ±0.5, ±1, 2, ±3, 6) of the piecewise functions.
X = float32(
    [0.0, -0.0, 1e-6, -1e-6, 1e-3, -1e-3, 0.1, -0.1, 0.3, -0.3, 0.5, -0.5, 0.7, -0.7]
    + [1.0, -1.0, 1.25, -1.25, 1.9, -1.9, 2.0, -2.0, 2.5, -2.5, 3.0, -3.0, 4.5, -4.5]
    + [6.0, -6.0, 7.5, -7.5, 12.0, -12.0, 18.0, -18.0, 30.0, -30.0, 88.0, -88.0]
    + [100.0, -100.0]
)
ROWS = normal(1, 3, 4, scale=2.0)
CUBE = normal(2, 2, 3, 4, scale=2.0)
HARD_ROWS = float32([[0.0, 100.0, -100.0], [30.0, 30.0, -30.0], [-1e-6, 0.0, 1e-6]])


def case(name, function, x, kinks=(), **options):
    gradient = jax.grad(lambda v: keras.ops.sum(function(v, **options)))
    result = {"name": name, "function": function.__name__}
    if getattr(keras.activations, function.__name__, None) is function:
        result["serialized"] = keras.activations.serialize(function)
    result |= {
        "arguments": options,
        "x": x,
        "y": function(x, **options),
        "gradient": gradient(jax.numpy.asarray(x)),
        "kinks": float32(kinks),
    }
    return result


def weighted_case(name, function, x, **options):
    """As `case`, where the gradient of a plain sum would be nothing but zeros."""
    weights = normal(9, *np.asarray(function(x, **options)).shape)
    gradient = jax.grad(lambda v: keras.ops.sum(weights * function(v, **options)))
    return {
        "name": name,
        "function": function.__name__,
        "serialized": keras.activations.serialize(function),
        "arguments": options,
        "x": x,
        "y": function(x, **options),
        "gradient_weights": weights,
        "gradient": gradient(jax.numpy.asarray(x)),
    }


def layer_case(name, layer, x, kinks=(), weights=()):
    layer.build(x.shape)
    layer.set_weights(list(weights))
    result = {
        "name": name,
        "layer": keras.layers.serialize(layer),
        "x": x,
        "y": layer(x),
        "gradient": jax.grad(lambda v: keras.ops.sum(layer(v)))(jax.numpy.asarray(x)),
        "kinks": float32(kinks),
    }
    if weights:
        trainable = [v.value for v in layer.trainable_variables]

        def total(values):
            out, _ = layer.stateless_call(values, [], x)
            return keras.ops.sum(out)

        result["weights"] = [
            {"name": v.name, "path": v.path, "value": v.value, "gradient": g}
            for v, g in zip(layer.trainable_variables, jax.grad(total)(trainable))
        ]
    return result


def main():
    a = keras.activations
    cases = [
        case("linear", a.linear, X),
        case("sigmoid", a.sigmoid, X),
        case("tanh", a.tanh, X),
        case("relu", a.relu, X, [0]),
        case("relu/negative_slope", a.relu, X, [0], negative_slope=0.1),
        case("relu/max_value", a.relu, X, [0, 3], max_value=3.0),
        case("relu/threshold", a.relu, X, [1], threshold=1.0),
        case(
            "relu/all",
            a.relu,
            X,
            [0.5, 3],
            negative_slope=0.1,
            max_value=3.0,
            threshold=0.5,
        ),
        case("relu6", a.relu6, X, [0, 6]),
        case("leaky_relu", a.leaky_relu, X, [0]),
        case("leaky_relu/slope_0.01", a.leaky_relu, X, [0], negative_slope=0.01),
        case("leaky_relu/slope_0.3", a.leaky_relu, X, [0], negative_slope=0.3),
        case("elu", a.elu, X),
        case("elu/alpha_0.5", a.elu, X, [0], alpha=0.5),
        case("selu", a.selu, X, [0]),
        case("celu", a.celu, X),
        case("celu/alpha_0.5", a.celu, X, alpha=0.5),
        case("gelu", a.gelu, X),
        case("gelu/approximate", a.gelu, X, approximate=True),
        case("silu", a.silu, X),
        case("softplus", a.softplus, X),
        case("softsign", a.softsign, X),
        case("soft_shrink", a.soft_shrink, X, [-0.5, 0.5]),
        case("soft_shrink/threshold_1", a.soft_shrink, X, [-1, 1], threshold=1.0),
        case("hard_shrink", a.hard_shrink, X, [-0.5, 0.5]),
        case("hard_shrink/threshold_1", a.hard_shrink, X, [-1, 1], threshold=1.0),
        case("tanh_shrink", a.tanh_shrink, X),
        case("hard_tanh", a.hard_tanh, X, [-1, 1]),
        case("hard_sigmoid", a.hard_sigmoid, X, [-3, 3]),
        case("hard_silu", a.hard_silu, X, [-3, 3]),
        case("exponential", a.exponential, X),
        case("mish", a.mish, X),
        case("log_sigmoid", a.log_sigmoid, X),
        case("squareplus", a.squareplus, X),
        case("squareplus/b_1", a.squareplus, X, b=1),
        case("sparse_plus", a.sparse_plus, X, [-1, 1]),
        case("sparse_sigmoid", a.sparse_sigmoid, X, [-1, 1]),
        case("threshold", a.threshold, X, [0.5], threshold=0.5, default_value=-2.0),
    ]
    for function in (a.softmax, a.log_softmax, a.sparsemax):
        name = function.__name__
        cases.append(weighted_case(name, function, ROWS))
        cases.append(weighted_case(f"{name}/extremes", function, HARD_ROWS))
        cases.append(weighted_case(f"{name}/axis_0", function, ROWS, axis=0))
        if function is not a.sparsemax:
            cases.append(weighted_case(f"{name}/axis_1", function, CUBE, axis=1))
    cases.append(weighted_case("softmax/axes", a.softmax, CUBE, axis=[1, 2]))
    cases.append(weighted_case("glu", a.glu, ROWS))
    cases.append(weighted_case("glu/axis_1", a.glu, normal(3, 2, 4, 3), axis=1))

    layers = keras.layers
    column = X[: X.size // 6 * 6].reshape(-1, 6)
    slopes = uniform_slopes(6)
    cases += [
        layer_case("layer/relu", layers.ReLU(name="relu"), X, [0]),
        layer_case(
            "layer/relu_all",
            layers.ReLU(max_value=3.0, negative_slope=0.1, threshold=0.5, name="relu"),
            X,
            [0.5, 3],
        ),
        layer_case("layer/leaky_relu", layers.LeakyReLU(name="leaky_relu"), X, [0]),
        layer_case("layer/elu", layers.ELU(name="elu"), X),
        layer_case("layer/softmax", layers.Softmax(name="softmax"), ROWS),
        layer_case(
            "layer/prelu", layers.PReLU(name="prelu"), column, [0], [slopes]
        ),
        layer_case(
            "layer/prelu_shared_axes",
            layers.PReLU(shared_axes=[1], name="prelu"),
            CUBE,
            [0],
            [uniform_slopes(4).reshape(1, 4)],
        ),
    ]
    write("activations", cases)


def uniform_slopes(count):
    return float32(np.arange(count) * 0.125 - 0.25)


if __name__ == "__main__":
    main()
