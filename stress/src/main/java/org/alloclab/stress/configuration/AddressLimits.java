package org.alloclab.stress.configuration;

import org.alloclab.stress.configuration.Factor.Choice;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Limits on the addresses of a process ({@code ulimit -v}), each for both allocators. They meet no
 * other choices: a collector or a large Java heap alone may need more addresses than are allowed.
 *
 * @param configurations those that work on this machine
 * @param missing names of the limits that do not, as {@code addresses 2GiB}
 */
public record AddressLimits(List<Configuration> configurations, List<String> missing) {
    /** The name of the factor. */
    public static final String NAME = "addresses";

    private static final List<Integer> GIBIBYTES = List.of(1, 2, 4, 8, 16, 70, 140, 200);
    private static final int ROOMY = 8; // for an ordinary virtual machine
    private static final List<String> SMALL_MACHINE =
            List.of(
                    "-Xmx64m",
                    "-XX:+UseSerialGC",
                    "-XX:CompressedClassSpaceSize=32m",
                    "-XX:ReservedCodeCacheSize=48m");

    /** Tries all, which takes seconds. */
    public static AddressLimits here() throws IOException, InterruptedException {
        List<Configuration> configurations = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (int gibibytes : GIBIBYTES) {
            Choice limit = limit(gibibytes);
            if (!Available.works(limit)) {
                missing.add(NAME + " " + limit.name());
                continue;
            }
            for (Choice backend : Factor.BACKEND.choices()) {
                configurations.add(
                        new Configuration(Map.of(Factor.BACKEND.name(), backend, NAME, limit)));
            }
        }
        return new AddressLimits(configurations, missing);
    }

    /** One arena of the C library, since each takes many addresses that it does not use. */
    private static Choice limit(int gibibytes) {
        String shell =
                "ulimit -v %d && MALLOC_ARENA_MAX=1 exec \"$@\"".formatted((long) gibibytes << 20);
        return new Choice(
                gibibytes + "GiB",
                List.of("sh", "-c", shell, "sh"),
                gibibytes < ROOMY ? SMALL_MACHINE : List.of());
    }
}
