package dev.syncline.cli.archive;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code syncline worker} as a process of its own, one clip at a time. One thread uses it. */
final class WorkerProcess implements AutoCloseable {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** A worker went away before it answered. */
    static final class DiedException extends IOException {
        private static final long serialVersionUID = 1L;

        DiedException(String message) {
            super(message);
        }
    }

    /** A worker did not answer in time, and was killed. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLongException(String message) {
            super(message);
        }
    }

    /** Most that is kept of what is no answer, such as a virtual machine's last words. */
    private static final int MOST_STRAY_CHARACTERS = 1 << 16;

    private final Process process;
    private final StringBuilder stray = new StringBuilder();
    private final BufferedWriter in;
    private final BufferedReader out;

    private WorkerProcess(Process process) {
        this.process = process;
        this.in = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * What starts one with the Java, the options and the class path of this process.
     *
     * @param javaOptions added to them
     */
    static List<String> ownCommand(List<String> javaOptions) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.syncline.cli.Main", "worker"));
        return command;
    }

    /**
     * Starts one.
     *
     * @param log takes what it says on standard error
     */
    static WorkerProcess start(List<String> command, Path log) throws IOException {
        return new WorkerProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.to(new File(log.toString())))
                .start());
    }

    /**
     * Has a clip synced.
     *
     * @param args as behind {@code syncline sync}
     * @return the worker's last line about it
     * @throws TooLongException when it took longer; the worker is gone
     * @throws DiedException when the worker died; the message says how
     */
    JsonNode sync(String id, List<String> args, Duration longest) throws IOException, InterruptedException {
        ObjectNode job = MAPPER.createObjectNode();
        job.put("id", id);
        args.forEach(job.putArray("args")::add);
        try {
            in.write(MAPPER.writeValueAsString(job));
            in.newLine();
            in.flush();
        } catch (IOException e) {
            throw died();
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        Thread reader = Thread.ofVirtual().start(() -> read(id, answer));
        try {
            return answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            kill();
            throw new TooLongException("took longer than " + longest.toSeconds() + " s and was stopped");
        } catch (ExecutionException e) {
            throw died();
        } finally {
            reader.interrupt();
        }
    }

    private void read(String id, CompletableFuture<JsonNode> answer) {
        try {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                JsonNode event = event(line);
                boolean mine = event.path("event").asString("").equals("done")
                        && event.path("id").asString("").equals(id);
                if (mine) {
                    answer.complete(event);
                    return;
                }
                if (event.path("event").asString("").equals("error")) {
                    answer.completeExceptionally(
                            new IOException(event.path("reason").asString("")));
                    return;
                }
            }
            answer.completeExceptionally(new IOException("end of output"));
        } catch (IOException e) {
            answer.completeExceptionally(e);
        }
    }

    private JsonNode event(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (JacksonException e) {
            if (stray.length() + line.length() < MOST_STRAY_CHARACTERS) {
                stray.append(line).append('\n');
            }
            return MAPPER.missingNode();
        }
    }

    /** What it said on standard output that is no answer. */
    String stray() {
        return stray.toString();
    }

    private DiedException died() throws DiedException {
        @Nullable Integer code = null;
        try {
            code = process.waitFor(10, TimeUnit.SECONDS) ? process.exitValue() : null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
        String how = code == null
                ? "stopped answering"
                : code > 128 ? "was ended by signal " + (code - 128) : "ended with exit code " + code;
        return new DiedException("the worker process " + how);
    }

    /** Its number on this machine. */
    long pid() {
        return process.pid();
    }

    /** Ends it at once. */
    void kill() {
        process.destroyForcibly();
    }

    /** Ends it when it has nothing left to do. */
    @Override
    public void close() {
        try {
            in.close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (IOException e) {
            kill();
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }
}
