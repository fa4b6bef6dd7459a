package org.alloclab.bench.plan;

import java.util.Map;

/**
 * A ratio beside what it is to be, as the JSON documents have it.
 *
 * @param id its name for programs
 * @param title its name for people
 * @param workload which
 * @param params its parameters
 * @param threads number of threads
 * @param layout of our heaps
 * @param of the backend that is divided
 * @param to the backend by which; null for a figure by itself
 * @param quantity what is compared
 * @param ratio the ratio; null if it was not measured
 * @param low the lower end of its 95 % interval; null if it was not measured
 * @param high its upper end; null if it was not measured
 * @param bound on which side of the target it is to be
 * @param target of the ratio
 * @param aim a stricter target, for information; null if there is none
 * @param verdict kept, missed, within noise, or not measured
 * @param reason what is to be said of it; null if nothing
 */
public record Ratio(
        String id,
        String title,
        String workload,
        Map<String, String> params,
        int threads,
        String layout,
        String of,
        String to,
        String quantity,
        Double ratio,
        Double low,
        Double high,
        String bound,
        double target,
        Double aim,
        String verdict,
        String reason) {
    private static final String SEPARATOR = ": ";

    /** A title, made of its two parts. */
    static String title(String group, String comparison) {
        return group + SEPARATOR + comparison;
    }

    /** The first part of the title: what it has in common with others. */
    public String group() {
        return title.substring(0, title.lastIndexOf(SEPARATOR));
    }

    /** The second part of the title: what is divided by what. */
    public String comparison() {
        return title.substring(title.lastIndexOf(SEPARATOR) + SEPARATOR.length());
    }
}
