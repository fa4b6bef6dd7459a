package org.alloclab.stress.misuse;

import org.alloclab.checks.CheckLevel;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The table: what can be done wrong, and what is noticed of it, as in {@code D DoubleFree}. A star
 * is where CPython's release build would be silent.
 */
public enum Misuse {
    /** A block is freed twice in a row. */
    DOUBLE_FREE(
            "double free",
            each("S", "D* InvalidAddress", "D DoubleFree", "D DoubleFree"),
            WrongFrees::twice),

    /** A block is freed again when somebody else has it. */
    DOUBLE_FREE_AFTER_REUSE(
            "double free after reuse",
            each("S", "S", "S", "D StaleHandle"),
            WrongFrees::twiceAfterReuse),

    /** An address inside a block is freed. */
    INTERIOR_FREE(
            "free of block + 16",
            each("S", "D* InvalidAddress", "D InvalidFree", "D InvalidFree"),
            WrongFrees::interior),

    /** An address that no block can have is freed. */
    MISALIGNED_FREE(
            "free of block + 1",
            each("S", "D* InvalidAddress", "D InvalidFree", "D InvalidFree"),
            WrongFrees::misaligned),

    /** A block that was never handed out is freed. */
    VIRGIN_FREE(
            "free of a virgin block",
            each("S", "D* InvalidAddress", "D InvalidFree", "D InvalidFree"),
            WrongFrees::virgin),

    /** The address of a pool's header is freed. */
    HEADER_FREE(
            "free of a pool header",
            each("S", "-", "D InvalidFree", "D InvalidFree"),
            WrongFrees::header),

    /** An address from nowhere is freed. */
    FOREIGN_FREE(
            "free of a foreign address",
            each("D InvalidAddress", "D InvalidAddress", "D InvalidFree", "D InvalidFree"),
            WrongFrees::foreign),

    /** A block is freed whose arena is gone. */
    RELEASED_FREE(
            "free into a released arena",
            each("D InvalidAddress", "D InvalidAddress", "D InvalidFree", "D InvalidFree"),
            WrongFrees::released),

    /** A block is freed by another heap. */
    CROSS_HEAP_FREE(
            "free by another heap",
            each("D InvalidAddress", "D InvalidAddress", "D WrongHeap", "D WrongHeap"),
            WrongFrees::crossHeap),

    /** A block is freed through another domain. */
    WRONG_DOMAIN(
            "free by another domain",
            each("S", "S", "D WrongDomain", "D WrongDomain"),
            WrongFrees::wrongDomain),

    /** Nothing is freed. */
    NULL_FREE("free of 0", each("ok", "ok", "ok", "ok"), WrongFrees::nothing),

    /** A block is freed as one of another size. */
    WRONG_SIZE(
            "sized free, wrong size",
            each("-", "-", "D SizeMismatch", "D SizeMismatch"),
            WrongFrees::wrongSize),

    /** A byte behind a block is written. */
    OVERFLOW(
            "write 1 byte behind",
            each("S", "S", "L FenceBroken", "L FenceBroken"),
            WrongWrites::behind),

    /** More bytes behind a block are written than the fence has. */
    LONG_OVERFLOW(
            "write 12 bytes behind",
            each("S", "S", "L FenceBroken", "L FenceBroken"),
            WrongWrites::farBehind),

    /** A byte before a block is written. */
    UNDERFLOW(
            "write 1 byte before",
            each("S", "S", "L FenceBroken", "L FenceBroken"),
            WrongWrites::before),

    /** A block is written after it was freed. */
    WRITE_AFTER_FREE(
            "write after free",
            each("S", "S", "L WriteAfterFree", "L WriteAfterFree"),
            WrongWrites::afterFree),

    /** A block is read after it was freed; where there are handles, by its handle. */
    READ_AFTER_FREE(
            "read after free", each("S", "S", "S", "D StaleHandle"), WrongWrites::readAfterFree),

    /** The link in a free block is overwritten. */
    LINK_OVERWRITTEN(
            "free-list link overwritten",
            each("S", "-", "L WriteAfterFree", "L WriteAfterFree"),
            WrongWrites::link),

    /** The heap is called without its lock. */
    LOCK_NOT_HELD(
            "call without the lock",
            onlyWithLock("S", "D GilNotHeld", "D GilNotHeld"),
            WrongLocking::notHeld),

    /** The lock is released by who does not hold it. */
    RELEASE_BY_OTHER(
            "lock released by another",
            onlyWithLock("D IllegalMonitorState", "D IllegalMonitorState", "D IllegalMonitorState"),
            WrongLocking::releasedByOther),

    /** A size below zero is asked for. */
    NEGATIVE_SIZE(
            "negative size",
            each(
                    "D IllegalArgument",
                    "D IllegalArgument",
                    "D IllegalArgument",
                    "D IllegalArgument"),
            WrongSizes::negative),

    /** A size that no machine has is asked for. */
    HUGE_SIZE(
            "size that no machine has",
            each("D HeapExhausted", "D HeapExhausted", "D HeapExhausted", "D HeapExhausted"),
            WrongSizes::huge);

    private final String title;
    private final List<String> expected; // level by level, model by model
    private final Consumer<MisuseFixture> calls;

    Misuse(String title, List<String> expected, Consumer<MisuseFixture> calls) {
        this.title = title;
        this.expected = expected;
        this.calls = calls;
    }

    /** What is done, in a few words. */
    public String title() {
        return title;
    }

    /** What is noticed, as in {@code D DoubleFree}; without the star. */
    public String expected(CheckLevel level, MisusedModel model) {
        return stated(level, model).replace("*", "");
    }

    /** Whether this model notices what CPython's release build does not. */
    public boolean isBetter(CheckLevel level, MisusedModel model) {
        return stated(level, model).contains("*");
    }

    private String stated(CheckLevel level, MisusedModel model) {
        return expected.get(level.ordinal() * MisusedModel.values().length + model.ordinal());
    }

    /** What the models have in common as soon as there are checks around them. */
    private static List<String> each(String gil, String lockFree, String debug, String hardened) {
        return List.of(gil, lockFree, debug, debug, hardened, hardened);
    }

    /** What cannot be done where there is no lock. */
    private static List<String> onlyWithLock(String faithful, String debug, String hardened) {
        return List.of(faithful, "-", debug, "-", hardened, "-");
    }

    /** Does it to a fresh heap of a model with checks of a level around it. */
    public Observation observe(CheckLevel level, MisusedModel model) {
        return MisuseFixture.show(model, level, calls);
    }

    /** The name as users write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
