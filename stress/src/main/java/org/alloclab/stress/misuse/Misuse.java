package org.alloclab.stress.misuse;

import org.alloclab.checks.CheckLevel;
import org.alloclab.gil.GilProvider;
import org.alloclab.lockfree.LockFreeProvider;
import org.alloclab.provider.AllocatorPromise;
import org.alloclab.provider.AllocatorProvider;
import org.alloclab.provider.AllocatorUnavailableException;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The rows of the table: a misuse, and what is noticed of it, as in {@code D DoubleFree}. A star is
 * where CPython's release build would be silent.
 */
public enum Misuse {
    /** A block is freed twice in a row. */
    DOUBLE_FREE(
            "double free",
            Needs.WRONG_FREES,
            each("S", "D* InvalidAddress", "D DoubleFree", "D DoubleFree"),
            WrongFrees::twice),

    /** A block is freed again after it was handed out again. */
    DOUBLE_FREE_AFTER_REUSE(
            "double free after reuse",
            Needs.REUSE,
            each("S", "S", "S", "D StaleHandle"),
            WrongFrees::twiceAfterReuse),

    /** An address inside a block is freed. */
    INTERIOR_FREE(
            "free of block + 16",
            Needs.WRONG_FREES,
            each("S", "D* InvalidAddress", "D InvalidFree", "D InvalidFree"),
            WrongFrees::interior),

    /** An address that no block can have is freed. */
    MISALIGNED_FREE(
            "free of block + 1",
            Needs.WRONG_FREES,
            each("S", "D* InvalidAddress", "D InvalidFree", "D InvalidFree"),
            WrongFrees::misaligned),

    /** A block that was never handed out is freed. */
    VIRGIN_FREE(
            "free of a virgin block",
            Needs.WRONG_FREES,
            each("S", "D* InvalidAddress", "D InvalidFree", "D InvalidFree"),
            WrongFrees::virgin),

    /** The address of a pool's header is freed. */
    HEADER_FREE(
            "free of a pool header",
            Needs.POOLS,
            each("S", "-", "D InvalidFree", "D InvalidFree"),
            WrongFrees::header),

    /** An address outside the heap is freed. */
    FOREIGN_FREE(
            "free of a foreign address",
            Needs.WRONG_FREES,
            each("D InvalidAddress", "D InvalidAddress", "D InvalidFree", "D InvalidFree"),
            WrongFrees::foreign),

    /** A block is freed whose arena was given back. */
    RELEASED_FREE(
            "free into a released arena",
            Needs.WRONG_FREES,
            each("D InvalidAddress", "D InvalidAddress", "D InvalidFree", "D InvalidFree"),
            WrongFrees::released),

    /** A block is freed by another heap. */
    CROSS_HEAP_FREE(
            "free by another heap",
            Needs.WRONG_FREES,
            each("D InvalidAddress", "D InvalidAddress", "D WrongHeap", "D WrongHeap"),
            WrongFrees::crossHeap),

    /** A block is freed through another domain. */
    WRONG_DOMAIN(
            "free by another domain",
            Needs.NOTHING,
            each("S", "S", "D WrongDomain", "D WrongDomain"),
            WrongFrees::wrongDomain),

    /** Nothing is freed. */
    NULL_FREE("free of 0", Needs.NOTHING, each("ok", "ok", "ok", "ok"), WrongFrees::nothing),

    /** A block is freed as one of another size. */
    WRONG_SIZE(
            "sized free, wrong size",
            Needs.NOTHING,
            each("-", "-", "D SizeMismatch", "D SizeMismatch"),
            WrongFrees::wrongSize),

    /** A byte behind a block is written. */
    OVERFLOW(
            "write 1 byte behind",
            Needs.SPARE_BYTES,
            each("S", "S", "L FenceBroken", "L FenceBroken"),
            WrongWrites::behind),

    /** More bytes behind a block are written than the fence has. */
    LONG_OVERFLOW(
            "write 12 bytes behind",
            Needs.POOLS,
            each("S", "S", "L FenceBroken", "L FenceBroken"),
            WrongWrites::farBehind),

    /** A byte before a block is written. */
    UNDERFLOW(
            "write 1 byte before",
            Needs.SPARE_BYTES,
            each("S", "S", "L FenceBroken", "L FenceBroken"),
            WrongWrites::before),

    /** A block is written after it was freed. */
    WRITE_AFTER_FREE(
            "write after free",
            Needs.SPARE_BYTES,
            each("S", "S", "L WriteAfterFree", "L WriteAfterFree"),
            WrongWrites::afterFree),

    /** A block is read after it was freed; where there are handles, by its handle. */
    READ_AFTER_FREE(
            "read after free",
            Needs.SPARE_BYTES,
            each("S", "S", "S", "D StaleHandle"),
            WrongWrites::readAfterFree),

    /** The link in a free block is overwritten. */
    LINK_OVERWRITTEN(
            "free-list link overwritten",
            Needs.SPARE_BYTES,
            each("S", "-", "L WriteAfterFree", "L WriteAfterFree"),
            WrongWrites::link),

