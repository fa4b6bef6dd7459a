package org.alloclab.stress.unit;

import org.alloclab.gil.GilAllocator;
import org.alloclab.replay.GoldenFiles;
import org.alloclab.replay.GoldenReplay;
import org.alloclab.replay.GoldenResult;
import org.alloclab.stress.detector.Deadline;
import org.alloclab.stress.detector.Detector;
import org.alloclab.stress.detector.DetectorOutput;
import org.alloclab.stress.detector.Thrown;
import org.alloclab.stress.protocol.Details;
import org.alloclab.stress.protocol.DetectorOrder;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Whether the GIL model puts each block where real CPython put it: an item is a placement trace of
 * the model's own tests.
 */
public final class GoldenDetector implements Detector {
    private static final String TRACES = "org/alloclab/gil/golden";

    @Override
    public String name() {
        return "golden";
    }

    @Override
    public void run(DetectorOrder order, DetectorOutput output)
            throws IOException, URISyntaxException {
        if (!order.backends().contains("gil")) {
            output.planned(0, null);
            return;
        }
        URL traces = GoldenDetector.class.getClassLoader().getResource(TRACES);
        if (traces == null) {
            throw new FileNotFoundException("no " + TRACES + " on the class path");
        }
        URI place = traces.toURI();
        if (!place.getScheme().equals("jar")) {
            compareBelow(Path.of(place), order, output);
            return;
        }
        try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
            compareBelow(jar.getPath("/" + TRACES), order, output);
        }
    }

    private static void compareBelow(Path folder, DetectorOrder order, DetectorOutput output)
            throws IOException {
        Deadline deadline = new Deadline(order.budget());
        List<Path> files =
                GoldenFiles.in(List.of(folder)).stream()
                        .filter(file -> order.chosen().test(name(folder, file)))
                        .toList();
        output.planned(files.size(), null);
        for (Path file : files) {
            if (order.stopAtFirst() && output.found() > 0) {
                return;
            }
            String name = name(folder, file);
            if (deadline.isOver()) {
                output.done(name, Deadline.SKIPPED);
            } else {
                output.started(name);
                compare(name, file, output);
            }
        }
    }

    private static String name(Path folder, Path file) {
        return folder.relativize(file).toString();
    }

    private static void compare(String name, Path file, DetectorOutput output) throws IOException {
        long start = System.nanoTime();
        GoldenResult result;
        try {
            result = new GoldenReplay(GilAllocator::new).run(file);
        } catch (RuntimeException | Error e) {
            Thrown thrown = new Thrown(e);
            output.found(name, thrown.summary(), thrown.evidence(), null);
            return;
        }
        Details details = new Details.Test((System.nanoTime() - start) / 1_000_000, null);
        if (result.isEqual()) {
            output.done(name, details);
        } else {
            output.found(
                    name,
                    "places blocks otherwise than CPython: %d differences"
                            .formatted(result.differences()),
                    result.first(),
                    details);
        }
    }
}
