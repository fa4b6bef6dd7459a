package org.alloclab.stress.unit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import org.alloclab.stress.detector.Deadline;
import org.alloclab.stress.detector.Detector;
import org.alloclab.stress.detector.DetectorOutput;
import org.alloclab.stress.detector.Model;
import org.alloclab.stress.detector.Order;
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
 * with parameters, whose invocations only running it brings to light, is one item too.
 *
 * <p>The classes that let many threads loose take longest and come last. A test that runs when the
 * time is up is not disturbed; those after it are recorded as skipped.
 */
public final class UnitDetector implements Detector {
    private static final String SLOW = "Concurrency";

    /** It compares with CPython, file by file: see the detector of that name. */
    private static final String GOLDEN = ".*GoldenPlacementTest";

    private final Launcher launcher =
            LauncherFactory.create(
                    LauncherConfig.builder()
                            .enableTestExecutionListenerAutoRegistration(false)
                            .build());

    @Override
    public void run(Order order, DetectorOutput findings) {
        List<UnitItems> classes = new ArrayList<>();
        for (String name : classNames(order)) {
            TestPlan plan =
                    launcher.discover(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(selectClass(name))
                                    .build());
            UnitItems items = UnitItems.in(plan, order.tests());
            if (!items.isEmpty()) {
                classes.add(items);
            }
        }
        findings.planned(classes.stream().mapToInt(UnitItems::size).sum());
        Deadline deadline = new Deadline(order.budget());
        CancellationToken end = CancellationToken.create();
        for (UnitItems items : classes) {
            if (order.stopAtFirst() && findings.found() > 0) {
                return;
            }
            run(items, new UnitListener(items, order, findings, deadline, end), end);
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
    private List<String> classNames(Order order) {
        TreeSet<String> names =
                new TreeSet<>(
                        Comparator.comparing((String name) -> name.contains(SLOW))
                                .thenComparing(Comparator.naturalOrder()));
        for (Model model : order.models()) {
            TestPlan plan =
                    launcher.discover(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(selectPackage(model.packageName()))
                                    .filters(
                                            PackageNameFilter.includePackageNames(
                                                    model.packageName()),
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
