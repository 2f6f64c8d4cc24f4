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
# The peers on the JVM come from Maven Central, some hundred megabytes of natives; without them the others are compared.
case " $* " in
  *" --peers "*djl* | *" --peers "*deeplearning4j* | *" --peers="*djl* | *" --peers="*deeplearning4j*) with_java_peers=yes ;;
  *" --peers"*) with_java_peers=no ;;
  *) with_java_peers=yes ;;
esac
if [ "$with_java_peers" = yes ]; then
  rm -rf "$root"/benchmarks/djl/target/launcher "$root"/benchmarks/deeplearning4j/target/launcher
  (cd "$root" && "$maven" -B -q -ntp -fae -Dlauncher -P peers -pl benchmarks/djl,benchmarks/deeplearning4j -am package) \
    > "$root/benchmarks/target/peers-build.log" 2>&1 || true
fi
PYTHONPATH=$root/benchmarks/peers exec "$python" "$root/benchmarks/peers/compare.py" "$@"
