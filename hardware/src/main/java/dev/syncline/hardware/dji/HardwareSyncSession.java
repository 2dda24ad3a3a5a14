package dev.syncline.hardware.dji;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * A session with a flight controller, from the first question to the stream of hardware sync packets, and back to the
 * first question whenever the controller falls silent. Driven from outside by what was received and by the time, so that
 * a recorded session runs again in the same way. One thread at a time.
 */
public final class HardwareSyncSession {
    private static final long SILENCE_NS = 1_000_000_000L;
    private static final long ASK_AGAIN_NS = 1_000_000_000L;
    private static final long AFTER_REFUSAL_NS = 5_000_000_000L;
    private static final long SINGLE_PULSE_NS = 1_000_000_000L;
    /** Pulses that may be missing in a row before the train is started again. */
    private static final int PATIENT_PULSES = 10;

    private static final int PACKAGE = 0;

    private final SessionSettings settings;
    private final SessionListener listener;
    private final CommandChannel commands;
    private final FrameParser parser;
    private final @Nullable BodyCipher cipher;
    private final HardSyncView view = new HardSyncView();

    private SessionState state = SessionState.CLOSED;
    private long nowNs;
    private long dueNs = Long.MAX_VALUE;
    private long lastPacketNs;
    private long lastPulsePacketNs;
    private int nextTag;
    private long foreignFrames;
    private final AnchorPlan anchors;
    private boolean keyDoubted;
    private boolean tagDoubted;

    public HardwareSyncSession(SessionSettings settings, CommandChannel.Transmitter out, SessionListener listener) {
        this.settings = settings;
        this.listener = listener;
        this.commands = new CommandChannel(out);
        this.cipher = settings.cipher();
        this.parser = new FrameParser(settings.cipher());
        this.nextTag = settings.tag();
        this.anchors = new AnchorPlan(settings);
    }

    /** Begins to ask. */
    public void start(long atNs) throws IOException {
        nowNs = atNs;
        enter(SessionState.CONNECTING, "asking for the version");
        commands.send(DjiCommand.version(), null, nowNs, then("the version", this::onVersion));
    }

