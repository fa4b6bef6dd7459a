package org.alloclab.replay;

import java.util.Locale;

/** How the threads of a replay share a trace. */
public enum ReplayMode {
    /** Each thread replays the whole trace by itself; the threads of the recording are ignored. */
    COPIES,

    /** One thread for each recorded one; operations on one block happen in recorded order. */
    RECORDED;

    /** The mode as users write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
