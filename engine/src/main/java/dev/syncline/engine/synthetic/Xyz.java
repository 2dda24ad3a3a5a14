package dev.syncline.engine.synthetic;

/** Three numbers along or about x, y and z, in the unit that the user of this type names. */
public record Xyz(double x, double y, double z) {
    /** Nothing along any axis. */
    public static final Xyz ZERO = new Xyz(0, 0, 0);

    double[] toArray() {
        return new double[] {x, y, z};
    }
}
