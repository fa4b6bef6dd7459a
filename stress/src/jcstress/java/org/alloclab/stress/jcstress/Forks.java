package org.alloclab.stress.jcstress;

import org.openjdk.jcstress.TestExecutor;
import org.openjdk.jcstress.Verbosity;
import org.openjdk.jcstress.infra.TestInfo;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.collectors.TestResultCollector;
import org.openjdk.jcstress.infra.runners.TestConfig;
import org.openjdk.jcstress.os.AffinityMode;
import org.openjdk.jcstress.os.Scheduler;
import org.openjdk.jcstress.os.SchedulingClass;
import org.openjdk.jcstress.os.topology.PresetRegularTopology;
import org.openjdk.jcstress.os.topology.Topology;
import org.openjdk.jcstress.os.topology.TopologyParseException;
import org.openjdk.jcstress.vm.CompileMode;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs forks by JCStress's own executor. One thread. */
final class Forks implements AutoCloseable {
    private static final Verbosity SILENT = new Verbosity(0);

    private final Path directives;

    /** Makes a folder for what the compilers are told. */
    Forks() throws IOException {
        directives = Files.createTempDirectory("alloclab-stress");
    }

    /**
     * Runs a batch to its end.
     *
     * @param millis what each is given
     * @return what came back: an item that is not in it was lost
     */
    Map<Item, ForkOutcome> run(List<Item> batch, long millis) throws IOException {
        Map<TestConfig, Item> items = new HashMap<>();
        List<TestResult> results = Collections.synchronizedList(new ArrayList<>());
        try (ForkWatchdog watch = new ForkWatchdog(millis)) {
            for (Item item : batch) {
                items.put(config(item, millis), item);
            }
            TestResultCollector collector = results::add;
            new TestExecutor(SILENT, collector, scheduler(batch))
                    .runAll(List.copyOf(items.keySet()));
            Map<Item, ForkOutcome> outcomes = new HashMap<>();
            for (TestResult result : results) {
                Item item = items.get(result.getConfig());
                outcomes.put(item, new ForkOutcome(item, result, watch.ended(result)));
            }
            return outcomes;
        }
    }

    /**
     * A machine in which this batch has room. JCStress gives each actor a core and runs no test
     * that has more actors than there are cores; the operating system can do that.
     */
    private static Scheduler scheduler(List<Item> batch) {
        int actors = batch.stream().mapToInt(item -> item.test().threads()).sum();
        return new Scheduler(topology(actors), actors);
    }

    private static Topology topology(int cores) {
        try {
            return new PresetRegularTopology(1, cores, 1);
        } catch (TopologyParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private TestConfig config(Item item, long millis) {
        TestInfo test = item.test();
        int cpus = Runtime.getRuntime().availableProcessors();
        boolean slow = item.flavour() == Flavour.INTERPRETER;
        Settings settings = new Settings(millis, slow, test.threads() > cpus);
        SchedulingClass place = anywhere(test.threads());
        List<String> args = item.flavour().jvmArgs(item.seed());
        args.add("-XX:CompilerDirectivesFile=" + directives(test, settings, place));
        return new TestConfig(settings, test, 0, args, CompileMode.UNIFIED, place);
    }

    private static SchedulingClass anywhere(int actors) {
        SchedulingClass place =
                new SchedulingClass(AffinityMode.NONE, actors, topology(actors).nodeType());
        for (int actor = 0; actor < actors; actor++) {
            place.setNode(actor, -1);
            place.setCore(actor, -1);
        }
        return place;
    }

    /** Without these the loop around a test may be compiled together with the test. */
    private Path directives(TestInfo test, Settings settings, SchedulingClass place) {
        Path file = directives.resolve(test.binaryName());
        TestConfig config =
                new TestConfig(settings, test, 0, List.of(), CompileMode.UNIFIED, place);
        try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(file))) {
            config.generateDirectives(writer, SILENT);
            if (writer.checkError()) {
                throw new IOException(file + ": cannot be written");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    @Override
    public void close() throws IOException {
        try (var files = Files.list(directives)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directives);
    }
}
