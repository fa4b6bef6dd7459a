package org.alloclab.stress.jcstress;

import org.openjdk.jcstress.infra.TestInfo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Which forks are run, and in which order: all tests in the most telling flavour, then all in the
 * next, and once more with other seeds for the compiler if there is time. What runs at once stands
 * together: as many forks as have a processor for each of their actors.
 *
 * @param batches forks that run at once, one batch after the other
 * @param firstRound how many batches it takes until each test was run once
 */
record ForkPlan(List<List<Item>> batches, int firstRound) {
    /** From the start of a JVM to its end, but for the time asked of it. */
    static final long FORK_MILLIS = 700;

    /** What a fork is to be given to see anything. */
    static final long LEAST_MILLIS = 150;

    /** The start of the program, and its report. */
    static final long FRAME_MILLIS = 1500;

    private static final long WORTH_A_FLAVOUR_MILLIS = 600;
    private static final long WORTH_A_SEED_MILLIS = 3000;

    /** The shortest time in which each of the tests can be run once. */
    static Duration least(List<TestInfo> tests) {
        double forks = turns(tests);
        return Duration.ofMillis(
                FRAME_MILLIS + (long) Math.ceil(forks * (FORK_MILLIS + LEAST_MILLIS)));
    }

    /** As much as fits; if not even each test once does, some of the tests, chosen at random. */
    static ForkPlan of(List<TestInfo> tests, Duration budget, long seed) {
        Random random = new Random(seed);
        List<TestInfo> chosen = new ArrayList<>(tests);
        Collections.shuffle(chosen, random);
        while (chosen.size() > 1 && least(chosen).compareTo(budget) > 0) {
            chosen.removeLast();
        }
        int rounds = chosen.isEmpty() ? 0 : rounds(chosen, budget);
        List<List<Item>> batches = new ArrayList<>();
        int firstRound = 0;
        for (int round = 0; round < rounds; round++) {
            Collections.shuffle(chosen, random);
            batches.addAll(round(chosen, flavour(round), random));
            firstRound = round == 0 ? batches.size() : firstRound;
        }
        return new ForkPlan(batches, firstRound);
    }

    /** How many forks there are. */
    int items() {
        return batches.stream().mapToInt(List::size).sum();
    }

    private static int rounds(List<TestInfo> tests, Duration budget) {
        double perTest = (budget.toMillis() - FRAME_MILLIS) / turns(tests);
        int flavours = Flavour.values().length;
        int few = (int) Math.clamp(perTest / (FORK_MILLIS + WORTH_A_FLAVOUR_MILLIS), 1, flavours);
        return Math.max(few, (int) (perTest / (FORK_MILLIS + WORTH_A_SEED_MILLIS)));
    }

    /** How many forks there are one after the other, if each test is run once. */
    private static double turns(List<TestInfo> tests) {
        return tests.stream().mapToDouble(test -> 1.0 / atOnce(test.threads())).sum();
    }

    static int atOnce(int actors) {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / actors);
    }

    private static Flavour flavour(int round) {
        Flavour[] all = Flavour.values();
        return round < all.length ? all[round] : Flavour.C2_STRESS;
    }

    private static List<List<Item>> round(List<TestInfo> tests, Flavour flavour, Random random) {
        List<List<Item>> batches = new ArrayList<>();
        for (TestInfo test : tests) {
            int actors = test.threads();
            Item item = new Item(test, flavour, random.nextInt(Integer.MAX_VALUE));
            batches.stream()
                    .filter(batch -> batch.getFirst().test().threads() == actors)
                    .filter(batch -> batch.size() < atOnce(actors))
                    .findFirst()
                    .orElseGet(() -> {
                        batches.add(new ArrayList<>());
                        return batches.getLast();
                    })
                    .add(item);
        }
        return batches;
    }
}
