"""Golden numbers of losses: every reduction, sample weights, gradients, configs."""

from golden import float32, keras, np, normal, uniform, write

import jax

REDUCTIONS = ["sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", "none"]
WEIGHTS = float32([0.5, 2.0, 0.0, 1.25, 3.0])


def evaluate(kind, options, y_true, y_pred, sample_weight):
    values = {}
    for reduction in REDUCTIONS:
        loss = kind(reduction=reduction, **options)
        values[reduction] = loss(y_true, y_pred, sample_weight=sample_weight)
    default = kind(**options)
    values["gradient"] = jax.grad(
        lambda p: default(y_true, p, sample_weight=sample_weight)
    )(jax.numpy.asarray(y_pred))
    return values


def case(name, kind, y_true, y_pred, sample_weight=WEIGHTS, **options):
    result = {
        "name": name,
        "serialized": keras.losses.serialize(kind(**options)),
        "arguments": options,  # the config of some losses keeps silent about them
        "y_true": y_true,
        "y_pred": y_pred,
        "unweighted": evaluate(kind, options, y_true, y_pred, None),
    }
    if sample_weight is not None:
        result["sample_weight"] = sample_weight
        result["weighted"] = evaluate(kind, options, y_true, y_pred, sample_weight)
    return result


def distribution(seed, *shape):
    """Rows that sum to one, as a softmax gives them."""
    logits = normal(seed, *shape, scale=2.0)
    exponentials = np.exp(logits)
    return float32(
        np.round(exponentials / exponentials.sum(-1, keepdims=True), 5)
    )


TARGETS = normal(11, 5, 3)
PREDICTIONS = normal(12, 5, 3)
# An exact hit, a hit on Huber's corner, and errors where exp overflows.
TARGETS_EDGES = float32([[0.0, 1.0, -1.0], [2.0, 0.0, 0.0], [1e-6, 0.0, 3.0]])
PREDICTIONS_EDGES = float32([[0.0, 2.0, -2.5], [2.0, 100.0, -100.0], [0.0, 1e-4, 3.5]])
POSITIVE_TARGETS = uniform(13, 0.0, 4.0, 5, 3)
POSITIVE_PREDICTIONS = uniform(14, 0.05, 4.0, 5, 3)

BITS = float32([[1, 0, 1], [0, 0, 1], [1, 1, 0], [0, 1, 0], [1, 0, 0]])
PROBABILITIES = uniform(15, 0.02, 0.98, 5, 3)
LOGITS = normal(16, 5, 3, scale=3.0)
EDGE_BITS = float32([[1, 0, 1, 0, 1, 0]])
EDGE_PROBABILITIES = float32([[0.0, 0.0, 1.0, 1.0, 1e-9, 0.9999999]])
EDGE_LOGITS = float32([[100.0, 100.0, -100.0, -100.0, 30.0, 1e-6]])

CLASSES = np.asarray([2, 0, 1, 3, 1], dtype="int32")
ONE_HOT = float32(np.eye(4)[CLASSES])
SOFT = distribution(17, 5, 4)
CLASS_PROBABILITIES = distribution(18, 5, 4)
CLASS_LOGITS = normal(19, 5, 4, scale=3.0)
# Not a distribution: the cross-entropies divide by the sum of the row.
UNNORMALIZED = uniform(20, 0.05, 2.0, 5, 4)
HARD_PROBABILITIES = float32([[1, 0, 0, 0], [0, 1, 0, 0], [0.5, 0.5, 0, 0]])
HARD_LOGITS = float32([[100, -100, 0, 0], [30, 30, 30, 30], [-1e-6, 1e-6, 0, 88]])
HARD_ONE_HOT = float32([[1, 0, 0, 0], [1, 0, 0, 0], [0, 0, 1, 0]])
HARD_CLASSES = np.asarray([0, 0, 2], dtype="int32")


