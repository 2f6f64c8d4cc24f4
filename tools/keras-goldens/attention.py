"""Golden numbers of attention and what goes with it: normalization of layers and groups, EinsumDense."""

from golden import keras, normal, np, uniform, write
from layers import case


def normalizing(layers):
    x, cube = normal(271, 3, 4, scale=2.0), normal(272, 2, 3, 4, scale=2.0)
    gamma, beta = uniform(273, 0.5, 1.5, 4), normal(274, 4)
    both = [uniform(275, 0.5, 1.5, 3, 4), normal(276, 3, 4)]
    first = [uniform(277, 0.5, 1.5, 3), normal(278, 3)]
    kind, group, rms = (
        layers.LayerNormalization, layers.GroupNormalization, layers.RMSNormalization)
    r = keras.regularizers
    cases = [
        case("LayerNormalization", kind(name="l"), x, [gamma, beta]),
        case("LayerNormalization/rank_3", kind(epsilon=1e-6, name="l"), cube,
             [gamma, beta]),
        case("LayerNormalization/axes", kind(axis=[1, 2], name="l"), cube, both),
        case("LayerNormalization/axes_unordered", kind(axis=[2, 1], name="l"), cube, both),
        case("LayerNormalization/axis_1", kind(axis=1, name="l"), cube, first),
        case("LayerNormalization/plain", kind(center=False, scale=False, name="l"), x),
        case("LayerNormalization/no_center", kind(center=False, name="l"), x, [gamma]),
        case("LayerNormalization/rms_scaling", kind(rms_scaling=True, name="l"), x,
             [gamma]),
        case("LayerNormalization/regularized",
             kind(beta_regularizer=r.L2(0.1), gamma_regularizer=r.L1(0.1),
                  gamma_constraint=keras.constraints.NonNeg(), name="l"),
             x, [gamma, beta]),
        case("GroupNormalization", group(groups=2, name="g"), cube, [gamma, beta]),
        case("GroupNormalization/axis_1", group(groups=3, axis=1, name="g"), cube, first),
        case("GroupNormalization/one", group(groups=1, epsilon=0.1, name="g"), x,
             [gamma, beta]),
        case("GroupNormalization/each", group(groups=-1, scale=False, name="g"), cube,
             [beta]),
        case("RMSNormalization", rms(name="r"), cube, [gamma]),
        case("RMSNormalization/axes", rms(axis=[1, 2], epsilon=0.1, name="r"), cube,
             both[:1]),
        case("UnitNormalization", layers.UnitNormalization(name="u"), cube),
        case("UnitNormalization/axes", layers.UnitNormalization(axis=[1, 2], name="u"),
             cube),
    ]
    return cases


