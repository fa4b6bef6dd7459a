package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.InvalidAddressException;
import org.alloclab.memory.ArenaSource;
import org.alloclab.memory.ForwardingArenaSource;
import org.alloclab.stress.detector.Control;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** A heap is closed while a thread is at work in it, and its addresses may go to the next one. */
public final class ClosedHeap {
    private ClosedHeap() {}

    /**
     * A thread is at work in a heap while another closes it and opens the next one, which gets the
     * closed heap's addresses if they were given back.
     *
     * <p>How to run: {@code ./alloclab stress --tests ClosedHeap.LeavesTheNextAlone}.
     *
     * <p>One would believe that a closed heap harms no one: the thread finds the gate closed at its
     * next call. But marks belong to addresses and not to heaps, and a call that found the gate
     * open writes them after it was closed. They would be those of the next heap's blocks.
     *
     * <p>{@code Arenas.close} closes the source after the heap: its addresses are no one else's
     * until the collector finds the heap unreachable.
     *
     * <p>Verdict: the next heap gets other addresses, and all that it counts is its own. In the
     * negative control the source is closed at once.
     */
    @JCStressTest
    @Control("closed-heap-gives-addresses")
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "the next heap has what it was asked for")
    @Outcome(expect = FORBIDDEN, desc = "a closed heap has left marks in the next one")
    @State
    public static class LeavesTheNextAlone {
        private static final int BLOCKS = 20;

        /** The first arena is that of the heap that is closed, unless it was given back. */
        private final ArenaSource slot = Slots.source(2);

        private final LockFreeAllocator first =
                new LockFreeAllocator(
                        Slots.LAYOUT,
                        new ForwardingArenaSource(slot) {
                            @Override
                            public void close() {
                                slot.release(slot.range().start());
                            }

                            @Override
                            public void closeAfter(Object user) {
                                // the addresses rest for longer than the race lasts
                            }
                        });

        private final LockFreeAllocator next = new LockFreeAllocator(Slots.LAYOUT, slot);
        private boolean undisturbed = true;

        public LeavesTheNextAlone() {
            first.allocate(512); // its arena
        }

        @Actor
        public void workInTheFirst() {
            try {
                for (int block = 0; block < BLOCKS; block++) {
                    first.free(first.allocate(512));
                    first.allocate(512);
                }
            } catch (IllegalStateException e) {
                // closed
            }
        }

        @Actor
        public void closeItAndOpenTheNext() {
            first.close();
            try {
                for (int block = 0; block < BLOCKS; block++) {
                    next.free(next.allocate(512));
                    next.allocate(512);
                }
            } catch (InvalidAddressException | IllegalStateException e) {
                undisturbed = false;
            }
        }

        @Arbiter
        public void count(Z_Result r) {
            try {
                next.checkInvariants();
            } catch (IllegalStateException e) {
                undisturbed = false;
            }
            r.r1 = undisturbed && next.statistics().liveBlocks() == BLOCKS;
        }
    }
}
