package org.alloclab.stress.detector;

import org.alloclab.stress.coverage.CountingLoader;
import org.alloclab.stress.faults.Extent;
import org.alloclab.stress.faults.SweepDetector;
import org.alloclab.stress.injection.SteppedClasses;
import org.alloclab.stress.jcstress.StressDetector;
import org.alloclab.stress.lincheck.ModelDetector;
import org.alloclab.stress.soak.ChurnDetector;
import org.alloclab.stress.soak.SoakDetector;
import org.alloclab.stress.soak.TrafficDetector;
import org.alloclab.stress.unit.GoldenDetector;
import org.alloclab.stress.unit.UnitDetector;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Runs one detector and ends: what {@code alloclab stress}, {@code soak}, {@code check}, {@code
 * race prove} and {@code selftest} start as a child.
 *
 * <p>Arguments: the detector, then {@code name=value}. DetectorOutput go to the standard output,
 * all else to the standard error. Ends with 0 if nothing was found, 10 if something was, 1 if the
 * detector itself failed. Whoever started it with {@code input=true} and is gone, as its standard
 * input then is, leaves nothing behind: it ends, after all that it started.
 */
public final class DetectorHost {
    private static final int FAILED = 1;
    private static final int FOUND = 10;

    private DetectorHost() {}

    /**
     * @param args {@code stress|model|traffic|soak|churn|sweep|sweep-brief|unit|golden}, {@code
     *     models=gil,lockfree}, {@code tests=REGEX}, {@code millis=N}, {@code seed=N}, {@code
     *     first=true|false}, {@code out=DIR}, {@code input=true|false}, and what one detector alone
     *     has to know
     */
    public static void main(String[] args) throws Exception {
        if (args[0].startsWith("sweep")
                && !(DetectorHost.class.getClassLoader() instanceof SteppedClasses)) {
            mainOf(new SteppedClasses().loadClass(DetectorHost.class.getName()), args);
            return;
        }
        if (args[0].equals("soak") && !CountingLoader.hasLoaded(DetectorHost.class)) {
            CountingLoader.run(DetectorHost.class, args);
            return;
        }
        DetectorOutput findings = new DetectorOutput(System.out);
        System.setOut(new PrintStream(System.err, true));
        Map<String, String> values = new HashMap<>();
        for (String arg : Arrays.asList(args).subList(1, args.length)) {
            String[] parts = arg.split("=", 2);
            values.put(parts[0], parts[1]);
        }
        if (Boolean.parseBoolean(values.get("input"))) {
            Thread.ofPlatform().daemon().name("input").start(DetectorHost::endWithInput);
        }
        try {
            detector(args[0]).run(order(values), findings);
        } catch (Exception | Error e) {
            e.printStackTrace();
            System.exit(FAILED); // threads of the detector may live on
        }
        findings.end();
        System.exit(findings.found() == 0 ? 0 : FOUND);
    }

    /** The same where the allocators have steps in them. */
    private static void mainOf(Class<?> host, String[] args) throws ReflectiveOperationException {
        host.getMethod("main", String[].class).invoke(null, (Object) args);
    }

    private static void endWithInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // As good as its end.
        }
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        Runtime.getRuntime().halt(FAILED);
    }

    private static Detector detector(String name) {
        return switch (name) {
            case "unit" -> new UnitDetector();
            case "golden" -> new GoldenDetector();
            case "stress" -> new StressDetector();
            case "model" -> new ModelDetector();
            case "soak" -> new SoakDetector();
            case "churn" -> new ChurnDetector();
            case "traffic" -> new TrafficDetector();
            case "sweep" -> new SweepDetector(Extent.ALL);
            case "sweep-brief" -> new SweepDetector(Extent.BRIEF);
            default -> throw new IllegalArgumentException("detector: " + name);
        };
    }

    private static Order order(Map<String, String> values) {
        Set<Model> models = EnumSet.noneOf(Model.class);
        for (String model : values.getOrDefault("models", "gil,lockfree").split(",")) {
            models.add(Model.valueOf(model.toUpperCase()));
        }
        return new Order(
                models,
                Pattern.compile(values.getOrDefault("tests", "")),
                Duration.ofMillis(Long.parseLong(values.getOrDefault("millis", "60000"))),
                Long.parseLong(values.getOrDefault("seed", "1")),
                Boolean.parseBoolean(values.getOrDefault("first", "false")),
                values.containsKey("out") ? Path.of(values.get("out")) : null,
                Map.copyOf(values));
    }
}
