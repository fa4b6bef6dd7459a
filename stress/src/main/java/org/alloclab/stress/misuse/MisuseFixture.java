package org.alloclab.stress.misuse;

import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.checks.CheckLevel;
import org.alloclab.checks.CheckedAllocator;
import org.alloclab.checks.Domain;
import org.alloclab.checks.HardenedAllocator;
import org.alloclab.checks.HeapStoppedException;
import org.alloclab.gil.GilAllocator;
import org.alloclab.gil.GilProvider;
import org.alloclab.gil.GlobalInterpreterLock;
import org.alloclab.gil.LockProbe;
import org.alloclab.provider.AllocatorPromise;
import org.alloclab.provider.AllocatorProvider;
import org.alloclab.provider.AllocatorUnavailableException;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** A heap on which one misuse is shown, by a thread that holds its lock, if it has one. */
final class MisuseFixture implements AutoCloseable {
    private static final int CALL_COLUMNS = 34;

    private final AllocatorProvider provider;
    private final CheckLevel level;
    private final SmallObjectAllocator heap;
    private final GlobalInterpreterLock lock;
    private final List<String> calls = new ArrayList<>();
    private MisuseOutcome ifNoticed; // null before the misuse: then an exception is a bug of ours
    private Observation shown;

    private MisuseFixture(AllocatorProvider provider, CheckLevel level)
            throws AllocatorUnavailableException {
        SmallObjectAllocator inside = open(provider, level);
        this.provider = provider;
        this.level = level;
        lock = LockProbe.gilOf(inside).orElse(null);
        heap =
                level.around(
                        inside,
                        lock == null ? () -> true : lock::isHeld,
                        provider.promises(AllocatorPromise.WRONG_FREES_FOUND));
        if (lock != null) {
            lock.acquire();
        }
    }

    private static SmallObjectAllocator open(AllocatorProvider provider, CheckLevel level)
            throws AllocatorUnavailableException {
        HeapLayout layout =
                provider.layouts().isEmpty() || provider.layouts().contains(HeapLayout.CLASSIC)
                        ? HeapLayout.CLASSIC
                        : provider.layouts().getFirst();
        return provider instanceof GilProvider && level == CheckLevel.FAITHFUL
                ? GilAllocator.unchecked(layout) // as CPython's release build
                : provider.open(layout);
    }

    /** Shows a misuse; what was observed. */
    static Observation show(
            AllocatorProvider provider, CheckLevel level, Consumer<MisuseFixture> misuse)
            throws AllocatorUnavailableException {
        try (MisuseFixture stage = new MisuseFixture(provider, level)) {
            try {
                misuse.accept(stage);
            } catch (RuntimeException e) {
                if (stage.ifNoticed == null) {
                    throw e;
                }
                return stage.noticed(e);
            }
            if (stage.shown == null) {
                stage.end(MisuseOutcome.UNCLEAR, true, "neither noticed nor shown");
            }
            return stage.shown;
        }
    }

    private Observation noticed(RuntimeException e) {
        if (lock != null && !lock.isHeld()) {
            lock.acquire(); // what follows is no misuse
        }
        String text = e.getMessage();
        if (e instanceof HeapStoppedException stopped) {
            text = stopped.report().line();
            if (goesOn()) {
                return new Observation(MisuseOutcome.UNCLEAR, calls, "goes on after: " + text, e);
            }
        } else {
            heap.free(heap.allocate(64)); // it is as before
        }
        return new Observation(ifNoticed, calls, text, e);
    }

    private boolean goesOn() {
        try {
            heap.allocate(64);
            return true;
        } catch (HeapStoppedException e) {
            return false;
        }
    }

    boolean is(CheckLevel which) {
        return level == which;
    }

    SmallObjectAllocator heap() {
        return heap;
    }

    /** The lock of the heap; null if it has none. */
    GlobalInterpreterLock lock() {
        return lock;
    }

    /** Whether no block is live, as far as the allocator reports that. */
    boolean isEmpty() {
        return !provider.promises(AllocatorPromise.STATISTICS)
                || heap.statistics().liveBlocks() == 0;
    }

    /** The heap's checks. Caller: at a level that has some. */
    CheckedAllocator checked() {
        return (CheckedAllocator) heap;
    }

    HardenedAllocator hardened() {
        return (HardenedAllocator) heap;
    }

    /** The heap through another domain; at the faithful level all are one. */
    SmallObjectAllocator in(Domain domain) {
        return heap instanceof CheckedAllocator with ? with.domain(domain) : heap;
    }

    /** A call as a well-behaved program makes it. */
    long call(String words, LongSupplier call) {
        calls.add(words);
        long result = call.getAsLong();
        note(result);
        return result;
    }

    /** The same of a call without a result. */
    void run(String words, Runnable call) {
        calls.add(words);
        call.run();
    }

    /** A block named {@code name}. */
    long allocate(String name, long size) {
        return call("%s = allocate(%d)".formatted(name, size), () -> heap.allocate(size));
    }

    void free(String name, long block) {
        run("free(%s)".formatted(name), () -> heap.free(block));
    }

    /** The misuse itself. */
    long misuse(String words, LongSupplier call) {
        ifNoticed = MisuseOutcome.DETECTED;
        return call(words, call);
    }

    /** The misuse itself, by a call without a result. */
    void misuseBy(String words, Runnable call) {
        ifNoticed = MisuseOutcome.DETECTED;
        run(words, call);
    }

    /** The misuse itself, where it is no call: it cannot be noticed at once. */
    void write(String words, Runnable write) {
        calls.add(words);
        write.run();
        ifNoticed = MisuseOutcome.LATER;
    }

    /** A call after the misuse. */
    long later(String words, LongSupplier call) {
        ifNoticed = MisuseOutcome.LATER;
        return call(words, call);
    }

    /** A call without a result, after the misuse. */
    void laterRun(String words, Runnable call) {
        ifNoticed = MisuseOutcome.LATER;
        run(words, call);
    }

    private void note(long result) {
        if (result != 0) {
            String words = calls.removeLast();
            String padding = " ".repeat(Math.max(1, CALL_COLUMNS - words.length()));
            calls.add("%s%s0x%x".formatted(words, padding, result));
        }
    }

    /** Nothing was noticed, and this is the damage; it must be there. */
    void damage(boolean isThere, String words) {
        end(MisuseOutcome.SILENT, isThere, words);
    }

    /** Nothing was noticed, and nothing was wrong. */
    void nothing(boolean isSo, String words) {
        end(MisuseOutcome.NOTHING, isSo, words);
    }

    /** The misuse cannot be done here. */
    void impossible(boolean isSo, String words) {
        end(MisuseOutcome.IMPOSSIBLE, isSo, words);
    }

    private void end(MisuseOutcome outcome, boolean isSo, String words) {
        shown =
                isSo
                        ? new Observation(outcome, calls, words, null)
                        : new Observation(MisuseOutcome.UNCLEAR, calls, "not so: " + words, null);
    }

    @Override
    public void close() {
        if (lock != null && lock.isHeld()) {
            lock.release();
        }
        heap.close();
    }
}
