package org.alloclab.stress.detector;

/** A way to find out what is wrong with an allocator. */
public interface Detector {
    /**
     * Looks, until all that is ordered is done, or the time is up, or something is found and no
     * more is wanted.
     *
     * @throws Exception if the detector itself cannot do its work
     */
    void run(Order order, DetectorOutput findings) throws Exception;
}
