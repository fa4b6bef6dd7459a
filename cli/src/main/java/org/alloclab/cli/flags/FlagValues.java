package org.alloclab.cli.flags;

import org.alloclab.HeapLayout;
import org.alloclab.bench.plan.Suite;
import org.alloclab.bench.plan.Workload;
import org.alloclab.checks.CheckLevel;
import org.alloclab.cli.session.Seed;
import org.alloclab.cli.terminal.ColorMode;
import org.alloclab.cli.terminal.NearestWord;
import org.alloclab.peers.PeerLibraries;
import org.alloclab.replay.BuiltInTraces;
import org.alloclab.replay.ReplayMode;
import org.alloclab.stress.misuse.Misuse;

import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads what users type behind a flag; says what was expected and which right value is nearest. */
public final class FlagValues {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L);
    private static final Duration LONGEST = Duration.ofDays(7);

    private FlagValues() {}

    /** Several built-in traces; each once, in the order given. */
    public record TraceNames(List<String> list) {}

    /** Several workloads; each once, in the order given. */
    public record Workloads(List<Workload> list) {}

    public static void registerWith(CommandLine line) {
        line.registerConverter(HeapLayout.class, text -> choice(text, HeapLayout.values()));
        line.registerConverter(ReplayMode.class, text -> choice(text, ReplayMode.values()));
        line.registerConverter(ColorMode.class, text -> choice(text, ColorMode.values()));
        line.registerConverter(CheckLevel.class, text -> choice(text, CheckLevel.values()));
        line.registerConverter(Misuse.class, text -> choice(text, Misuse.values()));
        line.registerConverter(SweepKind.class, text -> choice(text, SweepKind.values()));
        line.registerConverter(Suite.class, text -> choice(text, Suite.values()));
        line.registerConverter(
                Workloads.class, text -> new Workloads(choices(text, Workload.values())));
        line.registerConverter(PeerLibrary.class, FlagValues::peerLibrary);
        line.registerConverter(TraceNames.class, FlagValues::traceNames);
        line.registerConverter(ThreadCounts.class, FlagValues::threadCounts);
        line.registerConverter(Percent.class, FlagValues::percent);
        line.registerConverter(Duration.class, FlagValues::duration);
        line.registerConverter(Pattern.class, FlagValues::pattern);
        line.registerConverter(Seed.class, FlagValues::seed);
        line.registerConverter(String.class, FlagValues::nonEmpty);
        line.registerConverter(Path.class, FlagValues::path);
        line.registerConverter(TraceSource.class, FlagValues::traceSource);
    }

    private static <T> T choice(String text, T[] values) {
        return Arrays.stream(values)
                .filter(value -> value.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> unknown(text, Arrays.stream(values).map(T::toString).toList()));
    }

    private static TypeConversionException unknown(String text, List<String> words) {
        return wrong(oneOf(words), NearestWord.hint(text, words));
    }

    /** Several, each once, in the order given. */
    private static <T> List<T> choices(String text, T[] values) {
        Set<T> chosen = new LinkedHashSet<>();
        for (String name : text.split(",", -1)) {
            chosen.add(choice(name, values));
        }
        return List.copyOf(chosen);
    }

    private static TraceNames traceNames(String text) {
        List<String> names = BuiltInTraces.names();
        for (String name : text.split(",", -1)) {
            if (!names.contains(name)) {
                throw unknown(name, names);
            }
        }
        return new TraceNames(List.copyOf(new LinkedHashSet<>(List.of(text.split(",")))));
    }

    private static ThreadCounts threadCounts(String text) {
        List<Integer> counts = new ArrayList<>();
        for (String count : text.split(",", -1)) {
            if (!count.matches("[0-9]{1,4}") || !isThreads(Integer.parseInt(count))) {
                throw wrong("numbers from 1 to " + ThreadCounts.MOST + ", as in 1,2,4");
            }
            counts.add(Integer.parseInt(count));
        }
        return new ThreadCounts(counts);
    }

    private static boolean isThreads(int count) {
        return count >= 1 && count <= ThreadCounts.MOST;
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (matcher.matches()) {
            long count = Long.parseLong(matcher.group(1));
            Duration duration = Duration.ofMillis(count * MILLIS.get(matcher.group(2)));
            if (duration.isPositive() && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        }
        String hint = text.matches("[1-9][0-9]{0,5}") ? "; did you mean " + text + "s?" : "";
        throw wrong("a time from 1ms to 168h, as 500ms, 90s, 10m or 2h", hint);
    }

    private static Percent percent(String text) {
        if (!text.matches("[0-9]{1,2}|100")) {
            throw wrong("a number from 0 to 100, as 50");
        }
        return new Percent(Integer.parseInt(text));
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw wrong("a regular expression; " + e.getDescription().toLowerCase(Locale.ROOT));
        }
    }

    private static Seed seed(String text) {
        try {
            return new Seed(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw wrong("a whole number of at most 64 bits");
        }
    }

    private static String nonEmpty(String text) {
        if (text.isEmpty()) {
            throw wrong("the name of a file");
        }
        return text;
    }

    private static TraceSource traceSource(String text) {
        if (!text.startsWith(TraceSource.BUILT_IN)) {
            return new TraceSource.File(path(text));
        }
        List<String> names =
                BuiltInTraces.names().stream().map(name -> TraceSource.BUILT_IN + name).toList();
        if (!names.contains(text)) {
            throw unknown(text, names);
        }
        return new TraceSource.BuiltIn(text.substring(TraceSource.BUILT_IN.length()));
    }

    private static PeerLibrary peerLibrary(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw wrong("NAME=PATH, as mimalloc=/opt/lib/libmimalloc.so");
        }
        String name = text.substring(0, equals);
        if (!PeerLibraries.names().contains(name)) {
            throw unknown(name, PeerLibraries.names());
        }
        return new PeerLibrary(name, path(text.substring(equals + 1)));
    }

    private static Path path(String text) {
        try {
            return Path.of(nonEmpty(text));
        } catch (InvalidPathException e) {
            throw wrong("the name of a file");
        }
    }

    /** {@code a, b or c}. */
    public static String oneOf(List<String> words) {
        int last = words.size() - 1;
        return last == 0
                ? words.getFirst()
                : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }

    /** The second half of a line that begins with the flag and the value. */
    private static TypeConversionException wrong(String expected, String hint) {
        return new TypeConversionException("(expected: " + expected + ")" + hint);
    }

    private static TypeConversionException wrong(String expected) {
        return wrong(expected, "");
    }
}
