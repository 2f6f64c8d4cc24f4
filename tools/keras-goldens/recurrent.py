"""Golden numbers of the recurrent layers, in the form of those of the other layers."""

from golden import keras, normal, np, write
from layers import case

STEPS, FEATURES, UNITS = 5, 3, 4


def weights(seed, gates, bias=None, units=UNITS):
    shapes = [(FEATURES, gates * units), (units, gates * units)]
    if bias != "none":
        shapes.append(bias or (gates * units,))
    return [normal(seed + i, *shape, scale=0.6) for i, shape in enumerate(shapes)]


def cases(kind, gates, states, **arguments):
    """Every option that all recurrent layers have."""
    name, regularizers = kind.__name__, keras.regularizers
    x = normal(301, 2, STEPS, FEATURES)
    initial = [normal(302 + i, 2, UNITS) for i in range(states)]
    mask = np.array([[True, True, False, True, False], [False, True, True, False, True]])
    given = weights(310, gates, arguments.pop("bias", None))

    def one(variant, inputs=x, values=given, mask=None, training=None, **options):
        layer = kind(UNITS, name="l", **arguments, **options)
        more = {} if training is None else {"training": training}
        if mask is not None:
            more["masks"] = [mask] + [None] * (len(inputs) - 1 if isinstance(inputs, list) else 0)
        return case(f"{name}/{variant}", layer, inputs, values,
                    states=isinstance(inputs, list), **more)

    return [
        one("plain"),
        one("one_step", x[:, :1]),
        one("sequences", return_sequences=True),
        one("states", return_state=True),
        one("sequences_and_states", return_sequences=True, return_state=True),
        one("backwards", go_backwards=True),
        one("backwards_sequences", go_backwards=True, return_sequences=True, return_state=True),
        one("unrolled", unroll=True, return_sequences=True),
        one("initial", [x, *initial], return_sequences=True, return_state=True),
        one("no_bias", values=given[:2], use_bias=False),
        one("relu", activation="relu", return_sequences=True),
        one("stateful", training=True, stateful=True),
        one("masked", mask=mask),
        one("masked_sequences", mask=mask, return_sequences=True, return_state=True),
        one("masked_backwards", mask=mask, return_sequences=True, go_backwards=True),
        one("masked_zeros", mask=mask, return_sequences=True, zero_output_for_mask=True),
        one("masked_zeros_last", mask=mask[:, ::-1], zero_output_for_mask=True),
        one("masked_initial", [x, *initial], mask=mask, return_sequences=True),
        one("everything", return_sequences=True,
            kernel_initializer=keras.initializers.HeNormal(seed=7),
            recurrent_initializer=keras.initializers.RandomUniform(seed=8),
            bias_initializer=keras.initializers.Constant(0.1),
            kernel_regularizer=regularizers.L1L2(0.01, 0.02),
            recurrent_regularizer=regularizers.L2(0.03),
            bias_regularizer=regularizers.L1(0.04),
            activity_regularizer=regularizers.L2(0.05),
            kernel_constraint=keras.constraints.MaxNorm(1.5),
            recurrent_constraint=keras.constraints.UnitNorm(),
            bias_constraint=keras.constraints.NonNeg(),
            dropout=0.2, recurrent_dropout=0.3, seed=5),
    ]


def bidirectional(layers):
    x = normal(321, 2, STEPS, FEATURES)
    mask = np.array([[True, True, False, True, False], [False, True, True, False, True]])
    lstm = [*weights(330, 4), *weights(340, 4)]
    gru = [*weights(350, 3, (2, 12)), *weights(360, 3, (2, 12))]
    rnn = [*weights(370, 1), *weights(380, 1, units=3)]
    initial = [normal(390 + i, 2, UNITS) for i in range(4)]

    def one(variant, layer, values, inputs=x, mask=None, **options):
        more = {} if mask is None else {"masks": [mask]}
        return case(f"Bidirectional/{variant}", layers.Bidirectional(layer, name="b", **options),
                    inputs, values, states=isinstance(inputs, list), **more)

    sequences = {"return_sequences": True, "name": "r"}
    return [
        one("lstm", layers.LSTM(UNITS, name="r"), lstm),
        one("gru", layers.GRU(UNITS, **sequences), gru),
        *(one(f"merge_{mode}", layers.LSTM(UNITS, **sequences), lstm, merge_mode=mode)
          for mode in ("sum", "mul", "ave", None)),
        one("backward_layer", layers.SimpleRNN(UNITS, **sequences), rnn,
            backward_layer=layers.SimpleRNN(3, go_backwards=True, return_sequences=True,
                                            name="backward_r")),
        one("states", layers.GRU(UNITS, return_state=True, name="r"), gru),
        one("initial", layers.LSTM(UNITS, **sequences), lstm, [x, *initial]),
        one("masked", layers.LSTM(UNITS, **sequences), lstm, mask=mask),
        one("masked_last", layers.GRU(UNITS, name="r"), gru, mask=mask),
    ]


def main():
    layers = keras.layers
    write(
        "recurrent",
        cases(layers.SimpleRNN, 1, 1)
        + cases(layers.LSTM, 4, 2)
        + [case("LSTM/hard_sigmoid", layers.LSTM(UNITS, recurrent_activation="hard_sigmoid",
                                                  unit_forget_bias=False, name="l"),
                normal(301, 2, STEPS, FEATURES), weights(310, 4))],
    )
    write(
        "gru",
        cases(layers.GRU, 3, 1, bias=(2, 12))
        + [{**one, "name": one["name"].replace("/", "/reset_before_")}
           for one in cases(layers.GRU, 3, 1, reset_after=False)
           if one["name"].split("/")[1] in ("plain", "no_bias", "backwards", "masked", "initial")],
    )
    write("bidirectional", bidirectional(layers))


if __name__ == "__main__":
    main()
