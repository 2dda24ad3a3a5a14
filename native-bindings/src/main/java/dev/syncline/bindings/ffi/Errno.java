package dev.syncline.bindings.ffi;

/** Error numbers of Linux that callers tell apart, and a name for every one that they may meet. */
public final class Errno {
    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int EINTR = 4;
    public static final int EIO = 5;
    public static final int ENXIO = 6;
    public static final int EBADF = 9;
    public static final int EAGAIN = 11;
    public static final int ENOMEM = 12;
    public static final int EACCES = 13;
    public static final int EBUSY = 16;
    public static final int ENODEV = 19;
    public static final int EINVAL = 22;
    public static final int ENOTTY = 25;
    public static final int ENOSPC = 28;
    public static final int EPIPE = 32;
    public static final int ERANGE = 34;
    public static final int EOPNOTSUPP = 95;
    public static final int ETIMEDOUT = 110;

    private Errno() {}

    /** The error in words, with its number. */
    public static String describe(int errno) {
        String words =
                switch (errno) {
                    case EPERM -> "operation not permitted";
                    case ENOENT -> "no such file or device";
                    case EINTR -> "interrupted";
                    case EIO -> "input/output error";
                    case ENXIO -> "no such device or address";
                    case EBADF -> "bad file descriptor";
                    case EAGAIN -> "try again";
                    case ENOMEM -> "out of memory";
                    case EACCES -> "permission denied";
                    case EBUSY -> "in use by another program";
                    case ENODEV -> "no such device";
                    case EINVAL -> "invalid argument";
                    case ENOTTY -> "the device does not know this request";
                    case ENOSPC -> "no space left";
                    case EPIPE -> "broken pipe";
                    case ERANGE -> "out of range";
                    case EOPNOTSUPP -> "not supported";
                    case ETIMEDOUT -> "timed out";
                    default -> "system error";
                };
        return words + " (errno " + errno + ")";
    }
}
