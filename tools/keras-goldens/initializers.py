"""Golden facts of initializers.

Random numbers are Keras's own business; their distribution is not. The parameters that an
initializer hands to the random generator are caught on the way and written down.
"""

from golden import float32, keras, np, write

from unittest import mock

from keras.src.initializers import random_initializers

SHAPES = [
    (),
    (7,),
    (5, 3),
    (11, 64),
    (1, 1),
    (3, 4, 6),
    (3, 2, 4, 6),
    (2, 3, 2, 4, 6),
]
SAMPLE = (300, 200)


def exact(name, kind, *shapes, **options):
    initializer = kind(**options)
    return [
        {
            "name": f"{name}/{'x'.join(map(str, shape)) or 'scalar'}",
            "serialized": keras.initializers.serialize(initializer),
            "arguments": options,  # the config of Identity keeps silent about its gain
            "value": np.asarray(initializer(shape, dtype="float32")),
        }
        for shape in shapes
    ]


def drawn(initializer, shape):
    """The distribution, with its parameters, that is drawn from for a shape."""
    with mock.patch.object(random_initializers, "random") as generator:
        initializer(shape)
        ((kind, _, options),) = generator.method_calls
    return {"shape": list(shape), "distribution": kind} | {
        k: float(v) for k, v in options.items() if k not in ("seed", "dtype", "shape")
    }


def random(name, kind, shapes=SHAPES, sample_shape=SAMPLE, **options):
    initializer = kind(seed=7, **options)
    sample = np.asarray(initializer(sample_shape), dtype="float64")
    fresh = kind(**options)
    return {
        "name": name,
        "serialized": keras.initializers.serialize(fresh),
        "draws": [drawn(initializer, shape) for shape in shapes],
        # What Keras really drew: a check of the facts above, to be met within noise.
        "sample": {
            "shape": list(sample_shape),
            "mean": float(sample.mean()),
            "standard_deviation": float(sample.std()),
            "minimum": float(sample.min()),
            "maximum": float(sample.max()),
        },
    }


def orthogonal(name, shape, **options):
    initializer = keras.initializers.Orthogonal(seed=5, **options)
    value = np.asarray(initializer(shape), dtype="float64")
    flat = value.reshape(-1, shape[-1])
    gram = flat.T @ flat if flat.shape[0] >= flat.shape[1] else flat @ flat.T
    return {
        "name": name,
        "serialized": keras.initializers.serialize(keras.initializers.Orthogonal(**options)),
        "shape": list(shape),
        # The smaller Gram matrix of the flattened kernel, rounded: gain² on its diagonal.
        "gram": float32(np.round(gram, 5) + 0.0),
        "example": float32(value),
    }


def main():
    i = keras.initializers
    cases = (
        exact("Zeros", i.Zeros, (3,), (2, 3))
        + exact("Ones", i.Ones, (3,), (2, 3))
        + exact("Constant", i.Constant, (3,))
        + exact("Constant/0.25", i.Constant, (2, 3), (), value=0.25)
        + exact("Identity", i.Identity, (3, 3), (2, 4), (4, 2))
        + exact("Identity/gain", i.Identity, (3, 3), gain=0.5)
    )
    few = [(5, 3)]
    cases += [
        random("RandomNormal", i.RandomNormal, few),
        random("RandomNormal/options", i.RandomNormal, few, mean=1.0, stddev=2.0),
        random("RandomUniform", i.RandomUniform, few),
        random("RandomUniform/options", i.RandomUniform, few, minval=1.0, maxval=3.0),
        random("TruncatedNormal", i.TruncatedNormal, few),
        random("TruncatedNormal/options", i.TruncatedNormal, few, mean=1.0, stddev=2.0),
        random("VarianceScaling", i.VarianceScaling),
    ]
    for mode in ("fan_in", "fan_out", "fan_avg"):
        for distribution in ("uniform", "truncated_normal", "untruncated_normal"):
            cases.append(
                random(f"VarianceScaling/{mode}_{distribution}", i.VarianceScaling,
                       scale=0.5, mode=mode, distribution=distribution)
            )
    for kind in (
        i.GlorotUniform,
        i.GlorotNormal,
        i.HeUniform,
        i.HeNormal,
        i.LecunUniform,
        i.LecunNormal,
    ):
        cases.append(random(kind.__name__, kind))
    cases.append(
        random("GlorotUniform/axes", i.GlorotUniform, [(4, 3, 5)], (60, 20, 50),
               input_axes=[0], output_axes=[1, 2])
    )
    cases += [
        orthogonal("Orthogonal/tall", (5, 3)),
        orthogonal("Orthogonal/wide", (3, 5)),
        orthogonal("Orthogonal/square", (4, 4)),
        orthogonal("Orthogonal/kernel", (2, 2, 3, 4)),
        orthogonal("Orthogonal/gain", (4, 3), gain=2.0),
    ]
    write("initializers", cases)


if __name__ == "__main__":
    main()
