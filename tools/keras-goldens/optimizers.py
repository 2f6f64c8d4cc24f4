"""Golden numbers of optimizers (five steps each) and of learning-rate schedules."""

from golden import float32, keras, normal, np, write

STEPS = 5
KERNEL = normal(31, 3, 2)
BIAS = normal(32, 4)
KERNEL_GRADIENTS = [normal(33 + step, 3, 2) for step in range(STEPS)]
BIAS_GRADIENTS = [normal(43 + step, 4, scale=0.3) for step in range(STEPS)]
# A gradient that is exactly zero: momenta decay, adaptive steps meet their epsilon.
KERNEL_GRADIENTS[1][0, 0] = 0.0
BIAS_GRADIENTS[0][3] = 0.0


def case(name, kind, finalize=False, exclude=None, constrained=False, **options):
    keras.utils.clear_session()  # names count from one again
    optimizer = kind(**options)
    constraint = keras.constraints.NonNeg() if constrained else None
    variables = [
        keras.Variable(KERNEL, name="kernel"),
        keras.Variable(BIAS, name="bias"),
    ]
    if constrained:
        variables[0].constraint = constraint
    if exclude:
        optimizer.exclude_from_weight_decay(var_names=exclude)
    optimizer.build(variables)
    result = {
        "name": name,
        "serialized": keras.optimizers.serialize(optimizer),
        "variables": [{"name": v.name, "value": v.numpy()} for v in variables],
        "initial_state": state(optimizer),
    }
    if exclude:
        result["excluded_from_weight_decay"] = exclude
    if constrained:
        result["kernel_constraint"] = keras.constraints.serialize(constraint)
    steps = []
    for gradients in zip(KERNEL_GRADIENTS, BIAS_GRADIENTS):
        rate = float32(optimizer.learning_rate)
        optimizer.apply([keras.ops.convert_to_tensor(g) for g in gradients], variables)
        steps.append(
            {
                "gradients": list(gradients),
                "learning_rate": rate,
                "variables": [v.numpy() for v in variables],
                "state": [v.numpy() for v in optimizer.variables],
            }
        )
    result["steps"] = steps
    if finalize:
        optimizer.finalize_variable_values(variables)
        result["finalized"] = [v.numpy() for v in variables]
    return result


def state(optimizer):
    return [
        {"name": v.name, "path": v.path, "value": v.numpy()}
        for v in optimizer.variables
    ]


def optimizer_cases(o, schedules):
    plain = [
        case(kind.__name__, kind)
        for kind in (
            o.SGD,
            o.Adagrad,
            o.RMSprop,
            o.Adadelta,
            o.Adam,
            o.AdamW,
            o.Adamax,
            o.Nadam,
            o.Ftrl,
            o.Lion,
            o.Lamb,
        )
    ]
    variants = [
        case("SGD/momentum", o.SGD, learning_rate=0.1, momentum=0.9),
        case("SGD/nesterov", o.SGD, learning_rate=0.1, momentum=0.9, nesterov=True),
        case("Adagrad/options", o.Adagrad, learning_rate=0.1,
             initial_accumulator_value=0.5, epsilon=1e-3),
        case("RMSprop/rho", o.RMSprop, learning_rate=0.01, rho=0.7),
        case("RMSprop/momentum", o.RMSprop, learning_rate=0.01, momentum=0.8),
        case("RMSprop/centered", o.RMSprop, learning_rate=0.01, centered=True),
        case("RMSprop/momentum_centered", o.RMSprop, learning_rate=0.01, momentum=0.8,
             centered=True, epsilon=1e-3),
        case("Adadelta/options", o.Adadelta, learning_rate=1.0, rho=0.8, epsilon=1e-4),
        case("Adam/options", o.Adam, learning_rate=0.05, beta_1=0.8, beta_2=0.95,
             epsilon=1e-3),
        case("Adam/amsgrad", o.Adam, learning_rate=0.05, beta_2=0.5, amsgrad=True),
        case("AdamW/amsgrad", o.AdamW, learning_rate=0.05, weight_decay=0.1, beta_2=0.5,
             amsgrad=True),
        case("Adamax/options", o.Adamax, learning_rate=0.05, beta_1=0.8, beta_2=0.6),
        case("Nadam/options", o.Nadam, learning_rate=0.05, beta_1=0.8, beta_2=0.95),
        case("Ftrl/l1_l2", o.Ftrl, learning_rate=0.1, l1_regularization_strength=0.2,
             l2_regularization_strength=0.3),
        case("Ftrl/beta_shrinkage", o.Ftrl, learning_rate=0.1, beta=0.5,
             l2_shrinkage_regularization_strength=0.2),
        case("Ftrl/power", o.Ftrl, learning_rate=0.1, learning_rate_power=-0.7,
             initial_accumulator_value=0.3),
        case("Lion/options", o.Lion, learning_rate=0.05, beta_1=0.8, beta_2=0.9),
        case("Lamb/options", o.Lamb, learning_rate=0.05, beta_1=0.8, beta_2=0.95,
             weight_decay=0.1),
    ]
    around = [
        case("SGD/clipvalue", o.SGD, learning_rate=0.1, clipvalue=0.4),
        case("SGD/clipnorm", o.SGD, learning_rate=0.1, clipnorm=0.7),
        case("SGD/global_clipnorm", o.SGD, learning_rate=0.1, global_clipnorm=0.7),
        case("Adam/clipnorm", o.Adam, learning_rate=0.1, clipnorm=0.7),
        case("SGD/weight_decay", o.SGD, learning_rate=0.1, momentum=0.9,
             weight_decay=0.05),
        case("Adam/weight_decay", o.Adam, learning_rate=0.1, weight_decay=0.05),
        case("AdamW/exclude", o.AdamW, learning_rate=0.1, weight_decay=0.05,
             exclude=["bias"]),
        case("SGD/ema", o.SGD, finalize=True, learning_rate=0.1, use_ema=True,
             ema_momentum=0.9),
        case("Adam/ema_overwrite", o.Adam, finalize=True, learning_rate=0.1,
             use_ema=True, ema_momentum=0.5, ema_overwrite_frequency=2),
        case("SGD/accumulation", o.SGD, learning_rate=0.1, momentum=0.9,
             gradient_accumulation_steps=2),
        case("Adam/accumulation_clip_decay", o.Adam, learning_rate=0.1, clipnorm=0.5,
             weight_decay=0.05, gradient_accumulation_steps=2),
        case("Adam/accumulation_ema", o.Adam, finalize=True, learning_rate=0.1,
             use_ema=True, ema_momentum=0.5, gradient_accumulation_steps=2),
        case("SGD/loss_scale_factor", o.SGD, learning_rate=0.1, loss_scale_factor=4.0),
        case("SGD/constraint", o.SGD, constrained=True, learning_rate=0.1),
        case("Adam/schedule", o.Adam,
             learning_rate=schedules.ExponentialDecay(0.1, 2, 0.5, name="halve")),
        case("SGD/schedule_accumulation", o.SGD, gradient_accumulation_steps=2,
             learning_rate=schedules.ExponentialDecay(0.1, 2, 0.5, name="halve")),
    ]
    return plain + variants + around


