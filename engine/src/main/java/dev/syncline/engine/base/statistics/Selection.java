package dev.syncline.engine.base.statistics;

/** Medians without sorting. */
public final class Selection {
    private Selection() {}

    /**
     * The value that would stand at {@code n / 2} were the first n values sorted (Hoare 1961).
     *
     * @param values reordered
     * @param n at least 1
     */
    public static double median(double[] values, int n) {
        int at = n / 2;
        int low = 0;
        int high = n - 1;
        while (low < high) {
            double pivot = middle(values[low], values[(low + high) >>> 1], values[high]);
            int i = low;
            int j = high;
            while (i <= j) {
                while (values[i] < pivot) {
                    i++;
                }
                while (values[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    double other = values[i];
                    values[i++] = values[j];
                    values[j--] = other;
                }
            }
            if (at <= j) {
                high = j;
            } else if (at >= i) {
                low = i;
            } else {
                break;
            }
        }
        return values[at];
    }

    private static double middle(double a, double b, double c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
