package org.alloclab.replay;

/** Hears how far a replay is. The calls are few, and an exception thrown by one ends the replay. */
public interface ReplayListener {
    /** Hears nothing. */
    ReplayListener NONE = new ReplayListener() {};

    /** All threads are ready; the clock starts when this returns. On the calling thread. */
    default void started() {}

    /**
     * More of the trace is done. Called by the replaying threads, also at the same time, after each
     * few ten thousand operations; the time it takes is measured with the replay.
     *
     * @param operations operations done so far, all threads together
     */
    default void progress(long operations) {}

    /** The last operation is done and the clock has stopped; no block is freed yet. As started. */
    default void measured() {}
}
