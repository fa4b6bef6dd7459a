package org.alloclab.cli.doctor;

import org.alloclab.HeapLayout;
import org.alloclab.cli.session.DetectorFolder;
import org.alloclab.cli.terminal.TerminalEscape;
import org.alloclab.provider.AllocatorPromise;
import org.alloclab.provider.AllocatorProvider;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;

/**
 * An allocator that the verbs can be given by name.
 *
 * @param name what {@code --backend} takes
 * @param description what it is
 * @param promises what it promises, in the words of the instruments
 * @param layouts the layouts it knows; none if it has no layout
 * @param source the jar or folder that it comes from
 */
record FoundAllocator(
        String name,
        String description,
        List<String> promises,
        List<String> layouts,
        String source) {

    static FoundAllocator of(AllocatorProvider provider) {
        return new FoundAllocator(
                provider.name(),
                provider.description(),
                provider.promises().stream().sorted().map(AllocatorPromise::toString).toList(),
                provider.layouts().stream().map(HeapLayout::toString).toList(),
                source(provider.getClass()));
    }

    private static String source(Class<?> provider) {
        CodeSource code = provider.getProtectionDomain().getCodeSource();
        try {
            return code == null
                    ? "unknown"
                    : DetectorFolder.shortest(Path.of(code.getLocation().toURI()));
        } catch (URISyntaxException e) {
            return "unknown";
        }
    }

    /** What it is, what it promises, and where it comes from, for a reader. */
    String words() {
        return "%s. Promises: %s. From %s"
                .formatted(
                        TerminalEscape.safe(description),
                        promises.isEmpty() ? "none" : String.join(", ", promises),
                        source);
    }
}
