package org.alloclab.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.ref.Reference;
import java.time.Duration;

/** Addresses stay with a user that may still be at them, and do not run out for that. */
class RestingRangesTest {
    private static final int ARENA = 256 << 10;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void closedAddressesRestUntilTheirUserIsUnreachable(boolean isMapped) {
        awaitNoMoreThan(0);
        closeWhileUsed(isMapped);
        awaitNoMoreThan(0);
    }

    private static void closeWhileUsed(boolean isMapped) {
        Object user = new Object();
        try (ArenaSource source =
                isMapped ? ArenaSource.mapped(ARENA) : ArenaSource.portable(ARENA)) {
            long arena = source.acquire();
            Memory.putLong(arena, 1);
            source.closeAfter(user);
            assertThat(RestingRanges.count()).isOne();
            assertThatIllegalStateException().isThrownBy(source::acquire);
            RestingRanges.collect();
            Memory.putLong(arena, 2); // as who comes late does
            assertThat(AddressRange.isReserved(arena)).isFalse();
        }
        Reference.reachabilityFence(user);
    }

    @ParameterizedTest
    @ValueSource(ints = {5000})
    void addressesDoNotRunOut(int sources) {
        for (int source = 0; source < sources; source++) {
            ArenaSource.mapped(ARENA).closeAfter(new Object());
        }
        awaitNoMoreThan(0);
    }

    private static void awaitNoMoreThan(int ranges) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> {
                    RestingRanges.collect();
                    return RestingRanges.count() <= ranges;
                });
    }
}
