package dev.syncline.engine.sync.diagnosis;

import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.outcome.Remedy;

/** What is left where picture and log have nothing to do with each other, whatever was tried. */
final class OtherRecording implements Cause {
    @Override
    public String name() {
        return "another recording's log";
    }

    @Override
    public Finding look(Evidence e) {
        if (e.refusal().code() != RefusalCode.NO_PEAK || e.peak() == null) {
            return Finding.no("the log is not without relation (score %.2f)", e.score());
        }
        return Finding.yes(Finding.refusal(
                        RefusalCode.NO_PEAK,
                        "no offset stands out, and nothing that was tried makes the log fit: score %.2f at the likeliest"
                                + " offset, %.2f elsewhere (chance of that without any relation: %.1g); most likely it is"
                                + " another recording's log",
                        e.peak().score(),
                        e.peak().rival(),
                        e.refusal().facts().getOrDefault("chance", Double.NaN))
                .with("score", e.peak().score())
                .with("rival", e.peak().rival())
                .with("chance", e.refusal().facts().getOrDefault("chance", Double.NaN))
                .with(new Remedy.OtherLog()));
    }
}
