import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;

/**
 * Holds the Java sources of this tree to google-java-format, AOSP style. The build starts it in the
 * root: {@code check} fails and names the files that are not formatted, {@code apply} rewrites
 * them.
 */
void main(String[] args) throws IOException {
    boolean apply = args[0].equals("apply");
    List<Path> strays =
            sources().parallelStream().filter(source -> !isFormatted(source, apply)).toList();
    strays.forEach(source -> IO.println((apply ? "formatted: " : "not formatted: ") + source));
    if (!apply && !strays.isEmpty()) {
        IO.println("repair with: mvn validate -Dformat=apply");
        System.exit(1);
    }
}

/** The Java files in {@code .ci} and in the {@code src} folder of every module. */
List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (Path folder : folders()) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(sources::add);
        }
    }
    return sources;
}

List<Path> folders() throws IOException {
    try (Stream<Path> modules = Files.list(Path.of(""))) {
        Stream<Path> folders = modules.map(module -> module.resolve("src")).sorted();
        return Stream.concat(Stream.of(Path.of(".ci")), folders.filter(Files::isDirectory))
                .toList();
    }
}

/** Whether a file was formatted before it was, if {@code apply}, rewritten. */
boolean isFormatted(Path source, boolean apply) {
    try {
        String before = Files.readString(source);
        String after = formatter.formatSourceAndFixImports(before);
        if (apply && !after.equals(before)) {
            Files.writeString(source, formatter.formatSource(after)); // once is not always enough
        }
        return after.equals(before);
    } catch (FormatterException e) {
        return true; // It is no Java: the compiler says so better.
    } catch (IOException e) {
        throw new UncheckedIOException(e);
    }
}

final Formatter formatter = new Formatter(JavaFormatterOptions.builder().style(Style.AOSP).build());