def regression(losses):
    cases = []
    for kind in (
        losses.MeanSquaredError,
        losses.MeanAbsoluteError,
        losses.Huber,
        losses.LogCosh,
        losses.CosineSimilarity,
    ):
        name = kind.__name__
        cases += [
            case(name, kind, TARGETS, PREDICTIONS),
            case(f"{name}/edges", kind, TARGETS_EDGES, PREDICTIONS_EDGES, None),
        ]
    for kind in (
        losses.MeanAbsolutePercentageError,
        losses.MeanSquaredLogarithmicError,
        losses.Poisson,
    ):
        name = kind.__name__
        zeros = float32([[0.0, 1.0, 0.0], [2.0, 0.0, 1e-9]])
        few = float32([[0.0, 0.0, 2.0], [-1.0, -0.5, 1.0]])
        if kind is losses.Poisson:
            few = np.abs(few)
        cases += [
            case(name, kind, POSITIVE_TARGETS, POSITIVE_PREDICTIONS),
            case(f"{name}/edges", kind, zeros, few, None),
        ]
    mse, huber = losses.MeanSquaredError, losses.Huber
    column = TARGETS[:, :1]
    cases += [
        # The usual regression network: targets (n,), predictions (n, 1).
        case("MeanSquaredError/rank_1_targets", mse, column[:, 0], PREDICTIONS[:, :1]),
        case("MeanSquaredError/rank_2_weights", mse, column, PREDICTIONS[:, :1],
             WEIGHTS[:, None]),
        case("MeanSquaredError/weight_per_element", mse, TARGETS[:, :, None],
             PREDICTIONS[:, :, None], uniform(21, 0.0, 2.0, 5, 3)),
        case("MeanSquaredError/rank_3", mse, normal(22, 2, 3, 4), normal(23, 2, 3, 4),
             uniform(24, 0.0, 2.0, 2, 1)),
        case("Huber/delta_0.5", huber, TARGETS, PREDICTIONS, delta=0.5),
        case("Huber/delta_2", huber, TARGETS, PREDICTIONS, delta=2.0),
        case("CosineSimilarity/axis_0", losses.CosineSimilarity, TARGETS, PREDICTIONS,
             None, axis=0),
        case("CosineSimilarity/zero_row", losses.CosineSimilarity,
             float32([[0, 0], [3, 4], [0, 0]]), float32([[1, 2], [0, 0], [0, 0]]), None),
    ]
    return cases


def binary(losses):
    bce, focal = losses.BinaryCrossentropy, losses.BinaryFocalCrossentropy
    cases = []
    for kind in (bce, focal):
        name = kind.__name__
        cases += [
            case(name, kind, BITS, PROBABILITIES),
            case(f"{name}/from_logits", kind, BITS, LOGITS, from_logits=True),
            case(f"{name}/label_smoothing", kind, BITS, PROBABILITIES,
                 label_smoothing=0.1),
            case(f"{name}/from_logits_label_smoothing", kind, BITS, LOGITS,
                 from_logits=True, label_smoothing=0.2),
            case(f"{name}/edges", kind, EDGE_BITS, EDGE_PROBABILITIES, None),
            case(f"{name}/edges_from_logits", kind, EDGE_BITS, EDGE_LOGITS, None,
                 from_logits=True),
            case(f"{name}/one_unit", kind, BITS[:, :1], PROBABILITIES[:, :1]),
            case(f"{name}/rank_1_targets", kind, BITS[:, 0], PROBABILITIES[:, :1]),
        ]
    cases += [
        case("BinaryCrossentropy/axis_0", bce, BITS, PROBABILITIES, None, axis=0),
        case("BinaryFocalCrossentropy/class_balancing", focal, BITS, PROBABILITIES,
             apply_class_balancing=True, alpha=0.3, gamma=1.5),
        case("BinaryFocalCrossentropy/class_balancing_from_logits", focal, BITS, LOGITS,
             apply_class_balancing=True, from_logits=True),
    ]
    for kind in (losses.Hinge, losses.SquaredHinge):
        name = kind.__name__
        signs = 2 * BITS - 1
        cases += [
            case(name, kind, BITS, LOGITS),
            case(f"{name}/signs", kind, signs, LOGITS),
            # Zeros and minus ones together are not taken for binary labels.
            case(f"{name}/mixed_labels", kind, float32([[0, -1, 1]]), LOGITS[:1], None),
            case(f"{name}/rank_1_targets", kind, BITS[:, 0], LOGITS[:, :1]),
        ]
    return cases


