#!/bin/sh
# Whether memory grows: a million predictions and a thousand fits; see docs/benchmarks.md. Ends with code 1 when it does.
# benchmarks/memory.sh [PREDICTIONS] [FITS]
set -e
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/benchmarks/build.sh"
exec "$java_home/bin/java" -cp "$root/benchmarks/target/launcher/*:$root/benchmarks/target/launcher/lib/*" --add-modules jdk.incubator.vector \
  --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -Xmx256m org.sungu.benchmarks.memory.Growth "$@"