def schedule_case(name, schedule):
    steps = [0, 1, 2, 3, 5, 9, 10, 11, 19, 20, 21, 33, 50, 100, 101, 1000]
    return {
        "name": name,
        "serialized": keras.optimizers.schedules.serialize(schedule),
        "steps": np.asarray(steps, dtype="int32"),
        "learning_rates": float32(
            [schedule(keras.ops.convert_to_tensor(s, "int32")) for s in steps]
        ),
    }


def schedule_cases(s):
    return [
        schedule_case("ExponentialDecay", s.ExponentialDecay(0.1, 10, 0.9)),
        schedule_case("ExponentialDecay/staircase",
                      s.ExponentialDecay(0.1, 10, 0.9, staircase=True)),
        schedule_case("PiecewiseConstantDecay",
                      s.PiecewiseConstantDecay([10, 20, 100], [0.1, 0.05, 0.01, 0.001])),
        schedule_case("PolynomialDecay", s.PolynomialDecay(0.1, 20)),
        schedule_case("PolynomialDecay/power",
                      s.PolynomialDecay(0.1, 20, end_learning_rate=0.01, power=2.0)),
        schedule_case("PolynomialDecay/cycle",
                      s.PolynomialDecay(0.1, 20, power=0.5, cycle=True)),
        schedule_case("InverseTimeDecay", s.InverseTimeDecay(0.1, 10, 0.5)),
        schedule_case("InverseTimeDecay/staircase",
                      s.InverseTimeDecay(0.1, 10, 0.5, staircase=True)),
        schedule_case("CosineDecay", s.CosineDecay(0.1, 50)),
        schedule_case("CosineDecay/alpha", s.CosineDecay(0.1, 50, alpha=0.2)),
        schedule_case("CosineDecay/warmup",
                      s.CosineDecay(0.01, 50, alpha=0.1, warmup_target=0.1,
                                    warmup_steps=10)),
        schedule_case("CosineDecayRestarts", s.CosineDecayRestarts(0.1, 10)),
        schedule_case("CosineDecayRestarts/options",
                      s.CosineDecayRestarts(0.1, 10, t_mul=1.5, m_mul=0.8, alpha=0.1)),
        schedule_case("CosineDecayRestarts/equal_periods",
                      s.CosineDecayRestarts(0.1, 10, t_mul=1.0, m_mul=0.5)),
    ]


def main():
    schedules = keras.optimizers.schedules
    write("schedules", schedule_cases(schedules))
    write("optimizers", optimizer_cases(keras.optimizers, schedules))


if __name__ == "__main__":
    main()