    /** Takes received bytes. */
    public void received(byte[] data, int offset, int length, long arrivalNs) throws IOException {
        nowNs = arrivalNs;
        try {
            parser.feed(data, offset, length, arrivalNs, this::onFrame);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Lets time pass: repeats, gives up, notices silence. Call it every 20 ms or so. */
    public void poll(long atNs) throws IOException {
        nowNs = atNs;
        commands.poll(nowNs);
        if (state == SessionState.STREAMING) {
            watch();
        } else if (nowNs >= dueNs) {
            start(nowNs);
        }
    }

    /** The line is gone. */
    public void lineLost(String reason, long atNs) {
        nowNs = atNs;
        commands.forget();
        parser.reset();
        enter(SessionState.LINE_LOST, reason);
    }

    /** The line is back: everything is asked anew. */
    public void lineBack(long atNs) throws IOException {
        start(atNs);
    }

    /** Ends the packets; nothing is waited for. */
    public void close(long atNs) throws IOException {
        nowNs = atNs;
        if (state == SessionState.STREAMING) {
            commands.send(DjiCommand.removePackage(PACKAGE), cipher, nowNs, then("ending the package", reply -> {}));
        }
        commands.forget();
        enter(SessionState.CLOSED, "ended");
    }

    public SessionState state() {
        return state;
    }

    /** What the parser has seen. */
    public ParserCounts counts() {
        return parser.counts();
    }

    /** Good frames that this session has no use for. */
    public long foreignFrames() {
        return foreignFrames;
    }

    private void onFrame(FrameView frame) {
        try {
            if (frame.isAck()) {
                if (!commands.onAck(frame)) {
                    foreignFrames++;
                }
            } else if (frame.isCommand() && frame.command() == DjiCommand.PUSH_PACKAGE) {
                onPush(frame);
            } else {
                foreignFrames++;
                doubtKey(frame);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void onPush(FrameView frame) {
        if (frame.valueLength() != 1 + HardSyncView.BYTES || frame.u8(0) != PACKAGE) {
            foreignFrames++;
            return;
        }
        if (state != SessionState.STREAMING) {
            return; // of a session before this one; its packages are ended first
        }
        view.of(frame, 1);
        lastPacketNs = nowNs;
        if (view.isPulse()) {
            anchors.packetOfPulse(view.tag(), nowNs);
            if (settings.pulseHz() == 0 || view.tag() == settings.tag()) {
                lastPulsePacketNs = nowNs;
            } else if (!tagDoubted && !anchors.isOwn(view.tag())) {
                tagDoubted = true;
                listener.onWarning(
                        "packets bear tag " + view.tag() + " where " + settings.tag()
                                + " was asked for: another program has set the pulses",
                        nowNs);
            }
        }
        listener.onHardSync(view, frame.arrivalNs());
    }

    private void doubtKey(FrameView frame) {
        if (frame.encrypted() && !keyDoubted) {
            keyDoubted = true;
            listener.onWarning("a frame makes no sense after decryption: is the key right?", nowNs);
        }
    }

    private void watch() throws IOException {
        if (nowNs - lastPacketNs > SILENCE_NS) {
            askAgain(SessionState.NO_ANSWER, "no packet for 1 s: the controller stopped sending", 0);
            return;
        }
        if (settings.pulseHz() == 0) {
            if (nowNs >= dueNs) {
                requestPulse();
            }
            return;
        }
        if (settings.anchored()) {
            AnchorPlan.Step step = anchors.next(nowNs, listener.needsAnchor());
            switch (step) {
                case WAIT -> {
                    return;
                }
                case SINGLE -> {
                    listener.onPulseRequested(anchors.tag(), nowNs);
                    send(DjiCommand.setSyncFreq(0, anchors.tag()));
                    return;
                }
                case SLOW_TRAIN -> {
                    listener.onSlowTrainRequested(anchors.tag(), AnchorPlan.SLOW_PERIOD_NS, nowNs);
                    send(DjiCommand.setSyncFreq(AnchorPlan.SLOW_HZ, anchors.tag()));
                    return;
                }
                case TRAIN -> {
                    startPulses();
                    return;
                }
                case GO_ON -> {
                    // The train runs, and its packets are watched.
                }
            }
        }
        long patienceNs = Math.max(SILENCE_NS, PATIENT_PULSES * 1_000_000_000L / settings.pulseHz());
        if (nowNs - lastPulsePacketNs > patienceNs) {
            listener.onWarning(
                    "no packet of a pulse with tag " + settings.tag() + ": starting the pulses again", nowNs);
            startPulses();
        }
    }

    private void onVersion(byte[] value) throws IOException {
        VersionReply version = VersionReply.of(value);
        if (version.firmware() != 0 && Integer.compareUnsigned(version.firmware(), VersionReply.FIRST_WITH_SYNC) < 0) {
            listener.onWarning(
                    "firmware " + version.firmwareText() + " has no hardware sync, which came with 3.2.36.6: update it",
                    nowNs);
        }
        if (version.hasTimeSyncInstead()) {
            listener.onWarning(
                    "this aircraft (" + version.text()
                            + ") has no hardware sync: an M210 or M300 has time sync with PPS on"
                            + " its expansion port instead; use syncline clock pps --seconds dji:PORT --pulse LINE",
                    nowNs);
        }
        Long appId = settings.appId();
        if (appId == null) {
            subscribe(version.text());
            return;
        }
        enter(SessionState.ACTIVATING, version.text());
        DjiCommand activate = DjiCommand.activate(appId, version.firmware());
        commands.send(activate, null, nowNs, then("activation", reply -> {
            int code = reply.length >= 2 ? LittleEndian.u16(reply, 0) : -1;
            if (code == ReplyCode.OK) {
                subscribe(version.text());
            } else {
                askAgain(SessionState.REFUSED, "activation: " + ReplyCode.activation(code), AFTER_REFUSAL_NS);
            }
        }));
    }

    private void subscribe(String controller) throws IOException {
        enter(SessionState.SUBSCRIBING, controller);
        DjiCommand add = DjiCommand.addPackage(PACKAGE, settings.packetHz(), DjiCommand.TOPIC_HARD_SYNC);
        // After an unclean end the controller still sends what was asked for then, so old packages end first.
        subscription(
                DjiCommand.matchSubscription(),
                "matching versions",
                () -> subscription(
                        DjiCommand.resetPackages(),
                        "ending old packages",
                        () -> subscription(add, "asking for the packets", this::stream)));
    }

    private void stream() throws IOException {
        enter(SessionState.STREAMING, settings.toString());
        tagDoubted = false;
        lastPacketNs = nowNs;
        dueNs = nowNs;
        if (settings.pulseHz() > 0) {
            if (settings.anchored()) {
                anchors.begin(nowNs);
                watch();
            } else {
                startPulses();
            }
        }
    }

    private void startPulses() throws IOException {
        lastPulsePacketNs = nowNs;
        send(DjiCommand.setSyncFreq(settings.pulseHz(), settings.tag()));
    }

    private void requestPulse() throws IOException {
        int tag = nextTag;
        nextTag = nextTag + 1 & 0xFFFF;
        dueNs = nowNs + SINGLE_PULSE_NS;
        listener.onPulseRequested(tag, nowNs);
        send(DjiCommand.setSyncFreq(0, tag));
    }

    private void send(DjiCommand unacknowledged) throws IOException {
        commands.send(unacknowledged, cipher, nowNs, then("", reply -> {}));
    }

    private void subscription(DjiCommand command, String what, Step next) throws IOException {
        commands.send(command, cipher, nowNs, then(what, reply -> {
            int code = reply.length >= 1 ? reply[0] & 0xFF : -1;
            if (code == ReplyCode.OK) {
                next.run();
            } else {
                askAgain(
                        SessionState.REFUSED, what + ": " + ReplyCode.subscription(code) + keyHint(), AFTER_REFUSAL_NS);
            }
        }));
    }

    private CommandChannel.ReplyHandler then(String what, Reply next) {
        return new CommandChannel.ReplyHandler() {
            @Override
            public void acknowledged(byte[] value) throws IOException {
                next.on(value);
            }

            @Override
            public void unanswered(DjiCommand command) {
                askAgain(SessionState.NO_ANSWER, what + ": " + silence(), ASK_AGAIN_NS);
            }
        };
    }

    /** What may be the cause of no answer, from what was heard meanwhile. */
    private String silence() {
        ParserCounts counts = parser.counts();
        if (counts.withoutKey() > 0) {
            return "frames come encrypted and no key is known: give the application's key";
        }
        if (counts.frames() > 0) {
            return "no answer" + keyHint();
        }
        return counts.bytes() == 0
                ? "no answer, not a byte: is the controller on, and are the lines crossed (TX to RX)?"
                : "no answer, but " + counts.bytes() + " bytes that are no frames: is the baud rate right?";
    }

    private String keyHint() {
        return settings.key() == null ? "" : "; is the key right?";
    }

    private void askAgain(SessionState why, String reason, long afterNs) {
        commands.forget();
        enter(why, reason);
        dueNs = nowNs + afterNs;
    }

    private void enter(SessionState next, String reason) {
        state = next;
        dueNs = Long.MAX_VALUE;
        listener.onState(next, reason, nowNs);
    }

    @FunctionalInterface
    private interface Reply {
        void on(byte[] value) throws IOException;
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }
}
