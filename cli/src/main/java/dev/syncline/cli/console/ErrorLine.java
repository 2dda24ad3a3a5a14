package dev.syncline.cli.console;

import dev.syncline.bindings.load.NativeLibraryException;
import dev.syncline.engine.sync.flow.FlowDeviceException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The one place where an exception becomes a line on standard error and an exit code. */
public final class ErrorLine implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final BooleanSupplier debug;

    /** @param debug whether the stack trace is asked for */
    public ErrorLine(BooleanSupplier debug) {
        this.debug = debug;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        return report(e, command.getErr());
    }

    /** Says what went wrong. */
    public int report(Throwable e, PrintWriter err) {
        if (isInterruption(e)) {
            err.println("syncline: interrupted");
            err.flush();
            return ExitCode.INTERRUPTED;
        }
        err.println("syncline: " + oneLine(line(e)));
        if (debug.getAsBoolean()) {
            e.printStackTrace(err);
        }
        err.flush();
        return e instanceof WrongUsageException ? ExitCode.WRONG_USAGE : ExitCode.FAILED;
    }

    private static boolean isInterruption(Throwable e) {
        return e instanceof InterruptedException
                || e instanceof ClosedByInterruptException
                || e instanceof InterruptedIOException
                || (e.getCause() != null && isInterruption(e.getCause()));
    }

    private static String line(Throwable e) {
        return switch (e) {
            case IOException io -> FileErrors.line(io);
            case UncheckedIOException io when io.getCause() != null -> FileErrors.line(io.getCause());
            case FlowDeviceException device -> String.valueOf(device.getMessage());
            case NativeLibraryException missing -> String.valueOf(missing.getMessage());
            case OutOfMemoryError memory ->
                "out of memory: give Java more, such as SYNCLINE_JAVA_OPTS=-Xmx2g (" + memory.getMessage() + ")";
            default ->
                "unexpected " + e.getClass().getSimpleName() + ": " + e.getMessage()
                        + " (a fault in Syncline: run again with --debug and report what it prints)";
        };
    }

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("syncline: " + oneLine(String.valueOf(e.getMessage())) + " (see "
                + command.getCommandSpec().qualifiedName() + " --help)");
        err.flush();
        return ExitCode.WRONG_USAGE;
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cntrl}", "?");
    }
}
