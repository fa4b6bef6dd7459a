package org.alloclab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.alloclab.HeapLayout;
import org.alloclab.gil.GilAllocator;
import org.alloclab.provider.AllocatorUnavailableException;
import org.junit.jupiter.api.Test;

/** What is refused, and what is noticed in the end. */
class SubjectTest {
    private static MeasuredAllocator subject(String backend, String layout) {
        MeasuredAllocator subject = new MeasuredAllocator();
        subject.backend = backend;
        subject.layout = layout;
        subject.peerLibs = "";
        return subject;
    }

    @Test
    void anUnknownNameIsRefusedWithThoseThereAre() {
        assertThatThrownBy(() -> subject("lockfre", "modern").open())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lockfre (expected: ")
                .hasMessageContaining("gil-held");
        assertThatThrownBy(() -> subject("gil", "modrn").open())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("layout: modrn (expected: one of [classic, classic38, modern])");
    }

    @Test
    void aPeersLibraryIsGivenByNameAndPath() {
        MeasuredAllocator subject = subject("mimalloc", "modern");
        subject.peerLibs = "tcmalloc=/nowhere/else;mimalloc=/nowhere/libmimalloc.so";
        assertThatThrownBy(subject::open)
                .isInstanceOf(AllocatorUnavailableException.class)
                .hasMessageContaining("/nowhere/libmimalloc.so");
        subject.peerLibs = "/nowhere/libmimalloc.so";
        assertThatThrownBy(subject::open)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("peerLibs: /nowhere/libmimalloc.so (expected: NAME=PATH)");
    }

    @Test
    void oneThatServesOneThreadRefusesTwo() {
        MeasuredAllocator subject = new MeasuredAllocator();
        subject.backend = "lonely";
        try (var heap = new GilAllocator(HeapLayout.CLASSIC)) {
            subject.use(new OpenedBackend(heap, null, false, true));
            subject.enter(1);
            assertThatThrownBy(() -> subject.enter(2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("lonely: 2 threads (expected: 1");
        }
    }

    @Test
    void aBlockLeftBehindIsNoticedWhenTheLastThreadLeaves() throws AllocatorUnavailableException {
        MeasuredAllocator subject = subject("lockfree", "classic");
        subject.open();
        subject.enter(2);
        subject.enter(2);
        long block = subject.allocator().allocate(10);
        subject.leave();
        assertThatThrownBy(subject::leave)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("lockfree: 1 blocks left");
        subject.allocator().free(block);
        subject.allocator().close();
    }

    @Test
    void whatIsToBeDoneLastlyIsDoneBefore() throws AllocatorUnavailableException {
        MeasuredAllocator subject = subject("gil", "classic");
        subject.open();
        subject.enter(1);
        long block = subject.allocator().allocate(10);
        subject.lastly(() -> subject.allocator().free(block));
        subject.leave();
        assertThatThrownBy(() -> subject.allocator().allocate(1))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theLockIsHeldBetweenBeginAndEndByNameOnly() throws AllocatorUnavailableException {
        for (String name : new String[] {"gil", "gil-held"}) {
            MeasuredAllocator subject = subject(name, "classic");
            subject.open();
            GilAllocator gil = (GilAllocator) subject.allocator();
            subject.begin();
            assertThat(gil.lock().isHeld()).as(name).isEqualTo(name.equals("gil-held"));
            subject.end();
            assertThat(gil.lock().isHeld()).isFalse();
            gil.close();
        }
    }
}
