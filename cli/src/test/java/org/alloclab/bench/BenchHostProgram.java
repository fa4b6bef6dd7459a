package org.alloclab.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.DoubleSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Stands in for the program of the same name that runs JMH: it takes the same requests and answers
 * at once, with invented times. A file {@code behaviour} beside its jar may hold lines of a word
 * and a pattern: {@code fail}, {@code die}, {@code hang}, {@code garbage} and {@code locked} are
 * what it does when it is asked for what the pattern matches. Each request is added to a file
 * {@code requests}.
 */
public final class BenchHostProgram {
    private static final Pattern PARAM = Pattern.compile("-p \"([A-Za-z]+)=([^\"]*)\"");
    private static final Pattern NUMBER = Pattern.compile("-(t|i) ([0-9]+)");
    private static final Map<String, Double> NANOS =
            Map.of(
                    "lockfree", 4.0,
                    "mimalloc", 9.0,
                    "tcmalloc", 7.0,
                    "jemalloc", 8.0,
                    "glibc", 17.0,
                    "gil", 30.0,
                    "gil-held", 9.5,
                    "pymalloc", 10.0,
                    "locked-lockfree", 25.0,
                    "netty-adaptive", 90.0);

    private BenchHostProgram() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Path.of(System.getProperty("java.class.path")).getParent();
        Path behaviour = folder.resolve("behaviour");
        String todo = Files.exists(behaviour) ? Files.readString(behaviour) : "";
        System.err.println("the fake host listens");
        Files.writeString(Path.of("forks.jsa"), "what forks leave to each other");
        var input = new InputStreamReader(System.in, StandardCharsets.UTF_8);
        try (var lines = new BufferedReader(input)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String word = word(line, todo);
                if (word.equals("hang")) {
                    new ProcessBuilder("sleep", "300").start(); // as a fork would
                }
                Files.writeString(
                        folder.resolve("requests"),
                        line + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
                System.out.println(answer(word, line));
                System.out.flush();
            }
        }
    }

    /** What is to be done about a request. */
    private static String word(String request, String behaviour) {
        return behaviour
                .lines()
                .map(line -> line.split(" ", 2))
                .filter(entry -> Pattern.compile(entry[1]).matcher(request).find())
                .map(entry -> entry[0])
                .findFirst()
                .orElse("ok");
    }

    private static String answer(String word, String request) throws InterruptedException {
        return switch (word) {
            case "ok" -> measured(request);
            case "fail" -> "{\"failed\":\"Forked VM failed with exit code 134: SIGSEGV\"}";
            case "locked" ->
                    "{\"failed\":\"ERROR: Another JMH instance might be running. Unable to acquire"
                            + " the JMH lock (/tmp/jmh.lock)\"}";
            case "garbage" -> "# JMH version: 1.37";
            case "hang" -> {
                new CountDownLatch(1).await();
                yield "";
            }
            case "die" -> {
                Runtime.getRuntime().halt(137);
                yield "";
            }
            default -> throw new IllegalArgumentException(word);
        };
    }

    private static String measured(String request) {
        Map<String, String> params = new LinkedHashMap<>();
        for (Matcher matcher = PARAM.matcher(request); matcher.find(); ) {
            params.put(matcher.group(1), matcher.group(2));
        }
        Map<String, Integer> numbers = new LinkedHashMap<>();
        for (Matcher matcher = NUMBER.matcher(request); matcher.find(); ) {
            numbers.put(matcher.group(1), Integer.parseInt(matcher.group(2)));
        }
        int iterations = numbers.getOrDefault("i", 1);
        int threads = numbers.get("t");
        String backend = params.get("backend");
        Random random = new Random(request.hashCode());
        double nanos =
                NANOS.getOrDefault(backend, 50.0)
                        * (threads > 1 && backend.endsWith("gil") ? 9 : 1);
        String times = series(iterations, () -> nanos * (1 + 0.02 * random.nextGaussian()));
        String bytes = series(iterations, () -> 0.0005);
        String memory = backend.equals("gil") ? "10000000" : "10500000";
        return """
        {"ok":[{"benchmark":"fake","mode":"avgt","threads":%d,"params":{%s},\
        "primaryMetric":{"score":1,"scoreUnit":"ns/op","rawData":[%s]},\
        "secondaryMetrics":{"gc.alloc.rate.norm":{"score":1,"rawData":[%s]},\
        "peakMappedBytes":{"score":%s}}}]}\
        """
                .formatted(threads, object(params), times, bytes, memory);
    }

    private static String series(int count, DoubleSupplier figure) {
        return IntStream.range(0, count)
                .mapToObj(_ -> String.format(Locale.ROOT, "%.4f", figure.getAsDouble()))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String object(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> "\"%s\":\"%s\"".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(","));
    }
}