def categorical(losses):
    cce = losses.CategoricalCrossentropy
    focal = losses.CategoricalFocalCrossentropy
    sparse = losses.SparseCategoricalCrossentropy
    cases = []
    for kind in (cce, focal):
        name = kind.__name__
        cases += [
            case(name, kind, ONE_HOT, CLASS_PROBABILITIES),
            case(f"{name}/soft_targets", kind, SOFT, CLASS_PROBABILITIES),
            case(f"{name}/from_logits", kind, ONE_HOT, CLASS_LOGITS, from_logits=True),
            case(f"{name}/label_smoothing", kind, ONE_HOT, CLASS_PROBABILITIES,
                 label_smoothing=0.1),
            case(f"{name}/from_logits_label_smoothing", kind, ONE_HOT, CLASS_LOGITS,
                 from_logits=True, label_smoothing=0.2),
            case(f"{name}/unnormalized", kind, ONE_HOT, UNNORMALIZED),
            case(f"{name}/edges", kind, HARD_ONE_HOT, HARD_PROBABILITIES, None),
            case(f"{name}/edges_from_logits", kind, HARD_ONE_HOT, HARD_LOGITS, None,
                 from_logits=True),
        ]
    cases += [
        case("CategoricalFocalCrossentropy/alpha_gamma", focal, ONE_HOT,
             CLASS_PROBABILITIES, alpha=0.4, gamma=1.0),
        case("SparseCategoricalCrossentropy", sparse, CLASSES, CLASS_PROBABILITIES),
        case("SparseCategoricalCrossentropy/column_of_targets", sparse,
             CLASSES[:, None], CLASS_PROBABILITIES),
        case("SparseCategoricalCrossentropy/from_logits", sparse, CLASSES, CLASS_LOGITS,
             from_logits=True),
        case("SparseCategoricalCrossentropy/unnormalized", sparse, CLASSES,
             UNNORMALIZED),
        case("SparseCategoricalCrossentropy/ignore_class", sparse, CLASSES,
             CLASS_PROBABILITIES, ignore_class=1),
        case("SparseCategoricalCrossentropy/ignore_class_from_logits", sparse,
             np.asarray([2, -1, 1, -1, 0], dtype="int32"), CLASS_LOGITS,
             ignore_class=-1, from_logits=True),
        case("SparseCategoricalCrossentropy/out_of_range", sparse,
             np.asarray([-1, 4, 0, 3, 9], dtype="int32"), CLASS_PROBABILITIES, None),
        case("SparseCategoricalCrossentropy/rank_3", sparse, CLASSES[:4].reshape(2, 2),
             CLASS_LOGITS[:4].reshape(2, 2, 4), uniform(25, 0.0, 2.0, 2, 2),
             from_logits=True),
        case("SparseCategoricalCrossentropy/edges", sparse, HARD_CLASSES,
             HARD_PROBABILITIES, None),
        case("SparseCategoricalCrossentropy/edges_from_logits", sparse, HARD_CLASSES,
             HARD_LOGITS, None, from_logits=True),
        case("KLDivergence", losses.KLDivergence, SOFT, CLASS_PROBABILITIES),
        case("KLDivergence/edges", losses.KLDivergence, HARD_ONE_HOT,
             HARD_PROBABILITIES, None),
        case("CategoricalHinge", losses.CategoricalHinge, ONE_HOT, CLASS_LOGITS),
    ]
    return cases


def main():
    losses = keras.losses
    write("losses", regression(losses) + binary(losses) + categorical(losses))


if __name__ == "__main__":
    main()
