package org.sungu.backend.reference;

import java.util.List;
import org.sungu.graph.Contraction;
import org.sungu.graph.Convolution;
import org.sungu.graph.ConvolutionInputGradient;
import org.sungu.graph.ConvolutionKernelGradient;
import org.sungu.graph.MatMul;
import org.sungu.graph.TensorType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Products summed over shared axes, in double precision.
final class ContractionEvaluation {
  private ContractionEvaluation() {}

  static NDArray of(Contraction op, List<NDArray> inputs) {
    NDArray a = inputs.get(0);
    NDArray b = inputs.get(1);
    Shape result = op.type(List.of(new TensorType(a.dtype(), a.shape()), new TensorType(b.dtype(), b.shape()))).shape();
    return switch (op) {
      case MatMul matMul -> matMul(matMul, a, b);
      case Convolution convolution -> ConvolutionEvaluation.forward(convolution, a, b, result);
      case ConvolutionInputGradient gradient -> ConvolutionEvaluation.inputGradient(gradient.forward(), a, b, result);
      case ConvolutionKernelGradient gradient -> ConvolutionEvaluation.kernelGradient(gradient.forward(), a, b, result);
    };
  }

  private static NDArray matMul(MatMul op, NDArray a, NDArray b) {
    int rank = a.shape().rank();
    int rows = a.shape().size(op.transposeA() ? -1 : -2);
    int shared = a.shape().size(op.transposeA() ? -2 : -1);
    int columns = b.shape().size(op.transposeB() ? -2 : -1);
    int rowStride = op.transposeA() ? 1 : shared;
    int leftStride = op.transposeA() ? rows : 1;
    int rightStride = op.transposeB() ? 1 : columns;
    int columnStride = op.transposeB() ? shared : 1;
    Shape batch = a.shape().range(0, rank - 2);
    double[] left = a.toDoubles();
    double[] right = b.toDoubles();
    NDArray result = NDArray.zeros(a.dtype(), batch.append(rows, columns));
    long index = 0;
    for (int matrix = 0; matrix < batch.elementCount(); matrix++) {
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          int leftOffset = matrix * rows * shared + row * rowStride;
          int rightOffset = matrix * shared * columns + column * columnStride;
          double sum = 0;
          for (int k = 0; k < shared; k++) {
            sum += left[leftOffset + k * leftStride] * right[rightOffset + k * rightStride];
          }
          result.setDouble(index++, sum);
        }
      }
    }
    return result;
  }
}
