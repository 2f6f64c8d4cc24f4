"""The networks as Keras models, and their data; everything seeded, so that each run compares the same numbers."""
import keras
import numpy as np
from keras import layers


def mlp_small(dropout):
    return keras.Sequential([layers.Input((11,)), layers.Dense(64, "relu"), layers.Dense(32, "relu"), layers.Dense(1, "sigmoid")])


def mlp(dropout):
    return keras.Sequential([
        layers.Input((784,)), layers.Dense(512, "relu"), layers.Dropout(0.2 * dropout), layers.Dense(512, "relu"),
        layers.Dropout(0.2 * dropout), layers.Dense(10, "softmax")])


def cnn(dropout):
    return keras.Sequential([
        layers.Input((28, 28, 1)), layers.Conv2D(32, 3, activation="relu"), layers.MaxPooling2D(),
        layers.Conv2D(64, 3, activation="relu"), layers.MaxPooling2D(), layers.Flatten(), layers.Dropout(0.5 * dropout),
        layers.Dense(10, "softmax")])


def lstm(dropout):
    return keras.Sequential([layers.Input((80, 32)), layers.LSTM(64), layers.Dense(1, "sigmoid")])


def transformer(dropout):
    tokens = layers.Input((128,), dtype="int32")
    hidden = layers.Embedding(5000, 128)(tokens)
    for _ in range(2):
        attended = layers.MultiHeadAttention(4, 32)(hidden, hidden)
        hidden = layers.LayerNormalization()(layers.Add()([hidden, attended]))
        forward = layers.Dense(128)(layers.Dense(512, "gelu")(hidden))
        hidden = layers.LayerNormalization()(layers.Add()([hidden, forward]))
    return keras.Model(tokens, layers.Dense(1, "sigmoid")(layers.GlobalAveragePooling1D()(hidden)))


def resnet50(dropout):
    return keras.applications.ResNet50(weights=None)


def data(model, samples, random):
    """Inputs and targets that suit the model. A tenth of the binary targets is wrong, so that the loss stays away from 0."""
    shape = (samples, *model.input_shape[1:])
    if model.inputs[0].dtype == "int32":
        x = random.integers(0, 5000, shape).astype("int32")
        score = (x < 2500).mean(1) - 0.5
    else:
        x = random.standard_normal(shape).astype("float32")
        score = x.reshape(samples, -1).sum(1)
    classes = model.output_shape[-1]
    if classes == 1:
        wrong = random.random(samples) < 0.1
        return x, ((score > 0) ^ wrong).astype("float32").reshape(-1, 1)
    return x, random.integers(0, classes, (samples, 1)).astype("int32")


def settle(model, x):
    """Sets the moving statistics of batch normalization to those of the data, so that predictions of an untrained net mean something."""
    normalizations = [layer for layer in model.layers if isinstance(layer, layers.BatchNormalization)]
    if normalizations:
        for layer in normalizations:
            layer.momentum = 0.0
        model(x, training=True)
        for layer in normalizations:
            layer.momentum = 0.99
    return np.asarray(keras.ops.convert_to_numpy(model(x[:1], training=False)))
