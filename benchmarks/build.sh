# Sourced by the scripts here, with root set: builds the benchmarks and sets java_home, and JAVA_HOME, to a JDK 25 or newer.
usable() {
  [ -x "$1/bin/javac" ] && grep -qE '^JAVA_VERSION="(2[5-9]|[3-9][0-9])' "$1/release" 2> /dev/null
}
for java_home in "${SUNGU_JAVA_HOME:-/none}" "${JAVA_HOME:-/none}" /usr/lib/jvm/* /opt/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
  if usable "$java_home"; then break; fi
done
if ! usable "$java_home"; then
  echo "found no JDK 25 or newer; point SUNGU_JAVA_HOME at one." >&2
  exit 2
fi
export JAVA_HOME="$java_home"
if command -v mvn > /dev/null; then maven=mvn; else maven=$root/mvnw; fi
mkdir -p "$root/benchmarks/target"
rm -rf "$root"/benchmarks/target/launcher/lib
if ! (cd "$root" && "$maven" -B -q -ntp -Dlauncher -pl benchmarks -am package) > "$root/benchmarks/target/build.log" 2>&1; then
  grep -v '^WARNING' "$root/benchmarks/target/build.log" | head -n 20 >&2
  echo "the build failed; all it said is in benchmarks/target/build.log" >&2
  exit 1
fi
