package dev.syncline.engine.clock;

/** How the errors of a source's stamps lie. */
public enum StampNoise {
    /** As often early as late: a kernel's or hardware's stamps. The mean is the truth. */
    SYMMETRIC,
    /** Never early, at times very late: stamps taken by a program that had to be woken. The earliest are the truth. */
    ONE_SIDED
}
