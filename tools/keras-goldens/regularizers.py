"""Golden numbers of weight regularizers and weight constraints."""

from golden import float32, keras, normal, write

import jax

KERNEL = normal(601, 4, 3)
CUBE = normal(602, 2, 3, 4)
SIGNS = float32([[0.0, -0.0, 1e-6], [-1e-6, 2.0, -3.0]])


def regularizer_case(name, regularizer, x):
    value, gradient = jax.value_and_grad(lambda v: regularizer(v))(jax.numpy.asarray(x))
    return {
        "name": name,
        "serialized": keras.regularizers.serialize(regularizer),
        "x": x,
        "value": value,
        "gradient": gradient,
    }


def constraint_case(name, constraint, x):
    return {
        "name": name,
        "serialized": keras.constraints.serialize(constraint),
        "x": x,
        "y": constraint(jax.numpy.asarray(x)),
    }


def regularizers(r):
    return [
        regularizer_case("L1", r.L1(), KERNEL),
        regularizer_case("L1/0.3", r.L1(0.3), KERNEL),
        regularizer_case("L1/signs", r.L1(0.3), SIGNS),
        regularizer_case("L2", r.L2(), KERNEL),
        regularizer_case("L2/0.3", r.L2(0.3), CUBE),
        regularizer_case("L1L2", r.L1L2(), KERNEL),
        regularizer_case("L1L2/both", r.L1L2(0.1, 0.2), KERNEL),
        regularizer_case("OrthogonalRegularizer", r.OrthogonalRegularizer(), KERNEL),
        regularizer_case("OrthogonalRegularizer/columns",
                         r.OrthogonalRegularizer(factor=0.3, mode="columns"), KERNEL),
    ]


def constraints(c):
    # A column of zeros, a short column, a long one.
    columns = float32([[0.0, 0.1, 3.0], [0.0, 0.2, -4.0], [0.0, -0.1, 0.5]])
    cases = []
    for name, x in (("kernel", KERNEL), ("columns", columns), ("signs", SIGNS)):
        cases += [
            constraint_case(f"MaxNorm/{name}", c.MaxNorm(), x),
            constraint_case(f"MaxNorm/0.7_{name}", c.MaxNorm(0.7), x),
            constraint_case(f"NonNeg/{name}", c.NonNeg(), x),
            constraint_case(f"UnitNorm/{name}", c.UnitNorm(), x),
            constraint_case(f"MinMaxNorm/{name}", c.MinMaxNorm(), x),
            constraint_case(
                f"MinMaxNorm/options_{name}",
                c.MinMaxNorm(min_value=0.5, max_value=0.9, rate=0.6),
                x,
            ),
        ]
    cases += [
        constraint_case("MaxNorm/axis_1", c.MaxNorm(0.7, axis=1), KERNEL),
        constraint_case("MaxNorm/axes", c.MaxNorm(0.7, axis=[0, 1]), CUBE),
        constraint_case("UnitNorm/axes", c.UnitNorm(axis=[0, 1]), CUBE),
    ]
    return cases


def main():
    write("regularizers", regularizers(keras.regularizers))
    write("constraints", constraints(keras.constraints))


if __name__ == "__main__":
    main()
