package org.alloclab.cli;

import java.util.List;
import java.util.Random;

/**
 * Damages a file again and again. The number of files in all is {@code -Dalloclab.damaged=N}, the
 * seed {@code -Dalloclab.seed=N}; each file has a seed of its own, so that one can be had again.
 */
final class DamageRun {
    private static final int FILES = Integer.getInteger("alloclab.damaged", 10_000);

    private final String name;
    private final List<Damage> kinds;
    private final int files;
    private int refused;
    private int same;

    /**
     * @param percent how many of all damaged files are of this sort
     */
    DamageRun(String name, List<Damage> kinds, int percent) {
        this.name = name;
        this.kinds = kinds;
        files = Math.max(kinds.size(), FILES / 100 * percent);
    }

    /** What came of a damaged file. */
    enum Verdict {
        /** One clear line. */
        REFUSED,
        /** Nothing that counts was damaged. */
        SAME,
        /** It says something else now, and just that was read. */
        ANOTHER
    }

    /** Looks at a damaged file. */
    interface Check {
        /**
         * @throws AssertionError if something else was read than it says
         */
        Verdict of(byte[] damaged) throws Exception;
    }

    /** Damages each of these in turn. */
    void check(List<byte[]> wholes, Check check) {
        long seed = Long.getLong("alloclab.seed", System.nanoTime());
        System.out.printf("%s: repeat with -Dtest.args=-Dalloclab.seed=%d%n", name, seed);
        for (int i = 0; i < files; i++) {
            Damage damage = kinds.get(i % kinds.size());
            byte[] whole = wholes.get(i / kinds.size() % wholes.size());
            byte[] damaged = damage.to(whole, new Random(seed + i));
            try {
                switch (check.of(damaged)) {
                    case REFUSED -> refused++;
                    case SAME -> same++;
                    case ANOTHER -> {}
                }
            } catch (Exception | Error e) {
                throw new AssertionError("file %d, %s, seed %d".formatted(i, damage, seed), e);
            }
        }
        System.out.printf(
                "%s: %,d damaged files, %,d refused, %,d unharmed, %,d read as what they say%n",
                name, files, refused, same, files - refused - same);
    }
}
