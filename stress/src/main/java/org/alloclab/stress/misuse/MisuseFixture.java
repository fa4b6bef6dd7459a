package org.alloclab.stress.misuse;

import org.alloclab.SmallObjectAllocator;
import org.alloclab.checks.CheckLevel;
import org.alloclab.checks.CheckedAllocator;
import org.alloclab.checks.Domain;
import org.alloclab.checks.HardenedAllocator;
import org.alloclab.checks.HeapStoppedException;
import org.alloclab.gil.GlobalInterpreterLock;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** A heap on which one misuse is shown, by a thread that holds its lock, if there is one. */
final class MisuseFixture implements AutoCloseable {
    private static final int CALL_COLUMNS = 34;

    private final MisusedModel model;
    private final CheckLevel level;
    private final SmallObjectAllocator heap;
    private final GlobalInterpreterLock lock;
    private final List<String> calls = new ArrayList<>();
    private MisuseOutcome ifNoticed; // null before the misuse: then an exception is a bug of ours
    private Observation shown;

    private MisuseFixture(MisusedModel model, CheckLevel level) {
        MisusedModel.Opened opened = model.open(level);
        this.model = model;
        this.level = level;
        heap = opened.heap();
        lock = opened.lock();
        if (lock != null) {
            lock.acquire();
        }
    }

    /** Shows a misuse; what came of it. */
    static Observation show(MisusedModel model, CheckLevel level, Consumer<MisuseFixture> misuse) {
        try (MisuseFixture stage = new MisuseFixture(model, level)) {
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

    boolean is(MisusedModel which) {
        return model == which;
    }

    boolean is(CheckLevel which) {
        return level == which;
    }

    SmallObjectAllocator heap() {
        return heap;
    }

    GlobalInterpreterLock lock() {
        return lock;
    }

    /** The heap's checks; there are some. */
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

    /** A block named {@code name}. */
    long allocate(String name, long size) {
        return call("%s = allocate(%d)".formatted(name, size), () -> heap.allocate(size));
    }

    void free(String name, long block) {
        call(
                "free(%s)".formatted(name),
                () -> {
                    heap.free(block);
                    return 0;
                });
    }

    /** The misuse itself. */
    long misuse(String words, LongSupplier call) {
        ifNoticed = MisuseOutcome.DETECTED;
        return call(words, call);
    }

    /** The misuse itself, where it is no call: no one can notice it at once. */
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
