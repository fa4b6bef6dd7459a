package org.alloclab.stress.mutation;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles mutated sources with the compiler of this JDK. */
public final class MutantCompiler {
    private final Sources sources;
    private final List<Path> classPath;

    /**
     * @param classPath what the shipped sources are compiled against, themselves included
     */
    public MutantCompiler(Sources sources, List<Path> classPath) {
        this.sources = sources;
        this.classPath = List.copyOf(classPath);
    }

    /** A source that lies nowhere but in memory. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String path, String text) {
            super(URI.create("string:///" + path), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /**
     * Compiles a mutant into a folder, which is made. A module that it changes is compiled whole,
     * since constants of one class are copied into others.
     *
     * @param mutated the sources that differ from those shipped, by path
     * @throws BadPatchException if they do not compile
     */
    public void compile(Map<String, String> mutated, Path folder)
            throws IOException, BadPatchException {
        Set<String> modules = new LinkedHashSet<>();
        mutated.keySet().forEach(path -> modules.add(Sources.module(path)));
        List<Source> all = new ArrayList<>();
        for (String module : modules) {
            for (String path : sources.of(module)) {
                String text = mutated.get(path);
                all.add(new Source(path, text == null ? sources.read(path) : text));
            }
        }
        compile(all, folder);
    }

    private void compile(List<Source> all, Path folder) throws IOException, BadPatchException {
        Files.createDirectories(folder);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IOException("this Java has no compiler (expected: a JDK)");
        }
        DiagnosticCollector<JavaFileObject> complaints = new DiagnosticCollector<>();
        StringWriter talk = new StringWriter();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(complaints, Locale.ROOT, null)) {
            List<String> options =
                    List.of("-d", folder.toString(), "-cp", joined(), "-proc:none", "-nowarn");
            if (!compiler.getTask(talk, files, complaints, options, null, all).call()) {
                throw new BadPatchException("it does not compile: " + first(complaints, talk));
            }
        }
    }

    private String joined() {
        return String.join(
                java.io.File.pathSeparator, classPath.stream().map(Path::toString).toList());
    }

    private static String first(DiagnosticCollector<JavaFileObject> complaints, StringWriter talk) {
        return complaints.getDiagnostics().stream()
                .filter(complaint -> complaint.getKind() == Diagnostic.Kind.ERROR)
                .findFirst()
                .map(MutantCompiler::line)
                .orElse(talk.toString().strip());
    }

    private static String line(Diagnostic<? extends JavaFileObject> complaint) {
        String file =
                complaint.getSource() == null
                        ? ""
                        : complaint.getSource().getName().replaceFirst(".*/", "") + ":";
        String text = complaint.getMessage(Locale.ROOT).replaceAll("\\s+", " ");
        return file + complaint.getLineNumber() + ": " + text;
    }
}
