package dev.syncline.engine.api;

import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.lens.LensChoice;
import dev.syncline.engine.lens.LensLookup;
import dev.syncline.engine.lens.LensProfileReader;
import dev.syncline.engine.project.LogInterval;
import dev.syncline.engine.sync.flow.FlowTrackerProvider;
import dev.syncline.engine.telemetry.CameraFacts;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.TelemetryReaders;
import dev.syncline.engine.video.FrameSource;
import dev.syncline.engine.video.VideoInfo;
import dev.syncline.engine.video.VideoProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Opens clips. Thread-safe: any number of clips may be open and synced at once, each on its caller's thread. Prints
 * nothing, ends no process and keeps nothing outside of itself.
 *
 * <p>A clip that is opened takes the threads that no other clip has, and gives them back when it is closed; one that finds
 * none works on its caller's thread alone. So beside its callers' an instance has at most twice as many threads as it was
 * created with: a decoder's, and two that follow and measure. The result does not depend on how many a clip has.
 */
public final class Syncline implements AutoCloseable {
    private final List<VideoProvider> videos;
    private final List<FlowTrackerProvider> trackers;
    private final ThreadBudget budget;
    private final Set<Clip> open = new HashSet<>();
    private boolean closed;

    private Syncline(List<VideoProvider> videos, List<FlowTrackerProvider> trackers, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1: " + threads);
        }
        this.videos = List.copyOf(videos);
        this.trackers = List.copyOf(trackers);
        this.budget = new ThreadBudget(threads);
    }

    /**
     * With the providers on the class path or module path, and as many threads as there are processors.
     *
     * @return open; close it to close its clips
     */
    public static Syncline create() {
        return create(Runtime.getRuntime().availableProcessors());
    }

    /**
     * With the providers on the class path or module path.
     *
     * @param threads that its clips share, at least 1
     * @return open; close it to close its clips
     * @throws IllegalArgumentException when threads is below 1
     */
    public static Syncline create(int threads) {
        List<FlowTrackerProvider> trackers = found(FlowTrackerProvider.class).stream()
                .sorted(Comparator.comparing(FlowTrackerProvider::id))
                .toList();
        return of(found(VideoProvider.class), trackers, threads);
    }

    /**
     * With providers of one's own. The first that is usable opens videos; trackers are chosen by their ids.
     *
     * @param videos tried in this order
     * @param trackers each with an id of its own
     * @param threads that its clips share, at least 1
     * @return open; close it to close its clips
     * @throws IllegalArgumentException when threads is below 1
     */
    public static Syncline of(List<VideoProvider> videos, List<FlowTrackerProvider> trackers, int threads) {
        return new Syncline(videos, trackers, threads);
    }

    private static <P> List<P> found(Class<P> service) {
        return ServiceLoader.load(service, Syncline.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /** {@return what opens videos, usable or not: see {@link VideoProvider#whyNot()}} */
    public List<VideoProvider> videoProviders() {
        return videos;
    }

    /** {@return what follows points, usable or not: see {@link FlowTrackerProvider#whyNot()}} */
    public List<FlowTrackerProvider> trackers() {
        return trackers;
    }

    /** {@return the version of Syncline, such as {@code 0.1.0}} */
    public static String version() {
        try (InputStream in = Syncline.class.getResourceAsStream("version.properties")) {
            if (in == null) {
                throw new IllegalStateException("version.properties is not beside Syncline's classes");
            }
            Properties facts = new Properties();
            facts.load(in);
            return facts.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read version.properties", e);
        }
    }

    /**
     * Opens a video, with its log found inside it or beside it and no lens profile: as {@link #open(ClipInput)}.
     *
     * @param video the video file
     * @return the clip, to be closed
     * @throws IOException when video or log cannot be read or is not what it should be; the message names the file and
     *     the cause
     */
    public Clip open(Path video) throws IOException {
        return open(ClipInput.of(video));
    }

    /**
     * Opens a video and reads its log and lens profile.
     *
     * @param input the files and how to open them
     * @return the clip, to be closed
     * @throws IOException when one cannot be read or is not what it should be; the message names the file and the cause
     * @throws IllegalStateException when this is closed
     */
    public Clip open(ClipInput input) throws IOException {
        VideoProvider provider = videoProvider(input);
        ThreadBudget.Share threads = budget.take();
        FrameSource frames = null;
        try {
            frames = provider.open(input.video(), input.videoStream(), input.heightPx(), threads.threads());
            VideoInfo info = frames.info();
            LensChoice named = named(input.lens(), info);
            TelemetryReaders.Found log =
                    TelemetryReaders.find(input.video(), input.log(), provider.dataTracks(), input.reading());
            boolean inside = log.file().equals(input.video());
            CameraFacts camera = TelemetryReaders.camera(input.video(), log.file())
                    .orElse(inside ? log.facts().filming() : CameraFacts.NONE);
            LensChoice choice = named == null ? lookedUp(input, info, camera) : LensLookup.takenAsItIs(named, camera);
            ClipOrigin origin = new ClipOrigin(
                    info, input.video(), log.file(), LogInterval.of(log.log().gyro()), choice.json(), log.log(), null);
            String accurate = inside ? log.facts().timesAreAccurate() : null;
            String stabilised = inside
                    ? log.facts().stabilised()
                    : TelemetryReaders.stabilisation(input.video(), provider.dataTracks());
            return opened(new Clip(this, frames, true, log.log(), choice, origin, threads, accurate, stabilised));
        } catch (Throwable e) {
            if (frames != null) {
                frames.close();
            }
            threads.giveBack();
            throw e;
        }
    }

    /**
     * A clip of frames, motion and lens that are at hand already.
     *
     * @param frames not closed with the clip, and nobody else's until then
     * @param log its motion
     * @param lens at any size of the video's aspect ratio
     * @return the clip, to be closed
     * @throws IllegalStateException when this is closed
     */
    public Clip open(FrameSource frames, MotionLog log, LensProfile lens) {
        ThreadBudget.Share threads = budget.take();
        ClipOrigin origin = new ClipOrigin(
                frames.info(), Path.of(frames.info().name()), Path.of(log.name()), LogInterval.of(log.gyro()), null);
        try {
            return opened(new Clip(
                    this, frames, false, log, new LensChoice(lens, null, List.of()), origin, threads, null, null));
        } catch (IllegalStateException e) {
            threads.giveBack();
            throw e;
        }
    }

    /** @throws IllegalStateException when this is closed */
    private synchronized Clip opened(Clip clip) {
        if (closed) {
            throw new IllegalStateException("this Syncline is closed");
        }
        open.add(clip);
        return clip;
    }

    synchronized void forget(Clip clip) {
        open.remove(clip);
    }

    private VideoProvider videoProvider(ClipInput input) throws IOException {
        String id = input.decoder();
        String why = "";
        for (VideoProvider provider : videos) {
            if (id == null || provider.id().equals(id)) {
                String whyNot = provider.whyNot();
                if (whyNot == null) {
                    return provider;
                }
                why += (why.isEmpty() ? "" : "; ") + provider.id() + ": " + whyNot;
            }
        }
        throw new IOException(input.video() + ": "
                + (why.isEmpty()
                        ? "nothing here opens videos" + (id == null ? "" : " by the name of '" + id + "'")
                                + ids(videos.stream().map(VideoProvider::id).toList())
                        : why));
    }

    /**
     * The tracker with an id.
     *
     * @throws IllegalArgumentException when there is none
     * @throws IOException when it cannot be used on this machine
     */
    FlowTrackerProvider tracker(String id) throws IOException {
        FlowTrackerProvider tracker = trackers.stream()
                .filter(t -> t.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no tracker by the name of '" + id + "'"
                        + ids(trackers.stream().map(FlowTrackerProvider::id).toList())));
        String whyNot = tracker.whyNot();
        if (whyNot != null) {
            throw new IOException(whyNot);
        }
        return tracker;
    }

    private static String ids(List<String> ids) {
        return ids.stream().collect(Collectors.joining(", ", "; there are: ", ids.isEmpty() ? "none" : ""));
    }

    private static @Nullable LensChoice named(@Nullable Path lens, VideoInfo video) throws IOException {
        if (lens == null) {
            return null;
        }
        LensProfile fitted = LensProfileReader.fit(LensProfileReader.read(lens), video.widthPx(), video.heightPx());
        return new LensChoice(fitted, Files.readString(lens), List.of());
    }

    private static LensChoice lookedUp(ClipInput input, VideoInfo video, CameraFacts camera) throws IOException {
        LensLookup lookup = input.lensLookup();
        return lookup == null
                ? LensChoice.NONE
                : lookup.find(input.video(), camera, video.widthPx(), video.heightPx(), video.fps());
    }

    /** Closes the clips that are still open, each when its sync has ended. */
    @Override
    public void close() {
        List<Clip> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(open);
        }
        left.forEach(Clip::close);
    }
}
