package org.alloclab.stress.faults;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Memory that cannot be obtained, or given back: at the k-th call, counted from 1, alone or from
 * then on, or whenever so many arenas are out; until it is healed. Any thread.
 */
final class Fault {
    private final int first;
    private final boolean lasting;
    private final int most;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean struck;
    private volatile boolean healed;

    private Fault(int first, boolean lasting, int most) {
        this.first = first;
        this.lasting = lasting;
        this.most = most;
    }

    static Fault none() {
        return new Fault(Integer.MAX_VALUE, false, Integer.MAX_VALUE);
    }

    static Fault atCall(int number, boolean lasting) {
        return new Fault(number, lasting, Integer.MAX_VALUE);
    }

    /** More arenas than so many are refused. */
    static Fault above(int arenas) {
        return new Fault(Integer.MAX_VALUE, false, arenas);
    }

    /** Counts a call; whether it is to fail. */
    boolean strikes() {
        int call = calls.incrementAndGet();
        return strikesIf(call == first || lasting && call > first);
    }

    /** Whether one more arena is refused. */
    boolean forbids(int out) {
        return strikesIf(out >= most);
    }

    private boolean strikesIf(boolean due) {
        boolean now = due && !healed;
        struck |= now;
        return now;
    }

    /** Whether anything failed. */
    boolean hasStruck() {
        return struck;
    }

    /** No call fails any more. */
    void heal() {
        healed = true;
    }

    @Override
    public String toString() {
        return most < Integer.MAX_VALUE
                ? "at most %d arenas".formatted(most)
                : "call %d %s".formatted(first, lasting ? "and all after it" : "alone");
    }
}
