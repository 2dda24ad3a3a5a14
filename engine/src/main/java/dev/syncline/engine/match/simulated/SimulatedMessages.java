package dev.syncline.engine.match.simulated;

import dev.syncline.engine.match.MessageClock;
import dev.syncline.engine.match.MessageTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Cameras that expose together and a motion sensor, each with a clock of its own: stamps scatter, messages get lost,
 * clocks were set differently, run at other rates and wander. The clock models that go with it know offset and rate, but
 * not the wander.
 */
public final class SimulatedMessages {
    private static final double WANDER_NS = 20_000;
    private static final double WANDER_PERIOD_S = 60;
    private static final double MOTION_JITTER_NS = 50_000;

    /**
     * What to simulate.
     *
     * @param cameras number of cameras
     * @param framesPerSecond their rate
     * @param motionHz rate of the motion sensor; 0 for none
     * @param seconds length
     * @param jitterNs standard deviation of the cameras' stamps, ns
     * @param loss share of messages that is lost, 0 to 1
     * @param seed of all that is random
     */
    public record Settings(
            int cameras,
            double framesPerSecond,
            double motionHz,
            double seconds,
            double jitterNs,
            double loss,
            long seed) {}

    private final Settings settings;
    private final List<List<SimulatedMessage>> streams = new ArrayList<>();
    private final List<MessageClock> clocks = new ArrayList<>();

    /** Simulates. The cameras come first; the motion sensor, if any, is the last stream. */
    public SimulatedMessages(Settings settings) {
        this.settings = settings;
        SplittableRandom random = new SplittableRandom(settings.seed);
        for (int camera = 0; camera < settings.cameras; camera++) {
            add(settings.framesPerSecond, settings.jitterNs, random);
        }
        if (settings.motionHz > 0) {
            add(settings.motionHz, MOTION_JITTER_NS, random);
        }
    }

    private void add(double hz, double jitterNs, SplittableRandom random) {
        long offsetNs = Math.round((random.nextDouble() - 0.5) * 1e12);
        double skew = (random.nextDouble() - 0.5) * 100e-6;
        double phase = random.nextDouble() * 2 * Math.PI;
        List<SimulatedMessage> messages = new ArrayList<>();
        long lastNs = Long.MIN_VALUE;
        long count = (long) (settings.seconds * hz);
        for (long event = 0; event < count; event++) {
            double trueNs = event * 1e9 / hz + jitterNs * random.nextGaussian();
            if (random.nextDouble() < settings.loss) {
                continue;
            }
            double wander = WANDER_NS * Math.sin(2 * Math.PI * trueNs * 1e-9 / WANDER_PERIOD_S + phase);
            long ownNs = Math.round((trueNs + wander - offsetNs) / (1 + skew));
            ownNs = Math.max(ownNs, lastNs);
            lastNs = ownNs;
            messages.add(new SimulatedMessage(event, ownNs));
        }
        streams.add(List.copyOf(messages));
        clocks.add(MessageClock.linear(offsetNs, skew * 1e6, 0));
    }

    /** What was simulated. */
    public Settings settings() {
        return settings;
    }

    /** The messages that arrived, stream by stream, in order. */
    public List<List<SimulatedMessage>> streams() {
        return streams;
    }

    /** Times on the common clock, through each device's own clock model. */
    public MessageTimes<SimulatedMessage> times() {
        return (stream, message) -> clocks.get(stream).toCommonNs(message.timeNs());
    }
}
