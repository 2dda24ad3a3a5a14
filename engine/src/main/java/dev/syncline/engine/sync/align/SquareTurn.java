package dev.syncline.engine.sync.align;

import dev.syncline.engine.base.geometry.Matrix3;

/**
 * A turn that takes axes to axes.
 *
 * @param letters letter <i>i</i> names the second log's axis that feeds the first log's axis <i>i</i>, a lower-case letter
 *     negated: {@code XYZ} where both lie alike
 * @param residualRad angle between it and the turn that it stands for, rad
 */
public record SquareTurn(String letters, double residualRad) {
    private static final int[][] ORDERS = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

    static SquareTurn nearestTo(Matrix3 turn, boolean mirrored) {
        SquareTurn best = new SquareTurn("XYZ", Double.POSITIVE_INFINITY);
        for (int[] order : ORDERS) {
            for (int signs = 0; signs < 8; signs++) {
                double[] m = new double[9];
                StringBuilder letters = new StringBuilder();
                for (int row = 0; row < 3; row++) {
                    boolean negated = (signs >> row & 1) == 1;
                    m[3 * row + order[row]] = negated ? -1 : 1;
                    letters.append((negated ? "xyz" : "XYZ").charAt(order[row]));
                }
                Matrix3 square = Matrix3.of(m);
                if (square.determinant() < 0 == mirrored) {
                    // Of two mirror images the turn from one to the other is what differs.
                    double angle = turn.transposed().times(square).angleRad();
                    if (angle < best.residualRad()) {
                        best = new SquareTurn(letters.toString(), angle);
                    }
                }
            }
        }
        return best;
    }
}
