"""Golden numbers of lookups, category encoding and discretization.

Lookup tables live in TensorFlow, so this family is computed by Keras on TensorFlow.
"""

import os

os.environ["KERAS_BACKEND"] = "tensorflow"

from golden import float32, keras, np, write  # noqa: E402

import tensorflow as tf  # noqa: E402

# Umlauts, another script, a character outside the basic plane, blanks, and nothing.
WORDS = np.array(
    [["red", "grün", ""], ["Red", " red", "東京"], ["blue", "😀", "[UNK]"]], dtype=object
)
VOCABULARY = ["red", "grün", "blue", "東京", "😀"]
COLUMN = WORDS[:, :1]
NUMBERS = np.asarray([[12, 36, -3], [0, 7, 12], [1000, -7, 36]], dtype="int64")
KNOWN = [12, 36, 1000]


def tensor(value):
    return tf.constant(value, tf.string) if value.dtype == object else value


def outcome(layer, value):
    try:
        return {"output": np.asarray(keras.ops.convert_to_numpy(layer(tensor(value))))}
    except Exception as error:  # what Keras refuses is a fact, too
        return {"error": type(error).__name__}


def case(name, layer, inputs, adapt=None):
    result = {"name": name}
    if adapt is not None:
        layer.adapt(tensor(adapt))
        result["adapt"] = adapt
    result |= {"layer": keras.layers.serialize(layer), "input": inputs}
    if hasattr(layer, "get_vocabulary"):
        numbers = layer.vocabulary_dtype != "string"
        for key, special in (("vocabulary", True), ("plain_vocabulary", False)):
            terms = layer.get_vocabulary(include_special_tokens=special)
            result[key] = [int(t) if numbers else str(t) for t in terms]
        result["vocabulary_size"] = int(layer.vocabulary_size())
    if layer.weights:
        result["weights"] = [
            {"name": v.name, "value": np.asarray(v)} for v in layer.weights
        ]
    if getattr(layer, "output_mode", None) == "tf_idf":
        result["idf_weights"] = layer.idf_weights.numpy()
    return result | outcome(layer, inputs)


def string_lookups(kind):
    def words(name, inputs=WORDS, adapt=None, **options):
        options.setdefault("vocabulary", None if adapt is not None else VOCABULARY)
        layer = kind(name="s", **options)
        return case(f"StringLookup{name}", layer, inputs, adapt)

    shop = np.array(
        [["b", "a", "c"], ["a", "b", ""], ["d", "a", "e"], ["b", "a", "b"]], dtype=object
    )
    idf = [0.5, 1.5, 2.0, 0.25, 3.0]
    cases = [
        words(""),
        words("/column", COLUMN),
        words("/vector", WORDS[:, 0]),
        words("/mask_token", mask_token=""),
        words("/oov_token", oov_token="?"),
        words("/oov_0", np.array([["red"], ["blue"]], object), num_oov_indices=0),
        words("/oov_0_mask", np.array([["red"], [""]], object), num_oov_indices=0,
              mask_token=""),
        words("/oov_0_unknown", num_oov_indices=0),
        words("/oov_3", num_oov_indices=3),
        words("/oov_3_mask", num_oov_indices=3, mask_token=""),
        words("/oov_3_salt", num_oov_indices=3, salt=[133, 137]),
        words("/vocabulary_with_oov", vocabulary=["[UNK]", *VOCABULARY]),
        words("/vocabulary_with_mask_and_oov", mask_token="",
              vocabulary=["", "[UNK]", *VOCABULARY]),
        words("/invert", np.asarray([[0, 1, 5], [6, -1, 2]], "int64"), invert=True),
        words("/invert_mask", np.asarray([[0, 1, 5], [6, -1, 2]], "int64"), invert=True,
              mask_token=""),
        words("/max_tokens_padded", output_mode="multi_hot", max_tokens=9,
              pad_to_max_tokens=True),
        words("/tf_idf", output_mode="tf_idf", idf_weights=idf),
        words("/tf_idf_oov_2", output_mode="tf_idf", idf_weights=idf, num_oov_indices=2),
        # Ties in the counts are settled by the terms, backwards.
        words("/adapted", shop, adapt=shop),
        words("/adapted_mask", shop, adapt=shop, mask_token=""),
        words("/adapted_max_tokens", shop, adapt=shop, max_tokens=4),
        words("/adapted_tf_idf", shop, adapt=shop, output_mode="tf_idf"),
        words("/adapted_multi_hot", shop, adapt=shop, output_mode="multi_hot"),
    ]
    for mode in ("one_hot", "multi_hot", "count"):
        cases += [
            words(f"/{mode}", output_mode=mode),
            words(f"/{mode}_column", COLUMN, output_mode=mode),
            words(f"/{mode}_vector", WORDS[:, 0], output_mode=mode),
            # The mask token gets no place of its own: its row stays empty.
            words(f"/{mode}_mask", output_mode=mode, mask_token=""),
            words(f"/{mode}_oov_2", output_mode=mode, num_oov_indices=2),
        ]
    return cases


