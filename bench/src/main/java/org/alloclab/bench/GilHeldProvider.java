package org.alloclab.bench;

import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.gil.GilAllocator;

/** Plugs in {@code gil-held}: benchmarks hold the lock of a {@link GilAllocator} across a batch. */
public final class GilHeldProvider extends VariantProvider implements BatchLocking {
    /** For the service loader. */
    public GilHeldProvider() {
        super(
                "gil-held",
                "gil, whose lock benchmarks hold across a batch, as a Python thread does");
    }

    @Override
    public SmallObjectAllocator open(HeapLayout layout) {
        return new GilAllocator(layout);
    }

    @Override
    public void lock(SmallObjectAllocator heap) {
        ((GilAllocator) heap).lock().acquire();
    }

    @Override
    public void unlock(SmallObjectAllocator heap) {
        ((GilAllocator) heap).lock().release();
    }
}
