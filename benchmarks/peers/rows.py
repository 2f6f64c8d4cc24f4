"""The rows of the comparison: which network, how much data, and what Sungu is to reach. Needs the standard library only."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line of the table.

    network: name of a function in networks.py
    kind: "train" (time of a step inside fit) or "predict" (latency of one sample)
    steps: batches in the data of a train row
    target: the greatest ratio of Sungu's time to that of the best peer, or for `absolute` rows the greatest p50 in microseconds
    against: which peers count as best: "f32" or "all" (with bf16)
    second: how far the loss after the first update may be off, relative; more where a step of Adam, which is divided by the gradient's own
        size, turns the rounding of vanishing gradients into whole steps
    heavy: one epoch takes seconds, so a turn is two epochs, however long
    """
    name: str
    title: str
    network: str
    kind: str
    batch: int = 1
    steps: int = 1
    optimizer: str = "adam"
    loss: str = ""
    target: float = 1.0
    absolute: bool = False
    against: str = "f32"
    second: float = 1e-3
    heavy: bool = False


BINARY, CLASSES = "binary_crossentropy", "sparse_categorical_crossentropy"

ROWS = [
    Row("mlp-small", "MLP 11-64-32-1, batch 32", "mlp_small", "train", 32, 250, loss=BINARY, target=0.1, against="all"),
    Row("mlp", "MLP 784-512-512-10 with dropout, batch 128", "mlp", "train", 128, 47, loss=CLASSES, target=0.87),
    Row("cnn", "CNN 28x28, conv 32, pool, conv 64, pool, dense, batch 64", "cnn", "train", 64, 16, loss=CLASSES, target=0.5),
    Row("lstm", "LSTM(64) over 80x32, batch 64", "lstm", "train", 64, 8, loss=BINARY, target=0.65),
    Row("transformer", "Transformer 2x128, 4 heads, 128 tokens, batch 16", "transformer", "train", 16, 8, loss=BINARY, target=0.7, second=1e-2),
    Row("resnet50", "ResNet-50 224x224, batch 8, SGD", "resnet50", "train", 8, 2, optimizer="sgd", loss=CLASSES, target=0.7, second=2e-3, heavy=True),
    Row("predict-mlp-small", "MLP 11-64-32-1, predict one sample", "mlp_small", "predict", target=10, absolute=True, against="all"),
    Row("predict-cnn", "CNN 28x28, predict one picture", "cnn", "predict", target=1 / 3, against="all"),
    Row("predict-resnet50", "ResNet-50, predict one picture", "resnet50", "predict", target=0.8, against="all"),
]


def find(names):
    """The rows of these names, in that order; all of them for an empty list."""
    known = {row.name: row for row in ROWS}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise SystemExit(f"got rows {', '.join(unknown)}; expected some of {', '.join(known)}")
    return [known[name] for name in names] or ROWS
