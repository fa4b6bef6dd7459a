package org.alloclab.report.promises;

import org.alloclab.report.promises.PromiseStatus.Figure;
import org.alloclab.report.promises.RecordedRuns.Run;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;

/** What is promised, and how recorded runs bear it out. */
public final class Promises {
    private static final PromiseFigures FIGURES = new PromiseFigures();

    private Promises() {}

    /**
     * A promise.
     *
     * @param text in a line
     * @param command that puts it to the test
     * @param tells which runs tell of it
     * @param figure what they say together
     */
    private record Promise(
            String text,
            String command,
            Predicate<Run> tells,
            Function<List<JsonNode>, Figure> figure) {}

    private static final List<Promise> ALL =
            List.of(
                    new Promise(
                            "lockfree: no block in two hands, no byte lost",
                            "soak --backend lockfree",
                            soak("lockfree"),
                            FIGURES::soak),
                    new Promise(
                            "gil: no block in two hands, no byte lost",
                            "soak --backend gil",
                            soak("gil"),
                            FIGURES::soak),
                    new Promise(
                            "soaks take every rare path",
                            "soak",
                            run -> run.verb().equals("soak") && !run.has("--churn"),
                            FIGURES::reached),
                    new Promise(
                            "threads that die lose no block",
                            "soak --churn",
                            run -> run.verb().equals("soak") && run.has("--churn"),
                            FIGURES::soak),
                    new Promise(
                            "no forbidden outcome of any race",
                            "stress",
                            run -> run.verb().equals("stress"),
                            FIGURES::stress),
                    new Promise(
                            "no interleaving breaks a scenario",
                            "check",
                            run -> run.verb().equals("check"),
                            FIGURES::check),
                    new Promise(
                            "tests can fail: bugs brought in are found",
                            "selftest --mutants all",
                            run -> run.verb().equals("selftest"),
                            FIGURES::selftest),
                    new Promise(
                            "tests raise no false alarm",
                            "selftest",
                            run -> run.verb().equals("selftest"),
                            FIGURES::controls),
                    new Promise(
                            "lockfree: a frozen thread stops nobody",
                            "sweep freeze",
                            sweep("freeze", "lockfree"),
                            runs -> FIGURES.sweep(runs, "freeze", "lockfree")),
                    new Promise(
                            "gil: it stops others where it has the lock",
                            "sweep freeze",
                            sweep("freeze", "gil"),
                            runs -> FIGURES.sweep(runs, "freeze", "gil")),
                    new Promise(
                            "memory refused at any request: no leak",
                            "sweep arena",
                            sweep("arena", ""),
                            runs -> FIGURES.sweep(runs, "arena", "")),
                    new Promise(
                            "lockfree: death at any step loses nothing",
                            "sweep death",
                            sweep("death", "lockfree"),
                            runs -> FIGURES.sweep(runs, "death", "lockfree")),
                    new Promise(
                            "gil: blocks where CPython puts them",
                            "golden gil-model/src/test/resources",
                            run -> run.verb().equals("golden"),
                            FIGURES::golden),
                    new Promise(
                            "misuse is noticed as the matrix says",
                            "misuse",
                            run -> run.verb().equals("misuse"),
                            FIGURES::misuse),
                    new Promise(
                            "all of it on unusual virtual machines",
                            "doctor --configurations",
                            run -> run.document().has("configurations"),
                            FIGURES::configurations));

    private static Predicate<Run> soak(String backend) {
        return run ->
                run.verb().equals("soak")
                        && !run.has("--churn")
                        && run.was("--backend", "gil") == backend.equals("gil");
    }

    private static Predicate<Run> sweep(String name, String backend) {
        return run ->
                run.verb().equals("sweep")
                        && PromiseFigures.sweeps(List.of(run.document()), name, backend).size() > 0;
    }

    /** How every promise stands. */
    public static List<PromiseStatus> standings(RecordedRuns recorded) {
        List<PromiseStatus> standings = new ArrayList<>();
        for (Promise promise : ALL) {
            List<JsonNode> documents =
                    recorded.runs().stream().filter(promise.tells()).map(Run::document).toList();
            String command = "alloclab " + promise.command();
            standings.add(
                    documents.isEmpty()
                            ? PromiseStatus.unknown(promise.text(), command)
                            : PromiseStatus.of(
                                    promise.text(),
                                    command,
                                    documents.size(),
                                    promise.figure().apply(documents)));
        }
        return standings;
    }

    /** Three over the number of trials: what a rate is below with 95 % confidence. */
    static String bound(long trials, String each) {
        return trials == 0 ? "" : String.format(Locale.ROOT, "p < %.1e %s", 3.0 / trials, each);
    }
}
