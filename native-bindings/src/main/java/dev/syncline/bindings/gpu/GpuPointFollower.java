package dev.syncline.bindings.gpu;

import dev.syncline.engine.sync.flow.FlowSettings;
import dev.syncline.engine.sync.flow.PointFollower;
import dev.syncline.engine.sync.flow.TrackFault;
import dev.syncline.engine.sync.flow.klt.KltFlow;
import dev.syncline.engine.sync.flow.klt.Straightening;
import dev.syncline.engine.video.LumaFrame;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One tracker's pictures and points; what there is to compute goes to the device with that of other trackers. */
final class GpuPointFollower implements PointFollower {
    private static final TrackFault[] FAULTS = TrackFault.values();

    private final GpuFlow flow;
    private final FlowSettings settings;
    private final Straightening straightening = new Straightening();
    private final float[] results;
    private final float[] lean;
    private @Nullable Picture before;
    private @Nullable Picture now;
    private @Nullable HostBuffer map;

    GpuPointFollower(GpuFlow flow, FlowSettings settings) {
        this.flow = flow;
        this.settings = settings;
        this.results = new float[FollowStep.RESULT * settings.maxPoints()];
        this.lean = new float[Straightening.LEAN * settings.maxPoints()];
    }

    @Override
    public int marginPx() {
        return KltFlow.margin(settings);
    }

    @Override
    public void begin(LumaFrame frame) {
        Picture picture = before;
        before = now;
        // Until another is there: what two fields held would be given back twice.
        now = null;
        if (picture == null || picture.widthPx != frame.widthPx() || picture.heightPx != frame.heightPx()) {
            release(picture);
            picture = new Picture(
                    frame.widthPx(),
                    frame.heightPx(),
                    settings.pyramidLevels(),
                    flow.borrow((long) frame.widthPx() * frame.heightPx()));
        }
        picture.take(frame.luma());
        now = picture;
    }

    @Override
    public void follow(LumaFrame frame, int n, float[] start, float[] end, float[] faultPx, TrackFault[] fault) {
        begin(frame);
        if (n == 0) {
            return;
        }
        flow.run(new FollowStep(
                Objects.requireNonNull(before), Objects.requireNonNull(now), n, start, settings.maxFaultPx(), results));
        for (int i = 0; i < n; i++) {
            int at = FollowStep.RESULT * i;
            end[2 * i] = results[at];
            end[2 * i + 1] = results[at + 1];
            faultPx[i] = results[at + 2] < 0 ? Float.NaN : results[at + 2];
            fault[i] = FAULTS[(int) results[at + 3]];
            System.arraycopy(results, at + 4, lean, Straightening.LEAN * i, Straightening.LEAN);
        }
        straightening.apply(n, start, end, fault, lean, frame.widthPx(), frame.heightPx());
    }

    @Override
    public void corners(float[] strength) {
        Picture picture = Objects.requireNonNull(now);
        HostBuffer found = map;
        if (found == null || found.memory().byteSize() != picture.bytes() * Float.BYTES) {
            if (found != null) {
                map = null;
                flow.giveBack(found);
            }
            found = flow.borrow(picture.bytes() * Float.BYTES);
            map = found;
        }
        flow.run(new CornerStep(picture, found));
        MemorySegment.copy(found.memory(), ValueLayout.JAVA_FLOAT, 0, strength, 0, (int) picture.bytes());
    }

    private void release(@Nullable Picture picture) {
        if (picture != null) {
            flow.forget(picture);
            flow.giveBack(picture.pixels);
        }
    }

    @Override
    public void close() {
        release(before);
        release(now);
        before = null;
        now = null;
        if (map != null) {
            flow.giveBack(map);
            map = null;
        }
    }
}
