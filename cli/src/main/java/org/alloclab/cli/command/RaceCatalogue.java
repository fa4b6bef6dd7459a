package org.alloclab.cli.command;

import org.alloclab.cli.session.ExitCode;
import org.alloclab.cli.session.Failure;
import org.alloclab.cli.session.ProjectLayout;
import org.alloclab.cli.terminal.NearestWord;
import org.alloclab.cli.terminal.TerminalEscape;
import org.alloclab.stress.mutation.BadPatchException;
import org.alloclab.stress.mutation.Mutant;
import org.alloclab.stress.mutation.Race;
import org.alloclab.stress.mutation.Sources;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The races of the catalogue, and patches in other files, by name.
 *
 * @param sources what the patches change
 * @param races all of the catalogue
 */
record RaceCatalogue(Sources sources, List<Race> races) {
    /**
     * Reads the catalogue beside the program.
     *
     * @throws Failure if it is not there, or not as it must be
     */
    static RaceCatalogue open() {
        Sources sources = new Sources(ProjectLayout.find().folder());
        try {
            return new RaceCatalogue(sources, Race.all(sources.races()));
        } catch (IOException e) {
            throw Failure.file(sources.races(), e);
        } catch (BadPatchException e) {
            throw new Failure(ExitCode.FILE, TerminalEscape.safe(e.getMessage()));
        }
    }

    /**
     * A race by its name.
     *
     * @throws Failure if there is none
     */
    Race race(String id) {
        return find(id).orElseThrow(() -> unknown(id, "the name of a race"));
    }

    private Optional<Race> find(String id) {
        return races.stream().filter(race -> race.id().equals(id)).findFirst();
    }

    private Failure unknown(String id, String expected) {
        List<String> ids = races.stream().map(Race::id).toList();
        return new Failure(
                ExitCode.NOTHING_MATCHED,
                "no race %s (expected: %s, see alloclab race list)%s"
                        .formatted(TerminalEscape.of(id), expected, NearestWord.hint(id, ids)));
    }

    /**
     * A race by its name, or the patch in a file.
     *
     * @throws Failure if there is neither
     */
    Mutant mutant(String idOrFile) {
        Optional<Race> race = find(idOrFile);
        if (race.isPresent()) {
            return race.get().mutant();
        }
        Path file = Path.of(idOrFile);
        if (!Files.isRegularFile(file)) {
            throw unknown(idOrFile, "the name of a race, or a file with a patch");
        }
        return new Mutant(
                file.getFileName().toString().replaceFirst("\\.(patch|diff)$", ""),
                "a patch from " + idOrFile,
                file,
                Optional.empty());
    }

    /**
     * The patches in a folder.
     *
     * @throws Failure if there are none, or they cannot be read
     */
    static List<Mutant> mutantsIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw Failure.badArguments(
                    "--mutants %s (expected: quick, all, or a folder with patches)%s"
                            .formatted(
                                    TerminalEscape.of(folder.toString()),
                                    NearestWord.hint(folder.toString(), List.of("quick", "all"))));
        }
        try {
            List<Mutant> mutants = Mutant.in(folder);
            if (mutants.isEmpty()) {
                throw new Failure(
                        ExitCode.NOTHING_MATCHED,
                        "no patch in %s (expected: files that end in .patch or .diff)"
                                .formatted(TerminalEscape.of(folder.toString())));
            }
            return mutants;
        } catch (IOException e) {
            throw Failure.file(folder, e);
        } catch (BadPatchException e) {
            throw new Failure(ExitCode.FILE, TerminalEscape.safe(e.getMessage()));
        }
    }
}
