package org.alloclab.cli.flags;

import org.alloclab.cli.session.ExitCode;
import org.alloclab.cli.session.Failure;
import org.alloclab.cli.terminal.NearestWord;
import org.alloclab.cli.terminal.TerminalEscape;
import org.alloclab.provider.AllocatorProvider;
import org.alloclab.provider.Allocators;
import org.alloclab.provider.BadProviderException;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The flags by which every verb chooses allocators. Names are looked up when they are asked for,
 * since {@code --class-path} may follow {@code --backend}.
 */
public final class BackendFlag {
    @Option(
            names = "--backend",
            paramLabel = "NAME,...",
            converter = NameList.class,
            description = {
                "Which allocators, by name, separated by commas",
                "(--backends and --model mean the same)."
            })
    private Names backend;

    @Option(
            names = {"--backends", "--model"},
            converter = NameList.class,
            hidden = true)
    private Names olderSpelling;

    @Option(
            names = "--class-path",
            paramLabel = "PATH",
            description = {
                "Jars or class folders with more allocators,",
                "separated as in a Java class path."
            })
    private String classPath;

    private Allocators known;

    /** Each once, in the order given; not looked up yet. */
    private record Names(List<String> list) {}

    /** For picocli. */
    private static final class NameList implements ITypeConverter<Names> {
        @Override
        public Names convert(String text) {
            return new Names(Stream.of(text.split(",", -1)).distinct().toList());
        }
    }

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
        Names given = backend != null ? backend : olderSpelling;
        return given == null ? usual : given.list;
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

    /**
     * All allocators that can be named.
     *
     * @throws Failure if the class path cannot be used
     */
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
                paths.add(existing(part));
            }
        }
        return paths;
    }

    private static Path existing(String part) {
        try {
            Path path = Path.of(part).toAbsolutePath();
            if (Files.exists(path)) {
                return path;
            }
        } catch (InvalidPathException e) {
            // No file can have such a name: it is not there.
        }
        throw Failure.file(part, new NoSuchFileException(part));
    }
}
