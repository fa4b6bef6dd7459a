package org.alloclab.stress.unit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The items of a test class that are wanted.
 *
 * @param names {@code Class.method}, or the class alone, by their unique ids
 */
record UnitItems(Map<String, String> names) {
    /** Tests, and methods and classes with parameters, whose invocations are not known yet. */
    static UnitItems in(TestPlan plan, Predicate<String> wanted) {
        Map<String, String> names = new LinkedHashMap<>();
        plan.getRoots().stream()
                .flatMap(root -> plan.getDescendants(root).stream())
                .filter(item -> plan.getChildren(item).isEmpty())
                .filter(item -> item.getParentId().isPresent()) // not JUnit itself
                .filter(item -> wanted.test(fullName(item)))
                .forEach(item -> names.put(item.getUniqueId(), shortName(item)));
        return new UnitItems(names);
    }

    private static String fullName(TestIdentifier item) {
        return switch (item.getSource().orElse(null)) {
            case MethodSource method -> method.getClassName() + "." + method.getMethodName();
            case ClassSource type -> type.getClassName();
            case null, default -> item.getDisplayName();
        };
    }

    /** Without the package. */
    private static String shortName(TestIdentifier item) {
        return fullName(item).replaceFirst("^([a-z]+\\.)+", "");
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    int size() {
        return names.size();
    }

    LauncherDiscoveryRequest request() {
        LauncherDiscoveryRequestBuilder builder = LauncherDiscoveryRequestBuilder.request();
        names.keySet().forEach(id -> builder.selectors(selectUniqueId(id)));
        return builder.build();
    }
}
