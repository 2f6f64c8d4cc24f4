"""Golden numbers of layers that look at series, images and volumes: configs, weights, outputs, gradients."""

from golden import keras, normal, np, write

from layers import case

# Uneven sizes, so that no axis can be taken for another one.
SPACE = {1: (7,), 2: (4, 5), 3: (3, 4, 3)}
SMALL = {1: (4,), 2: (2, 3), 3: (2, 1, 2)}
FIRST = {"data_format": "channels_first"}


def data(seed, rank, channels, space, **options):
    samples = 3 - (rank + 1) // 2
    if options.get("data_format") == "channels_first":
        return normal(seed, samples, channels, *space[rank])
    return normal(seed, samples, *space[rank], channels)


def plain(seed, name, kind, rank, channels, variants, space=SPACE):
    """Layers without weights: a case for each dict of options."""
    return [
        case(f"{name}/{variant}", kind(**options, name="l"),
             data(seed + i, rank, channels, space, **options))
        for i, (variant, options) in enumerate(variants.items())
    ]


def reshaping(layers):
    cases = []
    for rank in (1, 2, 3):
        space = {1: (2, 0), 2: ((2, 0), (1, 3)), 3: ((1, 0), (0, 1), (1, 2))}[rank]
        inner = {1: (2, 1), 2: ((2, 0), (1, 3)), 3: ((1, 0), (0, 1), (1, 1))}[rank]
        first = {} if rank == 1 else {"channels_first": {"cropping": inner} | FIRST}
        padding, cropping, larger = f"ZeroPadding{rank}D", f"Cropping{rank}D", f"UpSampling{rank}D"
        size = {1: 3, 2: (2, 3), 3: (2, 1, 3)}[rank]
        cases += plain(301, padding, getattr(layers, padding), rank, 2, {
            "default": {}, "uneven": {"padding": space},
            "channels_first": {"padding": space} | FIRST})
        cases += plain(311, cropping, getattr(layers, cropping), rank, 2, {
            "default": {}, "uneven": {"cropping": inner}} | first)
        cases += plain(321, larger, getattr(layers, larger), rank, 2, {
            "default": {}, "uneven": {"size": size}}
            | ({} if rank == 1 else {"channels_first": {"size": size} | FIRST}), SMALL)
    for interpolation in ("bilinear", "bicubic", "lanczos3", "lanczos5"):
        options = {"size": (2, 3), "interpolation": interpolation}
        cases += plain(331, f"UpSampling2D/{interpolation}", layers.UpSampling2D, 2, 2, {
            "last": options, "first": options | FIRST}, SMALL)
    cases += [
        case("Permute", layers.Permute((2, 3, 1), name="l"), normal(341, 2, 3, 4, 5)),
        case("RepeatVector", layers.RepeatVector(3, name="l"), normal(342, 2, 5)),
    ]
    return cases


def pooling(layers):
    cases = []
    for rank in (1, 2, 3):
        for seed, mode in ((401, "Max"), (421, "Average")):
            name = f"{mode}Pooling{rank}D"
            uneven = (3, 2, 1)[:rank]
            strides = (1, 3, 2)[:rank]
            size = {} if mode == "Max" else {"pool_size": 2}
            cases += plain(seed, name, getattr(layers, name), rank, 2, {
                "default": size,
                "uneven": {"pool_size": uneven, "strides": strides},
                "same": {"pool_size": 3, "padding": "same"},
                "same_uneven": {"pool_size": uneven, "strides": strides, "padding": "same"},
                "wide": {"pool_size": 2, "strides": 3, "padding": "same"},
                "channels_first": {"pool_size": 3, "strides": 2, "padding": "same"} | FIRST})
            name = f"Global{mode}Pooling{rank}D"
            cases += plain(seed + 10, name, getattr(layers, name), rank, 3, {
                "default": {}, "keepdims": {"keepdims": True}, "channels_first": FIRST,
                "channels_first_keepdims": {"keepdims": True} | FIRST})
    mask = np.array([[True, False, True, True, False], [False, False, False, True, False]])
    for options in ({}, {"keepdims": True}, FIRST):
        x = normal(441, 2, 3, 5) if options == FIRST else normal(442, 2, 5, 3)
        cases.append(case(f"GlobalAveragePooling1D/mask_{len(cases)}",
                          layers.GlobalAveragePooling1D(**options, name="l"), x, masks=[mask]))
    return cases


def weighted(seed, name, kind, rank, channels, variants, space=SPACE):
    """Convolutions: a case for each dict of options, with random weights."""
    cases = []
    for i, (variant, options) in enumerate(variants.items()):
        layer = kind(**options, name="l")
        x = data(seed + i, rank, channels, space, **options)
        layer.build(x.shape)
        weights = [normal(seed + 50 + 10 * i + j, *w.shape) for j, w in enumerate(layer.weights)]
        cases.append(case(f"{name}/{variant}", layer, x, weights))
    return cases


def everything(*kernels):
    regularizers, constraints = keras.regularizers, keras.constraints
    options = {
        "bias_initializer": keras.initializers.Constant(0.1),
        "bias_regularizer": regularizers.L2(0.03),
        "activity_regularizer": regularizers.L1(0.04),
        "bias_constraint": constraints.NonNeg(),
        "activation": "softmax",
    }
    for kernel in kernels:
        options |= {
            f"{kernel}_initializer": keras.initializers.HeNormal(seed=7),
            f"{kernel}_regularizer": regularizers.L1L2(0.01, 0.02),
            f"{kernel}_constraint": constraints.MaxNorm(1.5),
        }
    return options


