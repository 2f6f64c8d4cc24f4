"""The peers: how each is started, and how to get it. Needs the standard library only."""
import importlib.util
import os
import pathlib
import sys
from dataclasses import dataclass, field

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
JAVA_OPTIONS = ["--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC"]


@dataclass(frozen=True)
class Peer:
    """One process in the comparison.

    kinds: what it can do
    precision: "f32" or "bf16"
    module: the Python package that it needs; install: how to get it
    """
    name: str
    kinds: tuple = ("train", "predict")
    precision: str = "f32"
    module: str = ""
    install: str = ""
    script: tuple = ()
    folder: str = ""
    main: str = ""
    version: str = ""
    options: tuple = field(default=())

    def missing(self):
        """Why it cannot run here, or an empty string."""
        if self.module and importlib.util.find_spec(self.module) is None:
            return f"not installed; {self.install}"
        if self.main and not self.class_path():
            return f"not built; {self.install}"
        return ""

    def class_path(self):
        built = ROOT / self.folder / "target" / "launcher"
        return [str(jar) for jar in (*built.glob("sungu-*.jar"), *(built / "lib").glob("*.jar"))]

    def command(self, row, files, java):
        if self.main:
            policy = ["mixed_bfloat16"] if self.name == "sungu-bf16" else []
            return [java, "-cp", os.pathsep.join(self.class_path()), *(self.options or JAVA_OPTIONS), self.main, row.network, str(row.batch), str(files), *policy]
        return [sys.executable, str(HERE / self.script[0]), *self.script[1:], row.name, str(files)]


def keras(backend, module, package):
    return Peer(f"keras-{backend}", module=module, install=f"pip install keras {package}", script=("peer_keras.py", backend))


def torch(name, how, precision="f32"):
    return Peer(name, precision=precision, module="torch", install="pip install torch", script=("peer_torch.py", how))


def java_peer(name, prefix, options, version):
    return Peer(name, folder=f"benchmarks/{name}", main=f"org.sungu.benchmarks.{name}.{prefix}Peer", version=version,
                install="its libraries could not be had from Maven Central, see benchmarks/target/peers-build.log",
                options=("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", *options))


PEERS = [
    Peer("sungu", folder="benchmarks", main="org.sungu.benchmarks.peers.SunguPeer", install="run.sh builds it"),
    Peer("sungu-bf16", precision="bf16", folder="benchmarks", main="org.sungu.benchmarks.peers.SunguPeer", install="run.sh builds it"),
    keras("tensorflow", "tensorflow", "tensorflow-cpu"),
    keras("jax", "jax", "jax"),
    keras("torch", "torch", "torch"),
    torch("torch", "eager"),
    torch("torch-compiled", "compiled"),
    torch("torch-bf16", "bf16", "bf16"),
    java_peer("djl", "Djl", ("-Dai.djl.offline=true", f"-DDJL_CACHE_DIR={ROOT / 'benchmarks' / 'target' / 'djl'}"), "djl 0.35.1 (PyTorch 2.7.1)"),
    java_peer("deeplearning4j", "Deeplearning4j", (), "deeplearning4j 1.0.0-M2.1"),
    Peer("onnxruntime", kinds=("predict",), module="onnxruntime", install="pip install onnxruntime", script=("peer_onnxruntime.py",)),
]


def find(names):
    """Sungu and the peers of these names; all of them for an empty list."""
    known = {peer.name: peer for peer in PEERS}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise SystemExit(f"got peers {', '.join(unknown)}; expected some of {', '.join(known)}")
    return [peer for peer in PEERS if not names or peer.name in names or peer.name == "sungu"]
