package org.alloclab.stress.unit;

import org.alloclab.gil.GilAllocator;
import org.alloclab.replay.GoldenFiles;
import org.alloclab.replay.GoldenReplay;
import org.alloclab.replay.GoldenResult;
import org.alloclab.stress.detector.Deadline;
import org.alloclab.stress.detector.Detector;
import org.alloclab.stress.detector.DetectorOutput;
import org.alloclab.stress.detector.Model;
import org.alloclab.stress.detector.Order;
import org.alloclab.stress.detector.Thrown;

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
    public void run(Order order, DetectorOutput findings) throws IOException, URISyntaxException {
        if (!order.models().contains(Model.GIL)) {
            findings.planned(0);
            return;
        }
        URL traces = GoldenDetector.class.getClassLoader().getResource(TRACES);
        if (traces == null) {
            throw new FileNotFoundException("no " + TRACES + " on the class path");
        }
        URI place = traces.toURI();
        if (!place.getScheme().equals("jar")) {
            compareBelow(Path.of(place), order, findings);
            return;
        }
        try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
            compareBelow(jar.getPath("/" + TRACES), order, findings);
        }
    }

    private static void compareBelow(Path folder, Order order, DetectorOutput findings)
            throws IOException {
        Deadline deadline = new Deadline(order.budget());
        List<Path> files =
                GoldenFiles.in(List.of(folder)).stream()
                        .filter(file -> order.tests().matcher(name(folder, file)).find())
                        .toList();
        findings.planned(files.size());
        for (Path file : files) {
            if (order.stopAtFirst() && findings.found() > 0) {
                return;
            }
            String name = name(folder, file);
            if (deadline.isOver()) {
                findings.done(name, Deadline.SKIPPED);
            } else {
                findings.started(name);
                compare(name, file, findings);
            }
        }
    }

    private static String name(Path folder, Path file) {
        return folder.relativize(file).toString();
    }

    private static void compare(String name, Path file, DetectorOutput findings)
            throws IOException {
        long start = System.nanoTime();
        GoldenResult result;
        try {
            result = new GoldenReplay(GilAllocator::new).run(file);
        } catch (RuntimeException | Error e) {
            Thrown thrown = new Thrown(e);
            findings.found(name, thrown.summary(), thrown.evidence(), Map.of());
            return;
        }
        if (result.isEqual()) {
            findings.done(
                    name,
                    Map.of(
                            "millis",
                            (System.nanoTime() - start) / 1_000_000,
                            "operations",
                            result.operations()));
        } else {
            findings.found(
                    name,
                    "places blocks otherwise than CPython: %d differences"
                            .formatted(result.differences()),
                    result.first(),
                    Map.of("differences", result.differences()));
        }
    }
}
