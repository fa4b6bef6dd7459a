package org.alloclab.stress.mutation;

import org.alloclab.stress.protocol.DetectorProgram;
import org.alloclab.stress.protocol.DetectorRun;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs detectors on mutants and on the code as shipped. One thread proves; any thread may close,
 * which ends what is being tried.
 */
public final class MutationRunner implements AutoCloseable {
    private final Sources sources;
    private final DetectorProgram shipped;
    private final MutantCompiler compiler;
    private final Path out;
    private DetectorRun current; // guarded by this
    private boolean closed; // guarded by this

    /**
     * @param shipped the detectors on the code as shipped
     * @param out where mutants are compiled to, and logs are kept
     */
    public MutationRunner(Sources sources, DetectorProgram shipped, Path out) {
        this.sources = sources;
        this.shipped = shipped;
        this.out = out;
        compiler = new MutantCompiler(sources, shipped.classPath());
    }

    /** An attempt on the code as shipped. */
    public MutantRunResult control(MutantRun attempt, long seed) throws IOException {
        return run(attempt, shipped, out.resolve("shipped"), seed);
    }

    /**
     * Applies the patch, compiles it, and lets one detector after the other try, until one finds
     * it.
     *
     * @param before told of each attempt
     */
    public MutantResult prove(Mutant mutant, long seed, Consumer<MutantRun> before)
            throws IOException {
        Path folder = out.resolve(mutant.id());
        List<MutantRun> attempts;
        try {
            SourcePatch patch = mutant.read(sources);
            Map<String, String> mutated = patch.apply(sources);
            compiler.compile(mutated, folder.resolve("classes"));
            attempts = MutantRuns.of(mutant, patch);
        } catch (BadPatchException e) {
            return MutantResult.untried(mutant, e.getMessage());
        }
        DetectorProgram program = shipped.on(folder.resolve("classes"));
        List<MutantRunResult> results = new ArrayList<>();
        for (MutantRun attempt : attempts) {
            before.accept(attempt);
            MutantRunResult result = run(attempt, program, folder, seed);
            results.add(result);
            if (result.killed() || isClosed()) {
                break;
            }
        }
        return MutantResult.of(mutant, results);
    }

    private MutantRunResult run(MutantRun attempt, DetectorProgram program, Path folder, long seed)
            throws IOException {
        try (DetectorRun run = program.start(attempt.order(seed), folder)) {
            begin(run);
            return MutantRunResult.of(attempt, run.listen(_ -> {}));
        }
    }

    private synchronized void begin(DetectorRun run) {
        current = run;
        if (closed) {
            run.close();
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Ends what is being tried; nothing more is. */
    @Override
    public synchronized void close() {
        closed = true;
        if (current != null) {
            current.close();
        }
    }
}
