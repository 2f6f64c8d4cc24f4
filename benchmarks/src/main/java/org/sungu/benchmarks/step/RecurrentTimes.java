package org.sungu.benchmarks.step;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.random.RandomGeneratorFactory;
import org.sungu.backend.Call;
import org.sungu.backend.Executable;
import org.sungu.backend.VariableStore;
import org.sungu.backend.cpu.CpuBackend;
import org.sungu.gradient.Gradient;
import org.sungu.graph.Input;
import org.sungu.graph.Tensor;
import org.sungu.graph.Variable;
import org.sungu.graph.composed.Mean;
import org.sungu.graph.program.Program;
import org.sungu.nn.Layer;
import org.sungu.nn.Trace;
import org.sungu.nn.Weights;
import org.sungu.nn.activation.Activation;
import org.sungu.nn.layer.core.Dense;
import org.sungu.nn.layer.recurrent.Bidirectional;
import org.sungu.nn.layer.recurrent.GRU;
import org.sungu.nn.layer.recurrent.LSTM;
import org.sungu.nn.layer.recurrent.SimpleRNN;
import org.sungu.nn.optimizer.Adam;
import org.sungu.nn.optimizer.OptimizerStep;
import org.sungu.nn.optimizer.Parameter;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Times whole training steps of a recurrent layer of 64 units and one output, with Adam, on 64 sequences of 32 features.
///
/// Arguments: the layer (`lstm`, `gru`, `rnn`, `bilstm`), the length of the sequences, the number of steps, the number of threads.
public final class RecurrentTimes {
  private static final int BATCH = 64;
  private static final int FEATURES = 32;
  private static final int UNITS = 64;

  private RecurrentTimes() {}

  public static void main(String[] arguments) {
    String name = arguments.length > 0 ? arguments[0] : "lstm";
    int length = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 80;
    int steps = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1000;
    int threads = arguments.length > 3 ? Integer.parseInt(arguments[3]) : Runtime.getRuntime().availableProcessors();
    Layer layer = switch (name) {
      case "lstm" -> LSTM.of(UNITS);
      case "gru" -> GRU.of(UNITS);
      case "rnn" -> SimpleRNN.of(UNITS);
      case "bilstm" -> Bidirectional.of(LSTM.of(UNITS));
      default -> throw new IllegalArgumentException("got layer " + name + "; expected lstm, gru, rnn or bilstm");
    };
    CpuBackend backend = new CpuBackend(threads);
    try (VariableStore store = backend.newStore()) {
      long start = System.nanoTime();
      Program program = trainStep(layer, length, store);
      try (Executable executable = backend.compile(program, store); Call call = executable.newCall()) {
        Random random = new Random(3);
        for (int i = 0; i < 2; i++) {
          NDArray array = NDArray.wrap(DType.FLOAT32, program.inputs().get(i).shape(), call.input(i));
          for (long j = 0; j < array.elementCount(); j++) {
            array.setDouble(j, i == 1 ? random.nextInt(2) : random.nextGaussian());
          }
        }
        System.out.printf("%s, %d steps: compile %.1f ms, arena %d KiB%n", name, length, (System.nanoTime() - start) / 1e6, executable.scratchBytes() / 1024);
        time(call, steps);
      }
    }
  }

  private static void time(Call call, int steps) {
    long[] times = new long[steps];
    for (int i = 0; i < steps; i++) {
      long before = System.nanoTime();
      call.run();
      times[i] = System.nanoTime() - before;
    }
    System.out.printf("first %.2f ms, first tenth %.1f ms%n", times[0] / 1e6, Arrays.stream(times, 0, steps / 10).sum() / 1e6);
    Arrays.sort(times, steps / 2, steps);
    System.out.printf("warm: fastest %.3f ms, median %.3f ms%n", times[steps / 2] / 1e6, times[steps / 4 * 3] / 1e6);
  }

  private static Program trainStep(Layer layer, int length, VariableStore store) {
    Weights weights = new Weights();
    Trace trace = new Trace(weights, true);
    Tensor x = Input.of("x", DType.FLOAT32, Shape.of(BATCH, length, FEATURES));
    Tensor labels = Input.of("y", DType.FLOAT32, Shape.of(BATCH, 1));
    Tensor hidden = layer.apply(trace.scope().child("recurrent", true), List.of(x)).getFirst();
    Tensor p = Dense.of(1, Activation.SIGMOID).apply(trace.scope().child("dense", true), hidden);
    Tensor loss = Mean.of(p.minus(labels).squared());
    List<Parameter> parameters = new ArrayList<>();
    List<Tensor> reads = new ArrayList<>();
    for (Weights.Weight weight : trace.used()) {
      Variable variable = weight.variable();
      store.put(variable, weight.initializer().create(variable.dtype(), variable.shape(), RandomGeneratorFactory.of("L64X128MixRandom").create(1)));
      parameters.add(Parameter.of(variable));
      reads.add(trace.read(variable));
    }
    OptimizerStep optimizer = OptimizerStep.of(Adam.of(), parameters);
    optimizer.variables().all().forEach(variable -> store.put(variable, optimizer.variables().initialValue(variable)));
    SequencedMap<Variable, Tensor> updates = optimizer.updates(Gradient.of(loss, reads));
    return Program.of(List.of(x, labels), List.of(loss), updates);
  }
}
