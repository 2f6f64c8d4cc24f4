#!/bin/sh
# Times a training step of Sungu beside Keras: benchmarks/peers/fit_step.sh PYTHON [jax|tensorflow|torch], after ./mvnw package.
# PYTHON has Keras 3 installed; JAVA names the java command of a JDK 25.
set -e
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
class_path=$root/benchmarks/target/classes
for module in tensor graph gradient rewrite backend-api backend-cpu nn data training; do
  class_path=$class_path:$root/$module/target/classes
done
for jar in "${HOME}"/.m2/repository/org/bytedeco/dnnl/*/*.jar; do class_path=$class_path:$jar; done
exec "$1" "$root/benchmarks/peers/fit_step.py" \
  "${JAVA:-java} -cp $class_path --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC org.sungu.benchmarks.fit.FitStep" \
  "${2:-jax}"
