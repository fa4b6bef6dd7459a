package org.alloclab.stress.unit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import org.alloclab.stress.detector.Deadline;
import org.alloclab.stress.detector.Detector;
import org.alloclab.stress.detector.DetectorOutput;
import org.alloclab.stress.protocol.DetectorOrder;
import org.junit.platform.engine.CancellationToken;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.PackageNameFilter;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherExecutionRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * The models' own tests, run by the JUnit Platform. An item is a test method; a method or class
 * with parameters, whose invocations are not known before it runs, is one item too.
 *
 * <p>Classes that start many threads take longest and come last. A test that runs when the time is
 * up is not disturbed; those after it are recorded as skipped.
 */
public final class UnitDetector implements Detector {
    private static final String SLOW = "Concurrency";

    /** It compares with CPython, file by file: see the detector of that name. */
    private static final String GOLDEN = ".*GoldenPlacementTest";

    private Launcher launcher;

    @Override
    public String name() {
        return "unit";
    }

    @Override
    public void run(DetectorOrder order, DetectorOutput output) {
        launcher =
                LauncherFactory.create(
                        LauncherConfig.builder()
                                .enableTestExecutionListenerAutoRegistration(false)
                                .build());
        List<UnitItems> classes = new ArrayList<>();
        for (String name : classNames(order)) {
            TestPlan plan =
                    launcher.discover(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(selectClass(name))
                                    .build());
            UnitItems items = UnitItems.in(plan, order.chosen());
            if (!items.isEmpty()) {
                classes.add(items);
            }
        }
        output.planned(classes.stream().mapToInt(UnitItems::size).sum(), null);
        Deadline deadline = new Deadline(order.budget());
        CancellationToken end = CancellationToken.create();
        for (UnitItems items : classes) {
            if (order.stopAtFirst() && output.found() > 0) {
                return;
            }
            run(items, new UnitListener(items, order, output, deadline, end), end);
        }
    }

    private void run(UnitItems items, UnitListener listener, CancellationToken end) {
        if (!listener.isOver()) {
            launcher.execute(
                    LauncherExecutionRequestBuilder.request(items.request())
                            .listeners(listener)
                            .cancellationToken(end)
                            .build());
        }
        listener.finish();
    }

    /** Every class of the models' packages with tests in it, the quick ones first. */
    private List<String> classNames(DetectorOrder order) {
        TreeSet<String> names =
                new TreeSet<>(
                        Comparator.comparing((String name) -> name.contains(SLOW))
                                .thenComparing(Comparator.naturalOrder()));
        for (String name : order.packages()) {
            TestPlan plan =
                    launcher.discover(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(selectPackage(name))
                                    .filters(
                                            PackageNameFilter.includePackageNames(name),
                                            ClassNameFilter.includeClassNamePatterns(".*Test"),
                                            ClassNameFilter.excludeClassNamePatterns(GOLDEN))
                                    .build());
            plan.getRoots().stream()
                    .flatMap(root -> plan.getDescendants(root).stream())
                    .map(TestIdentifier::getSource)
                    .flatMap(source -> source.stream())
                    .filter(ClassSource.class::isInstance)
                    .forEach(source -> names.add(((ClassSource) source).getClassName()));
        }
        return List.copyOf(names);
    }
}
