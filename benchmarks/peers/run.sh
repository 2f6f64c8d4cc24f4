#!/bin/sh
# Compares Sungu with its peers: benchmarks/peers/run.sh [--rows mlp-small,cnn] [--peers keras-jax,torch] [--quick]; see docs/benchmarks.md.
# KERAS_PYTHON names a Python with Keras 3, JAX and onnx, and as many of the peers as are to be compared.
set -e
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
python=${KERAS_PYTHON:-$HOME/keras/bin/python}
if ! "$python" -c '' 2> /dev/null; then
  echo "run.sh: found no Python at $python; make one and point KERAS_PYTHON at it:" >&2
  echo '  python3 -m venv ~/keras && ~/keras/bin/pip install keras jax torch tensorflow-cpu onnx onnxruntime' >&2
  exit 2
fi
. "$root/benchmarks/build.sh"
PYTHONPATH=$root/benchmarks/peers exec "$python" "$root/benchmarks/peers/compare.py" "$@"
