package org.alloclab.cli.command;

import org.alloclab.cli.flags.FlagValues;
import org.alloclab.cli.session.DetectorFolder;
import org.alloclab.cli.session.ExitCode;
import org.alloclab.cli.session.Failure;
import org.alloclab.cli.session.Session;
import org.alloclab.cli.terminal.Figures;
import org.alloclab.cli.terminal.NearestWord;
import org.alloclab.cli.terminal.Progress;
import org.alloclab.cli.terminal.TerminalEscape;
import org.alloclab.stress.protocol.DetectorEvent;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Says what is planned, unless nothing is, and then how far it is. */
final class StressProgress {
    private final DetectorFolder folder;
    private final Session session;
    private final Pattern asked;
    private final Duration budget;
    private final long start = System.nanoTime();
    private int planned;

    StressProgress(DetectorFolder folder, Session session, Pattern asked, Duration budget) {
        this.folder = folder;
        this.session = session;
        this.asked = asked;
        this.budget = budget;
    }

    /**
     * @param recorded how many forks came back before this
     * @throws Failure if nothing is planned
     */
    void show(DetectorEvent event, int recorded) {
        if (event instanceof DetectorEvent.Planned plan) {
            check(plan);
            planned = plan.items();
            session.showEnvironment();
            session.out()
                    .printf(
                            "%s, %s, %s%nresults: %s%n",
                            count(plan.more().path("tests").size(), "test"),
                            count(planned, "fork"),
                            Progress.words(budget),
                            DetectorFolder.shortest(folder.path()));
            session.out().flush();
        } else if (event instanceof DetectorEvent.Started started) {
            String name = StressReport.split(started.name())[1];
            String what = "%s, %d of %d".formatted(name, recorded + 1, planned);
            session.progress().show(what, left(recorded));
        }
    }

    private Duration left(int recorded) {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        Duration left = budget.minus(elapsed);
        return left.isNegative() && recorded > 0
                ? elapsed.dividedBy(recorded).multipliedBy(planned - recorded)
                : left;
    }

    private void check(DetectorEvent.Planned plan) {
        if (plan.items() > 0) {
            return;
        }
        folder.discard();
        List<String> known = names(plan.more().path("known"));
        List<String> matching = names(plan.more().path("tests"));
        if (known.isEmpty()) {
            throw new Failure(
                    ExitCode.NOTHING_MATCHED,
                    "no JCStress tests in stress/target: META-INF/TestList is missing or empty"
                            + " (expected: written by JCStress's annotation processor when the"
                            + " module is built)");
        }
        if (matching.isEmpty()) {
            throw new Failure(ExitCode.NOTHING_MATCHED, nothingMatches(known));
        }
        long seconds = plan.more().path("leastMillis").asLong(0) / 1000 + 1;
        throw Failure.badArguments(
                "--budget %s is too short (expected: %ds or more for %s, or fewer --tests)"
                        .formatted(words(budget), seconds, count(matching.size(), "test")));
    }

    private static String count(int count, String what) {
        return Figures.count(count) + " " + what + (count == 1 ? "" : "s");
    }

    private static String words(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }

    private static List<String> names(JsonNode array) {
        List<String> names = new ArrayList<>();
        array.forEach(name -> names.add(name.asString()));
        return names;
    }

    /** A test's name begins with what it is about. */
    private String nothingMatches(List<String> known) {
        Set<String> words = new LinkedHashSet<>();
        known.forEach(name -> words.add(StressReport.split(name)[1].replaceFirst("_.*", "")));
        List<String> topics = List.copyOf(words);
        known.forEach(name -> words.add(StressReport.split(name)[1]));
        return "--tests %s matches none of %s (expected: part of a name, as %s)%s"
                .formatted(
                        TerminalEscape.of(asked.pattern()),
                        count(known.size(), "test"),
                        FlagValues.oneOf(topics.subList(0, Math.min(5, topics.size()))),
                        NearestWord.hint(asked.pattern(), words));
    }
}
