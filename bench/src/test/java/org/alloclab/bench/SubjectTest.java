package org.alloclab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.alloclab.gil.GilAllocator;
import org.alloclab.provider.AllocatorUnavailableException;
import org.junit.jupiter.api.Test;

/** What is refused, and what is noticed in the end. */
class SubjectTest {
    private static MeasuredAllocator subject(String backend, String layout) {
        MeasuredAllocator subject = new MeasuredAllocator();
        subject.backend = backend;
        subject.layout = layout;
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
    void whatDoesNotPromiseToBeConcurrentServesOneThread() throws AllocatorUnavailableException {
        MeasuredAllocator subject = subject("bare", "modern");
        subject.use(new BareProvider());
        subject.enter(1);
        assertThatThrownBy(() -> subject.enter(2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("bare: 2 threads (expected: 1");
        subject.leave();
    }

    @Test
    void whatDoesNotPromiseStatisticsIsNotAskedForThem() throws AllocatorUnavailableException {
        MeasuredAllocator subject = subject("bare", "modern");
        subject.use(new BareProvider());
        subject.enter(1);
        long block = subject.allocator().allocate(10);
        subject.leave();
        assertThat(block).isNotZero(); // and nobody looked for it
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