    /** The heap is called without its lock. */
    LOCK_NOT_HELD(
            "call without the lock",
            Needs.NOTHING,
            onlyWithLock("S", "D GilNotHeld", "D GilNotHeld"),
            WrongLocking::notHeld),

    /** The lock is released by a thread that does not hold it. */
    RELEASE_BY_OTHER(
            "lock released by another",
            Needs.NOTHING,
            onlyWithLock("D IllegalMonitorState", "D IllegalMonitorState", "D IllegalMonitorState"),
            WrongLocking::releasedByOther),

    /** A size below zero is asked for. */
    NEGATIVE_SIZE(
            "negative size",
            Needs.NOTHING,
            each(
                    "D IllegalArgument",
                    "D IllegalArgument",
                    "D IllegalArgument",
                    "D IllegalArgument"),
            WrongSizes::negative),

    /** A size that no machine has is asked for. */
    HUGE_SIZE(
            "size that no machine has",
            Needs.NOTHING,
            each("D HeapExhausted", "D HeapExhausted", "D HeapExhausted", "D HeapExhausted"),
            WrongSizes::huge);

    /** What must hold of an unknown allocator for a misuse to be shown on it. */
    private enum Needs {
        /** No more than the contract. */
        NOTHING,
        /** Wrong frees that are found. */
        WRONG_FREES,
        /** Bytes beside and in freed blocks that hold nothing of the allocator's. */
        SPARE_BYTES,
        /** Blocks that come again at once, unless handles tell them apart. */
        REUSE,
        /** The pools of the two models. */
        POOLS
    }

    private final String title;
    private final Needs needs;
    private final List<String> expected; // level by level, gil and lockfree
    private final Consumer<MisuseFixture> calls;

    Misuse(String title, Needs needs, List<String> expected, Consumer<MisuseFixture> calls) {
        this.title = title;
        this.needs = needs;
        this.expected = expected;
        this.calls = calls;
    }

    /** The misuse in a few words. */
    public String title() {
        return title;
    }

    /** Why a misuse is not shown on an allocator at a level; empty if it is. */
    public Optional<String> leftOut(CheckLevel level, AllocatorProvider provider) {
        boolean bare = level == CheckLevel.FAITHFUL;
        boolean finds = provider.promises(AllocatorPromise.WRONG_FREES_FOUND);
        String reason =
                switch (needs) {
                    case WRONG_FREES ->
                            bare && !finds
                                    ? "does not promise " + AllocatorPromise.WRONG_FREES_FOUND
                                    : null;
                    case SPARE_BYTES -> bare ? "may keep records of its own there" : null;
                    case REUSE ->
                            level != CheckLevel.HARDENED ? "need not reuse a block at once" : null;
                    case POOLS -> "has no such pools";
                    case NOTHING -> null;
                };
        return isModel(provider) || reason == null
                ? Optional.empty()
                : Optional.of("%s at %s: %s %s".formatted(this, level, provider.name(), reason));
    }

    private static boolean isModel(AllocatorProvider provider) {
        return provider instanceof GilProvider || provider instanceof LockFreeProvider;
    }

    /**
     * What is noticed, as in {@code D DoubleFree}, without the star; of allocators other than the
     * two models when alone, as in {@code D}.
     */
    public String expected(CheckLevel level, AllocatorProvider provider) {
        if (isModel(provider)) {
            return stated(level, provider).replace("*", "");
        }
        return needs == Needs.WRONG_FREES ? "D" : stated(level, provider).split(" ")[0];
    }

    /** Whether an observation is as expected. */
    public boolean isExpected(CheckLevel level, AllocatorProvider provider, Observation seen) {
        String noticed = isModel(provider) ? seen.code() : seen.outcome().letter();
        return noticed.equals(expected(level, provider));
    }

    /** Whether this model notices what CPython's release build does not. */
    public boolean isBetter(CheckLevel level, AllocatorProvider provider) {
        return isModel(provider) && stated(level, provider).contains("*");
    }

    private String stated(CheckLevel level, AllocatorProvider provider) {
        return expected.get(2 * level.ordinal() + (provider instanceof GilProvider ? 0 : 1));
    }

    /** With checks around them the two models have all in common. */
    private static List<String> each(String gil, String lockFree, String debug, String hardened) {
        return List.of(gil, lockFree, debug, debug, hardened, hardened);
    }

    /** A misuse of a lock, which the lock-free model does not have. */
    private static List<String> onlyWithLock(String faithful, String debug, String hardened) {
        return List.of(faithful, "-", debug, "-", hardened, "-");
    }

    /**
     * Shows it on a fresh heap with checks of a level around it; not if it is left out.
     *
     * @throws AllocatorUnavailableException if the allocator cannot be opened
     */
    public Observation observe(CheckLevel level, AllocatorProvider provider)
            throws AllocatorUnavailableException {
        return MisuseFixture.show(provider, level, calls);
    }

    /** The name as users write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
