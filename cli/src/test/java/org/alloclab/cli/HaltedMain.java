package org.alloclab.cli;

/** The program, whose virtual machine halts after {@code -Dalloclab.halt=N} microseconds. */
final class HaltedMain {
    static final int CODE = 99;

    private HaltedMain() {}

    public static void main(String[] args) {
        long micros = Long.getLong("alloclab.halt");
        Thread.ofPlatform().daemon().start(() -> haltAfter(micros));
        InventedForks.main(args);
    }

    private static void haltAfter(long micros) {
        try {
            Thread.sleep(micros / 1000, (int) (micros % 1000) * 1000);
        } catch (InterruptedException e) {
            // Then it halts now.
        }
        Runtime.getRuntime().halt(CODE);
    }
}
