package dev.syncline.engine.api;

/** Threads that clips share: who comes first takes what it wants, who finds none left works on its caller's thread. */
final class ThreadBudget {
    private int free;

    ThreadBudget(int threads) {
        free = threads;
    }

    /** What a clip may use; 1 where nothing is left, which is its caller's own and is not counted. */
    synchronized Share take() {
        Share share = new Share(free);
        free = 0;
        return share;
    }

    private synchronized void giveBack(int threads) {
        free += threads;
    }

    /** A clip's part, given back once. */
    final class Share {
        private int taken;
        private final int threads;

        private Share(int taken) {
            this.taken = taken;
            this.threads = Math.max(1, taken);
        }

        int threads() {
            return threads;
        }

        synchronized void giveBack() {
            ThreadBudget.this.giveBack(taken);
            taken = 0;
        }
    }
}
