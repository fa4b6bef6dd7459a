package org.alloclab.report.promises;

import org.alloclab.report.promises.PromiseFigures.Figure;
import org.alloclab.report.promises.PromiseStatus.PromiseVerdict;
import org.alloclab.report.promises.RecordedRuns.Run;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** What is promised, and what recorded runs say of it. */
public final class Promises {
    private Promises() {}

    /**
     * A promise.
     *
     * @param text in a line
     * @param command that tests it
     * @param tests which runs test it
     * @param figure what they say together
     */
    private record Promise(
            String text,
            String command,
            Predicate<Run> tests,
            Function<PromiseFigures, Figure> figure) {
        /** A promise that every run of a verb tests. */
        static Promise of(String text, String command, Function<PromiseFigures, Figure> figure) {
            String verb = command.split(" ")[0];
            return new Promise(text, command, run -> run.verb().equals(verb), figure);
        }

        static Promise ofSoak(String backend) {
            return new Promise(
                    backend + ": no block handed out twice, no contents corrupted",
                    "soak --backend " + backend,
                    run -> isSoak(run) && run.was("--backend", "gil") == backend.equals("gil"),
                    PromiseFigures::soak);
        }

        static Promise ofSweep(String text, String name, String backend) {
            return new Promise(
                    text,
                    "sweep " + name,
                    run ->
                            run.verb().equals("sweep")
                                    && !run.figures().sweeps(name, backend).runs().isEmpty(),
                    runs -> runs.sweep(name, backend));
        }

        private static boolean isSoak(Run run) {
            return run.verb().equals("soak") && !run.has("--churn");
        }

        PromiseStatus status(List<Run> recorded) {
            List<JsonNode> documents = recorded.stream().filter(tests).map(Run::document).toList();
            Figure found =
                    documents.isEmpty()
                            ? new Figure(PromiseVerdict.NOT_RECORDED, "", "")
                            : figure.apply(new PromiseFigures(documents));
            return new PromiseStatus(
                    text,
                    "alloclab " + command,
                    documents.size(),
                    found.verdict(),
                    found.text(),
                    found.bound());
        }
    }

    private static final List<Promise> ALL =
            List.of(
                    Promise.ofSoak("lockfree"),
                    Promise.ofSoak("gil"),
                    new Promise(
                            "soaks take every rare path",
                            "soak",
                            Promise::isSoak,
                            PromiseFigures::reached),
                    new Promise(
                            "threads that die lose no block",
                            "soak --churn",
                            run -> run.verb().equals("soak") && run.has("--churn"),
                            PromiseFigures::soak),
                    Promise.of(
                            "no forbidden outcome of any race", "stress", PromiseFigures::stress),
                    Promise.of("no interleaving breaks a scenario", "check", PromiseFigures::check),
                    Promise.of(
                            "detectors find planted bugs",
                            "selftest --mutants all",
                            PromiseFigures::selftest),
                    Promise.of(
                            "detectors raise no false alarm", "selftest", PromiseFigures::controls),
                    Promise.ofSweep(
                            "lockfree: a frozen thread stops no other thread",
                            "freeze",
                            "lockfree"),
                    Promise.ofSweep(
                            "gil: a frozen thread stops others only while it holds the lock",
                            "freeze",
                            "gil"),
                    Promise.ofSweep("memory refused at any request: no leak", "arena", ""),
                    Promise.ofSweep(
                            "lockfree: a thread may die at any step, nothing is lost",
                            "death",
                            "lockfree"),
                    Promise.of(
                            "gil: blocks where CPython puts them",
                            "golden gil-model/src/test/resources",
                            PromiseFigures::golden),
                    Promise.of(
                            "misuse is detected as the matrix states",
                            "misuse",
                            PromiseFigures::misuse),
                    new Promise(
                            "all promises hold on unusual virtual machines",
                            "doctor --configurations",
                            run -> run.document().has("configurations"),
                            PromiseFigures::configurations));

    /** The status of every promise. */
    public static List<PromiseStatus> statuses(RecordedRuns recorded) {
        return ALL.stream().map(promise -> promise.status(recorded.runs())).toList();
    }
}