def convolution(layers):
    cases = []
    for rank in (1, 2, 3):
        kernel, strides = (3, 2, 2)[:rank], (1, 3, 2)[:rank]
        variants = {
            "default": {"kernel_size": 2},
            "uneven": {"kernel_size": kernel, "strides": strides, "activation": "relu"},
            "same": {"kernel_size": kernel, "padding": "same", "use_bias": False},
            "same_strides": {"kernel_size": kernel, "strides": strides, "padding": "same"},
            "same_even": {"kernel_size": 2, "strides": 2, "padding": "same"},
            "dilation": {"kernel_size": 2, "dilation_rate": 2},
            "same_dilation": {"kernel_size": kernel, "dilation_rate": (2, 3, 1)[:rank], "padding": "same"},
            "channels_first": {"kernel_size": kernel, "strides": strides, "padding": "same"}
            | FIRST | everything("kernel"),
        }
        groups = {"groups": {"kernel_size": kernel, "groups": 2},
                  "groups_strides": {"kernel_size": 2, "strides": 2, "groups": 4, "padding": "same"}}
        if rank == 1:
            variants["causal"] = {"kernel_size": 3, "padding": "causal"}
            variants["causal_dilation"] = {"kernel_size": 2, "dilation_rate": 3, "padding": "causal"}
            variants["causal_strides"] = {"kernel_size": 4, "strides": 2, "padding": "causal"} | FIRST
        if rank == 2:
            variants["everything"] = {"kernel_size": 3} | everything("kernel")
        if rank == 3:
            variants = {key: variants[key] for key in ("uneven", "same_strides", "same_dilation", "channels_first")}
        name = f"Conv{rank}D"
        kind = getattr(layers, name)
        cases += weighted(501 + 1000 * rank, name, kind, rank, 3,
                          {key: {"filters": 4} | options for key, options in variants.items()})
        cases += weighted(801 + 1000 * rank, name, kind, rank, 4,
                          {key: {"filters": 8} | options for key, options in groups.items()})
    return cases


def transposed(layers):
    cases = []
    for rank in (1, 2, 3):
        kernel, strides = (3, 2, 4)[:rank], (2, 3, 1)[:rank]
        variants = {
            "default": {"kernel_size": 2},
            "uneven": {"kernel_size": kernel, "strides": strides},
            "same": {"kernel_size": kernel, "padding": "same"},
            "same_strides": {"kernel_size": kernel, "strides": strides, "padding": "same"},
            "wide_strides": {"kernel_size": 2, "strides": 3},
            "same_wide_strides": {"kernel_size": 1, "strides": 3, "padding": "same"},
            "dilation": {"kernel_size": 2, "dilation_rate": 2},
            "same_dilation": {"kernel_size": kernel, "dilation_rate": (2, 3, 1)[:rank], "padding": "same"},
            "output_padding": {"kernel_size": kernel, "strides": 3, "output_padding": (0, 2, 1)[:rank]},
            "same_output_padding": {"kernel_size": 3, "strides": 2, "output_padding": 1, "padding": "same"},
            "same_output_padding_0": {"kernel_size": 2, "strides": 2, "output_padding": 0, "padding": "same"},
            "channels_first": {"kernel_size": kernel, "strides": strides, "padding": "same"}
            | FIRST | everything("kernel"),
        }
        if rank == 3:
            variants = {key: variants[key] for key in
                        ("uneven", "same_strides", "same_dilation", "output_padding", "channels_first")}
        name = f"Conv{rank}DTranspose"
        cases += weighted(5001 + 1000 * rank, name, getattr(layers, name), rank, 3,
                          {key: {"filters": 2} | options for key, options in variants.items()}, SMALL)
    return cases


def depthwise(layers):
    cases = []
    for rank in (1, 2):
        kernel = (3, 2)[:rank]
        variants = {
            "default": {"kernel_size": 2},
            "multiplier": {"kernel_size": kernel, "depth_multiplier": 2, "padding": "same", "activation": "tanh"},
            "strides": {"kernel_size": kernel, "strides": 2, "padding": "same", "use_bias": False},
            "dilation": {"kernel_size": 2, "dilation_rate": 2, "depth_multiplier": 3},
        }
        first = {"kernel_size": kernel, "strides": 2, "depth_multiplier": 2, "padding": "same"} | FIRST
        name = f"DepthwiseConv{rank}D"
        cases += weighted(10001 + 1000 * rank, name, getattr(layers, name), rank, 3,
                          variants | {"channels_first": first | everything("depthwise")})
        name = f"SeparableConv{rank}D"
        separable = variants | {"channels_first": first | everything("depthwise", "pointwise")}
        cases += weighted(13001 + 1000 * rank, name, getattr(layers, name), rank, 3,
                          {key: {"filters": 4} | options for key, options in separable.items()})
    return cases


def main():
    layers = keras.layers
    write("spatial", reshaping(layers) + pooling(layers))
    write("convolutions", convolution(layers) + depthwise(layers))
    write("transposed_convolutions", transposed(layers))


if __name__ == "__main__":
    main()