def attending(layers):
    """Attention: plain, with masks, with several axes."""
    q, v, k = normal(281, 2, 3, 4), normal(282, 2, 5, 4), normal(283, 2, 5, 4)
    wide = normal(284, 2, 5, 6)
    plane = normal(285, 2, 3, 2, 4)
    q_mask = np.array([[True, True, False], [True, False, True]])
    v_mask = np.array([[True, True, True, False, False], [False, True, True, True, True]])
    kind = layers.MultiHeadAttention

    def weighted(layer, *inputs):
        layer.build(*(x.shape for x in inputs))
        return [normal(290 + i, *w.shape, scale=0.5) for i, w in enumerate(layer.weights)]

    def multi(name, inputs, masks=(), call=None, **arguments):
        layer = kind(name="m", **arguments)
        weights = weighted(layer, *inputs)
        return case(f"MultiHeadAttention/{name}", layer, list(inputs), weights,
                    masks=masks, spread=True, **(call or {}))

    causal = {"use_causal_mask": True}
    cases = [
        multi("self", (q, q), num_heads=2, key_dim=3),
        multi("key", (q, wide, k), num_heads=2, key_dim=3),
        # JAX's fused attention takes one size only; with dropout Keras composes.
        multi("value_dim", (q, wide, k), num_heads=2, key_dim=3, value_dim=5,
              dropout=0.5),
        multi("no_bias", (q, v), num_heads=1, key_dim=4, use_bias=False),
        multi("output_shape", (q, v), num_heads=2, key_dim=3, output_shape=(2, 3)),
        multi("gate", (q, v), num_heads=2, key_dim=3, use_gate=True),
        multi("causal", (q, q), call=causal, num_heads=2, key_dim=3),
        multi("window", (q, v), num_heads=2, key_dim=3, sliding_window=2),
        multi("masked", (q, v), masks=[q_mask, v_mask], num_heads=2, key_dim=3),
        multi("causal_masked", (q, q), masks=[q_mask, q_mask], call=causal, num_heads=2,
              key_dim=3),
        multi("dropout_masked", (q, v), masks=[q_mask, v_mask], num_heads=2, key_dim=3,
              dropout=0.5),
        multi("plane", (plane, plane), num_heads=2, key_dim=3),
        multi("plane_axis", (plane, plane), num_heads=2, key_dim=3, attention_axes=(2,)),
        multi("regularized", (q, v), num_heads=2, key_dim=3,
              kernel_regularizer=keras.regularizers.L2(0.1),
              bias_regularizer=keras.regularizers.L1(0.1),
              activity_regularizer=keras.regularizers.L2(0.01),
              kernel_constraint=keras.constraints.MaxNorm(1.0)),
    ]
    for mask, masks in (("", ()), ("_masked", [q_mask, v_mask])):
        cases += [
            case(f"Attention/dot{mask}", layers.Attention(name="a"), [q, v], masks=masks),
            case(f"Attention/key_scale{mask}", layers.Attention(use_scale=True, name="a"),
                 [q, v, k], [np.float32(0.7)], masks=masks and [*masks, None]),
            case(f"Attention/concat{mask}",
                 layers.Attention(score_mode="concat", use_scale=True, name="a"),
                 [q, v, k], [np.float32(0.7), np.float32(1.3)],
                 masks=masks and [*masks, None]),
            case(f"Attention/causal{mask}", layers.Attention(name="a"), [q, v],
                 masks=masks, **causal),
            case(f"AdditiveAttention{mask}", layers.AdditiveAttention(name="a"),
                 [q, v], [normal(286, 4)], masks=masks),
            case(f"AdditiveAttention/plain{mask}",
                 layers.AdditiveAttention(use_scale=False, name="a"), [q, v, k],
                 masks=masks and [*masks, None]),
        ]
    return cases


def einsum(layers):
    x, cube = normal(311, 2, 3, 4), normal(312, 2, 3, 4, 5)
    kind = layers.EinsumDense

    def one(name, equation, shape, x, **arguments):
        layer = kind(equation, shape, name="e", **arguments)
        layer.build(x.shape)
        weights = [normal(320 + i, *w.shape) for i, w in enumerate(layer.weights)]
        return case(f"EinsumDense/{name}", layer, x, weights)

    return [
        one("sequence", "abc,cd->abd", (None, 6), x, bias_axes="d", activation="tanh"),
        one("heads", "abc,cde->abde", (None, 2, 3), x, bias_axes="de"),
        one("join", "abcd,cde->abe", (None, 3), cube, bias_axes="e"),
        one("front", "...x,xy->...y", 6, cube, bias_axes="y"),
        one("back", "ab...,bc->ac...", 6, cube, bias_axes="c"),
        one("steps", "abc,bd->acd", (4, 6), x, bias_axes="c"),
        one("batched", "abc,bcd->abd", (3, 6), x),
        one("transposed", "abc,dc->adb", (6, 3), x),
        one("summed", "abc,d->ad", (6,), x),
    ]


def main():
    layers = keras.layers
    write("attention", normalizing(layers) + attending(layers) + einsum(layers))


if __name__ == "__main__":
    main()
