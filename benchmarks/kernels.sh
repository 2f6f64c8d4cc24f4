#!/bin/sh
# Times single kernels with JMH, each after checking its answer: benchmarks/kernels.sh [JMH options], such as -p kernel=matmul512,adam.
set -e
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/benchmarks/build.sh"
exec "$java_home/bin/java" -cp "$root/benchmarks/target/launcher/classes:$root/benchmarks/target/launcher/lib/*" org.openjdk.jmh.Main KernelBenchmark "$@"
