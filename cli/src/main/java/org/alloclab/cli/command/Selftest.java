package org.alloclab.cli.command;

import org.alloclab.cli.session.ExitCode;
import org.alloclab.cli.session.Failure;
import org.alloclab.cli.session.ProjectLayout;
import org.alloclab.cli.session.Session;
import org.alloclab.cli.terminal.TerminalEscape;
import org.alloclab.stress.mutation.BadPatchException;
import org.alloclab.stress.mutation.Mutant;
import org.alloclab.stress.mutation.MutantResult;
import org.alloclab.stress.mutation.MutantRun;
import org.alloclab.stress.mutation.MutantRunResult;
import org.alloclab.stress.mutation.MutantRuns;
import org.alloclab.stress.mutation.MutationRunner;
import org.alloclab.stress.mutation.SourcePatch;
import org.alloclab.stress.mutation.Sources;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs detectors on the code as shipped and on mutants, and keeps the results. Any thread. */
final class Selftest implements AutoCloseable {
    private final Sources sources;
    private final Session session;
    private final Path out;
    private final MutationRunner runner;
    private int planned;
    private final List<MutantRunResult> controls = new ArrayList<>(); // guarded by this
    private final List<MutantResult> mutants = new ArrayList<>(); // guarded by this

    /**
     * @param out where to compile to
     */
    Selftest(Sources sources, Session session, Path out) {
        this.sources = sources;
        this.session = session;
        this.out = out;
        runner = new MutationRunner(sources, ProjectLayout.find().detectors(), out);
    }

    /** Where logs are kept. */
    Path folder() {
        return out;
    }

    /**
     * What a mutant changes.
     *
     * @throws Failure if its patch cannot be used
     */
    SourcePatch patchOf(Mutant mutant) {
        try {
            return mutant.read(sources);
        } catch (IOException e) {
            throw Failure.file(mutant.patch(), e);
        } catch (BadPatchException e) {
            throw new Failure(ExitCode.FILE, refusal(mutant, e.getMessage()));
        }
    }

    static String refusal(Mutant mutant, String problem) {
        return TerminalEscape.of(mutant.patch().toString()) + ": " + TerminalEscape.safe(problem);
    }

    /** Runs the detectors of these mutants on the code as shipped; returns the false alarms. */
    List<MutantRunResult> control(List<Mutant> all, SelftestReport report) {
        planned = all.size();
        List<MutantRun> attempts = new ArrayList<>();
        for (Mutant mutant : all) {
            try {
                attempts.addAll(MutantRuns.of(mutant, mutant.read(sources)));
            } catch (BadPatchException e) {
                // Reported when its turn comes: no detector can be run on it.
            } catch (IOException e) {
                throw Failure.file(mutant.patch(), e);
            }
        }
        List<MutantRunResult> alarms = new ArrayList<>();
        for (MutantRun attempt : MutantRuns.controls(attempts)) {
            session.progress().show("the code as shipped: " + attempt.detector(), null);
            MutantRunResult result = control(attempt);
            session.goOn();
            session.progress().clear();
            report.control(result);
            if (result.verdict() != MutantRunResult.Verdict.SURVIVED) {
                alarms.add(result);
            }
        }
        session.progress().restart();
        return alarms;
    }

    private MutantRunResult control(MutantRun attempt) {
        try {
            MutantRunResult result = runner.control(attempt, session.seed().value());
            synchronized (this) {
                controls.add(result);
            }
            return result;
        } catch (IOException e) {
            throw Failure.file(out, e);
        }
    }

    /** Runs a mutant several times, until it cannot count as killed any more. */
    MutantResult prove(Mutant mutant, int runs) {
        MutantResult result = null;
        for (int run = 0; run < runs && goesOn(result, runs); run++) {
            long seed = session.seed().value() + run;
            MutantResult one = prove(mutant, seed);
            result = result == null ? one : result.and(one);
        }
        synchronized (this) {
            mutants.add(result);
        }
        return result;
    }

    private static boolean goesOn(MutantResult soFar, int runs) {
        return soFar == null
                || soFar.problem() == null && (soFar.runs() - soFar.kills()) * 10 <= runs;
    }

    private MutantResult prove(Mutant mutant, long seed) {
        try {
            MutantResult result =
                    runner.prove(
                            mutant,
                            seed,
                            attempt -> showProgress(mutant.id() + ", " + attempt.detector()));
            session.goOn();
            session.progress().clear();
            return result;
        } catch (IOException e) {
            throw Failure.file(out.resolve(mutant.id()), e);
        }
    }

    private synchronized void showProgress(String what) {
        String line = "%s, %d of %d".formatted(what, mutants.size() + 1, planned);
        session.progress().show(line, (double) mutants.size() / planned);
    }

    synchronized SelftestResults results() {
        return SelftestResults.of(mutants, controls);
    }

    /** Ends the detector that is running; the results so far. */
    SelftestResults partial() {
        close();
        return results();
    }

    /** Ends the detector that is running. */
    @Override
    public void close() {
        runner.close();
    }
}
