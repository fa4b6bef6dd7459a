package org.alloclab.cli.flags;

import org.alloclab.cli.session.ExitCode;
import org.alloclab.cli.session.Failure;
import org.alloclab.cli.terminal.NearestWord;
import org.alloclab.cli.terminal.TerminalEscape;
import org.alloclab.provider.AllocatorProvider;
import org.alloclab.provider.Allocators;
import org.alloclab.provider.BadProviderException;

import picocli.CommandLine.Option;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The flags by which every verb chooses allocators. Names are looked up when they are asked for,
 * since {@code --class-path} may follow {@code --backend}.
 */
public final class BackendFlag {
    @Option(
            names = "--backend",
            paramLabel = "NAME,...",
            description = {
                "Which allocators, by name, separated by commas",
                "(--backends and --model mean the same)."
            })
    private String backend;

    @Option(
            names = {"--backends", "--model"},
            hidden = true)
    private String olderSpelling;

    @Option(
            names = "--class-path",
            paramLabel = "PATH",
            description = {
                "Jars or folders of classes in which more allocators are",
                "found, separated as in a Java class path."
            })
    private String classPath;

    private Allocators known;

    /**
     * The allocators asked for, each once, in the order given.
     *
     * @param usual their names if none were asked for
     * @throws Failure if a name is unknown, or the class path cannot be used
     */
    public List<AllocatorProvider> chosen(List<String> usual) {
        return names(usual).stream().map(this::named).toList();
    }

    /** The allocators asked for by name; none if that is left to the verb. */
    public List<String> askedFor() {
        return names(List.of());
    }

    private List<String> names(List<String> usual) {
        if (backend != null && olderSpelling != null) {
            throw Failure.badArguments("--backend given twice");
        }
        String text = backend != null ? backend : olderSpelling;
        return text == null ? usual : List.copyOf(each(text));
    }

    private static Set<String> each(String text) {
        return new LinkedHashSet<>(Arrays.asList(text.split(",", -1)));
    }

    private AllocatorProvider named(String name) {
        List<String> names = known().names();
        return known().named(name)
                .orElseThrow(() ->
                        Failure.badArguments(
                                "--backend %s (expected: %s)%s"
                                        .formatted(
                                                TerminalEscape.of(name),
                                                FlagValues.oneOf(names),
                                                NearestWord.hint(name, names))));
    }

    /** All allocators that can be named. */
    public Allocators known() {
        if (known == null) {
            try {
                known = Allocators.installedAnd(classPath());
            } catch (BadProviderException e) {
                throw new Failure(ExitCode.BAD_ARGUMENTS, "--class-path: " + e.getMessage(), e);
            }
        }
        return known;
    }

    /**
     * What {@code --class-path} names, for the class paths of other JVMs.
     *
     * @throws Failure if a part of it is not there
     */
    public List<Path> classPath() {
        List<Path> paths = new ArrayList<>();
        if (classPath != null) {
            for (String part : classPath.split(Pattern.quote(File.pathSeparator))) {
                Path path = Path.of(part).toAbsolutePath();
                if (!Files.exists(path)) {
                    throw Failure.file("--class-path " + part, new NoSuchFileException(part));
                }
                paths.add(path);
            }
        }
        return paths;
    }
}
