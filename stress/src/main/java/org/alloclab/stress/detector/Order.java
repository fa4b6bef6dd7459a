package org.alloclab.stress.detector;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a detector is to do.
 *
 * @param models whose tests to run
 * @param tests which of them: found anywhere in the full name
 * @param budget for all of them together
 * @param seed where random choices start from
 * @param stopAtFirst whether the first finding is enough
 * @param out folder for what is to be kept, or null
 * @param more what one detector alone has to know, by name
 */
public record Order(
        Set<Model> models,
        Pattern tests,
        Duration budget,
        long seed,
        boolean stopAtFirst,
        Path out,
        Map<String, String> more) {}
