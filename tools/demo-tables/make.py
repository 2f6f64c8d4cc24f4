"""Writes the demo tables, `cli/src/main/resources/org/sungu/cli/demo/*.csv`, from the data sets that scikit-learn bundles.

Run by hand, from anywhere: python3 tools/demo-tables/make.py (needs scikit-learn; the committed files came from 1.9.1).
"""

import csv
import pathlib

from sklearn import datasets

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "cli/src/main/resources/org/sungu/cli/demo"

# Table name, loader, target column, and how a class is called where scikit-learn's name says little.
TABLES = [
    ("iris", datasets.load_iris, "species", {}),
    ("wine", datasets.load_wine, "cultivar", {"class_0": "first", "class_1": "second", "class_2": "third"}),
    ("breast_cancer", datasets.load_breast_cancer, "diagnosis", {}),
]


def column_name(name):
    return name.replace(" (cm)", "_cm").replace("/", "_to_").replace(" ", "_")


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    for table, load, target, renamed in TABLES:
        data = load()
        classes = [renamed.get(str(name), str(name)) for name in data.target_names]
        with open(FOLDER / f"{table}.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow([column_name(name) for name in data.feature_names] + [target])
            for row, label in zip(data.data, data.target):
                # repr gives the shortest text that reads back as the same number.
                cells = [repr(float(value)) for value in row]
                writer.writerow([cell.removesuffix(".0") for cell in cells] + [classes[label]])


if __name__ == "__main__":
    main()
