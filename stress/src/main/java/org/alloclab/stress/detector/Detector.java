package org.alloclab.stress.detector;

import org.alloclab.stress.protocol.DetectorOrder;

import java.util.ServiceLoader;

/**
 * A way to find out what is wrong with an allocator. Detectors are found by {@link ServiceLoader},
 * so that this package knows none of the techniques.
 */
public interface Detector {
    /** The name by which it is ordered. */
    String name();

    /**
     * The class loader that it must be loaded by: its own, unless it changes the allocators'
     * classes as they are loaded.
     */
    default ClassLoader loader() {
        return getClass().getClassLoader();
    }

    /**
     * Looks until every item is recorded, or the budget is spent, or something is found and the
     * first finding is enough.
     *
     * @throws Exception if the detector itself fails
     */
    void run(DetectorOrder order, DetectorOutput output) throws Exception;

    /** The detector of a name. */
    static Detector named(String name) {
        return ServiceLoader.load(Detector.class, Detector.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .filter(detector -> detector.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("detector: " + name));
    }
}