def integer_lookups(kind):
    def numbers(name, inputs=NUMBERS, adapt=None, **options):
        options.setdefault("vocabulary", None if adapt is not None else KNOWN)
        layer = kind(name="i", **options)
        return case(f"IntegerLookup{name}", layer, inputs, adapt)

    cases = [
        numbers(""),
        numbers("/mask_token", mask_token=0),
        numbers("/oov_token", oov_token=-7, vocabulary=[-7, *KNOWN]),
        numbers("/oov_0", np.asarray([[12], [36]], "int64"), num_oov_indices=0),
        numbers("/oov_0_unknown", num_oov_indices=0),
        numbers("/oov_3", num_oov_indices=3),
        numbers("/oov_3_mask", num_oov_indices=3, mask_token=0),
        numbers("/oov_3_farmhash", num_oov_indices=3, oov_method="farmhash"),
        numbers("/vocabulary_with_oov", vocabulary=[-1, *KNOWN]),
        numbers("/vocabulary_with_mask_and_oov", mask_token=0, vocabulary=[0, -1, *KNOWN]),
        numbers("/invert", np.asarray([[0, 1, 3], [4, -1, 2]], "int64"), invert=True),
        numbers("/max_tokens_padded", output_mode="count", max_tokens=6,
                pad_to_max_tokens=True),
        numbers("/tf_idf", output_mode="tf_idf", idf_weights=[0.5, 1.5, 2.0]),
        numbers("/adapted", adapt=NUMBERS),
        numbers("/adapted_max_tokens", adapt=NUMBERS, max_tokens=3),
        numbers("/floats", float32([[12.0], [36.7], [3.0]])),
    ]
    for mode in ("one_hot", "multi_hot", "count"):
        cases += [
            numbers(f"/{mode}", output_mode=mode),
            numbers(f"/{mode}_column", NUMBERS[:, :1], output_mode=mode),
            numbers(f"/{mode}_mask", output_mode=mode, mask_token=0),
        ]
    return cases


def category_encodings(kind):
    ids = np.asarray([[3, 0, 3], [1, 1, 1], [2, 0, 1]], dtype="int32")
    cases = []
    for mode in ("multi_hot", "one_hot", "count"):
        for shape, value in (
            ("", ids),
            ("_column", ids[:, :1]),
            ("_vector", ids[:, 0]),
            ("_scalar", np.asarray(2, dtype="int32")),
            ("_rank_3", np.stack([ids, ids[::-1]])[:, :, 1:]),
            ("_out_of_range", np.asarray([[3, 4, -1]], dtype="int32")),
            ("_floats", float32([[3.0, 0.0, 1.9]])),
        ):
            layer = kind(num_tokens=4, output_mode=mode, name="c")
            cases.append(case(f"CategoryEncoding/{mode}{shape}", layer, value))
    weighted = kind(num_tokens=4, output_mode="count", name="c")
    weights = float32([[0.5, 1.5, 2.0], [1.0, 0.0, 3.0], [0.1, 0.2, 0.3]])
    cases.append(
        {
            "name": "CategoryEncoding/count_weights",
            "layer": keras.layers.serialize(weighted),
            "input": ids,
            "count_weights": weights,
            "output": np.asarray(weighted(ids, count_weights=weights)),
        }
    )
    return cases


def discretizations(kind):
    values = float32([[-1.5, 1.0, 3.4, 0.5], [0.0, 3.0, 1.3, -0.0]])
    extremes = float32([["nan", "inf", "-inf", 1.0]])
    bounds = [0.0, 1.0, 2.0]
    cases = [
        case("Discretization/one_boundary", kind([0.5], name="d"), values),
        case("Discretization/integers", kind(bounds, name="d"),
             np.asarray([[-5, 0, 1], [2, 3, 7]], dtype="int32")),
    ]
    for mode in ("int", "one_hot", "multi_hot", "count"):
        for shape, value in (
            ("", values),
            ("_column", values[:, :1]),
            ("_vector", values[0]),
            ("_extremes", extremes),
        ):
            layer = kind(bounds, output_mode=mode, name="d")
            cases.append(case(f"Discretization/{mode}{shape}", layer, value))
    data = float32(np.random.default_rng(301).normal(size=(40, 1))).round(2)
    for bins, epsilon in ((2, 0.01), (4, 0.01), (5, 0.1), (3, 0.3)):
        layer = kind(num_bins=bins, epsilon=epsilon, name="d")
        cases.append(case(f"Discretization/adapted_{bins}_{epsilon}", layer, values, data))
    few = float32([[1.0], [2.0], [2.0], [5.0]])
    cases.append(
        case("Discretization/adapted_few", kind(num_bins=6, name="d"), values, few)
    )
    return cases


def main():
    layers = keras.layers
    write(
        "preprocessing",
        string_lookups(layers.StringLookup)
        + integer_lookups(layers.IntegerLookup)
        + category_encodings(layers.CategoryEncoding)
        + discretizations(layers.Discretization),
    )


if __name__ == "__main__":
    main()
