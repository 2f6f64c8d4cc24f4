package org.sungu.backend.cpu.provider;

/// The linear maps of a convolution by Winograd's method, each applied to the rows and to the columns of a tile: `T = L · t · Lᵀ`.
///
/// A tile of 4×4 outputs of a convolution with a 3×3 kernel `g` reads 6×6 inputs `d`: `y = Aᵀ[(G g Gᵀ) ⊙ (Bᵀ d B)]A`, with 36 multiplications
/// instead of 144. The maps evaluate polynomials at 0, ±3/4, ±3/2 and ∞. These points, rather than the usual 0, ±1, ±2 and ∞, keep
/// the error of rounding at about twice that of a sum of products.
///
/// Source: Lavin and Gray, *Fast Algorithms for Convolutional Neural Networks*, 2015; Barabasz et al., *Error Analysis and Improving the Accuracy of
/// Winograd Convolution for Deep Neural Networks*, 2018, on points.
public enum TileMap {
  /// `Bᵀ`: of 6×6 inputs.
  INPUT(6, 6),
  /// `B`: to the gradient with respect to 6×6 inputs, to which each tile adds, as tiles overlap.
  INPUT_GRADIENT(6, 6),
  /// `G`: of a 3×3 kernel.
  KERNEL(3, 6),
  /// `Aᵀ`: to 4×4 outputs.
  OUTPUT(6, 4),
  /// `A`: of the gradient with respect to 4×4 outputs.
  OUTPUT_GRADIENT(4, 6),
  /// `Gᵀ`: to the gradient with respect to a 3×3 kernel.
  KERNEL_GRADIENT(6, 3);

  /// Multiplications of a tile of outputs.
  public static final int PLANES = 36;
  /// Elements of a kernel.
  public static final int TAPS = 9;
  /// Outputs along a side of a tile.
  public static final int OUTPUTS = 4;
  /// Inputs along a side of a tile.
  public static final int INPUTS = 6;

  // The points are ±P and ±Q. The names of the others say what they are of these.
  private static final float P = 0.75f;
  private static final float Q = 1.5f;
  private static final float PP = P * P;
  private static final float QQ = Q * Q;
  private static final float PPP = P * P * P;
  private static final float QQQ = Q * Q * Q;
  private static final float PPQQ = PP * QQ;
  private static final float PP_PLUS_QQ = PP + QQ;
  /// What divides the kernel at 0, at ±P and at ±Q: the product of the differences to the other points.
  private static final float AT_ZERO = 1 / PPQQ;
  private static final float AT_P = 1 / (2 * PP * (PP - QQ));
  private static final float AT_Q = 1 / (2 * QQ * (QQ - PP));

  private final int from;
  private final int to;

  TileMap(int from, int to) {
    this.from = from;
    this.to = to;
  }

  /// Elements along a side of what it maps.
  public int from() {
    return from;
  }

  /// Elements along a side of what it gives.
  public int to() {
    return to;
  }

  /// `L`, its rows one behind the other.
  public float[] matrix() {
    return switch (this) {
      case INPUT -> new float[] {
          PPQQ, 0, -PP_PLUS_QQ, 0, 1, 0,
          0, -P * QQ, -QQ, P, 1, 0,
          0, P * QQ, -QQ, -P, 1, 0,
          0, -Q * PP, -PP, Q, 1, 0,
          0, Q * PP, -PP, -Q, 1, 0,
          0, PPQQ, 0, -PP_PLUS_QQ, 0, 1};
      case KERNEL -> new float[] {
          AT_ZERO, 0, 0,
          AT_P, AT_P * P, AT_P * PP,
          AT_P, -AT_P * P, AT_P * PP,
          AT_Q, AT_Q * Q, AT_Q * QQ,
          AT_Q, -AT_Q * Q, AT_Q * QQ,
          0, 0, 1};
      case OUTPUT -> new float[] {
          1, 1, 1, 1, 1, 0,
          0, P, -P, Q, -Q, 0,
          0, PP, PP, QQ, QQ, 0,
          0, PPP, -PPP, QQQ, -QQQ, 1};
      case INPUT_GRADIENT -> transposed(INPUT.matrix(), 6);
      case OUTPUT_GRADIENT -> transposed(OUTPUT.matrix(), 6);
      case KERNEL_GRADIENT -> transposed(KERNEL.matrix(), 3);
    };
  }

  private static float[] transposed(float[] matrix, int columns) {
    int rows = matrix.length / columns;
    float[] result = new float[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      result[i % columns * rows + i / columns] = matrix[i];
    }
    return result;
  }
}
