package org.alloclab.stress.detector;

import org.alloclab.stress.protocol.DetectorOrder;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Runs one detector and ends: what {@code alloclab stress}, {@code check}, {@code soak}, {@code
 * sweep}, {@code race prove} and {@code selftest} start in a JVM of its own.
 *
 * <p>Events go to the standard output, all else to the standard error; files are kept in the
 * working folder. The exit code is 0 if nothing was found, 10 if something was, 1 if the detector
 * itself failed. When the standard input ends, because the starter is gone, this process ends, and
 * all that it started before it.
 */
public final class DetectorHost {
    private static final int FAILED = 1;
    private static final int FOUND = 10;

    private DetectorHost() {}

    /**
     * @param args one: an order, as {@link DetectorOrder#text} writes it
     */
    public static void main(String[] args) throws ReflectiveOperationException {
        DetectorOrder order = DetectorOrder.of(args[0]);
        Detector detector = Detector.named(order.detector());
        ClassLoader loader = detector.loader();
        if (loader != DetectorHost.class.getClassLoader()) {
            loader.loadClass(DetectorHost.class.getName())
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) args);
            return;
        }
        Thread.ofPlatform().daemon().name("input").start(DetectorHost::endWithInput);
        DetectorOutput output = new DetectorOutput(System.out);
        System.setOut(new PrintStream(System.err, true));
        try {
            detector.run(order, output);
        } catch (Exception | Error e) {
            e.printStackTrace();
            System.exit(FAILED); // threads of the detector may live on
        }
        output.end();
        System.exit(output.found() == 0 ? 0 : FOUND);
    }

    private static void endWithInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // Taken for the end of the input.
        }
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        Runtime.getRuntime().halt(FAILED);
    }
}
