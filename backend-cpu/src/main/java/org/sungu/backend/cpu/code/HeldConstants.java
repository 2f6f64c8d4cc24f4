package org.sungu.backend.cpu.code;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The constants that are in registers for a while, and how often each is read.
final class HeldConstants {
  private final Map<Operand.Constant, Integer> registers = new HashMap<>();
  private final Map<Operand.Constant, Integer> reads = new LinkedHashMap<>();

  /// The register that holds the operand, if one does.
  Operand nearest(Operand operand) {
    if (!(operand instanceof Operand.Constant constant)) {
      return operand;
    }
    reads.merge(constant, 1, Integer::sum);
    Integer register = registers.get(constant);
    return register == null ? operand : new Operand.Vector(register);
  }

  /// Begins to count anew.
  void forgetReads() {
    reads.clear();
  }

  /// At most so many constants, those that are read most first.
  List<Operand.Constant> mostRead(int count) {
    return reads.entrySet().stream().sorted(Comparator.comparingInt(entry -> -entry.getValue())).map(Map.Entry::getKey).limit(count).toList();
  }

  void hold(Operand.Constant constant, int register) {
    registers.put(constant, register);
  }

  /// Forgets all constants and returns where they were.
  int[] drop() {
    int[] free = registers.values().stream().mapToInt(Integer::intValue).toArray();
    registers.clear();
    return free;
  }
}
