package org.sungu.backend.reference;

import java.util.List;
import org.sungu.graph.Contraction;
import org.sungu.graph.CustomOp;
import org.sungu.graph.FusedPointwise;
import org.sungu.graph.Indexing;
import org.sungu.graph.Movement;
import org.sungu.graph.Op;
import org.sungu.graph.Pointwise;
import org.sungu.graph.Pooling;
import org.sungu.graph.Reduction;
import org.sungu.graph.Scan;
import org.sungu.graph.SingleOutputOp;
import org.sungu.graph.Source;
import org.sungu.graph.evaluation.MovementEvaluation;
import org.sungu.graph.evaluation.PointwiseEvaluation;
import org.sungu.tensor.NDArray;

/// The values of any op's outputs for the values of its inputs, which are left as they are.
final class OpEvaluation {
  private OpEvaluation() {}

  static List<NDArray> of(Op op, List<NDArray> inputs, ReferenceStore store) {
    return switch (op) {
      case SingleOutputOp single -> List.of(of(single, inputs, store));
      case FusedPointwise fused -> PointwiseEvaluation.of(fused, inputs);
      case Scan scan -> ScanEvaluation.of(scan, inputs, store);
      case CustomOp custom -> custom.evaluate(inputs);
    };
  }

  private static NDArray of(SingleOutputOp op, List<NDArray> inputs, ReferenceStore store) {
    return switch (op) {
      case Source source -> SourceEvaluation.of(source, inputs, store);
      case Pointwise pointwise -> PointwiseEvaluation.of(pointwise, inputs);
      case Movement movement -> MovementEvaluation.of(movement, inputs);
      case Reduction reduction -> ReductionEvaluation.of(reduction, inputs.getFirst());
      case Contraction contraction -> ContractionEvaluation.of(contraction, inputs);
      case Pooling pooling -> PoolingEvaluation.of(pooling, inputs);
      case Indexing indexing -> IndexingEvaluation.of(indexing, inputs);
    };
  }
}
