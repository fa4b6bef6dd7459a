package org.alloclab.provider;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** The allocators of a class path, by name, in the order in which they were found. Immutable. */
public final class Allocators {
    private static final String NAME = "[a-z][a-z0-9]*(-[a-z0-9]+)*";
    private static final int LONGEST_NAME = 24;

    private final Map<String, AllocatorProvider> byName;

    private Allocators(ClassLoader loader) {
        Map<String, AllocatorProvider> found = new LinkedHashMap<>();
        try {
            ServiceLoader.load(AllocatorProvider.class, loader)
                    .forEach(provider -> add(provider, found));
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new BadProviderException("allocator provider: " + reason(e), e);
        }
        byName = Collections.unmodifiableMap(found);
    }

    private static String reason(Throwable e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause == e ? e.getMessage() : e.getMessage() + ": " + cause;
    }

    private static void add(AllocatorProvider provider, Map<String, AllocatorProvider> found) {
        String name = provider.name();
        if (name == null || name.length() > LONGEST_NAME || !name.matches(NAME)) {
            throw new BadProviderException(
                    "allocator provider %s: its name is %s (expected: up to %d small letters, digits and hyphens)"
                            .formatted(provider.getClass().getName(), name, LONGEST_NAME));
        }
        AllocatorProvider other = found.putIfAbsent(name, provider);
        if (other != null) {
            throw new BadProviderException(
                    "allocator %s: provided twice, by %s and by %s"
                            .formatted(
                                    name,
                                    other.getClass().getName(),
                                    provider.getClass().getName()));
        }
    }

    /**
     * Those on the class path of the program.
     *
     * @throws BadProviderException if one of them cannot be used
     */
    public static Allocators installed() {
        return new Allocators(Allocators.class.getClassLoader());
    }

    /**
     * Those on the class path of the program, and those in more jars or folders of classes. The
     * classes stay loaded as long as the program runs.
     *
     * @throws BadProviderException if one of them cannot be used
     */
    public static Allocators installedAnd(List<Path> more) {
        URL[] urls = more.stream().map(Allocators::url).toArray(URL[]::new);
        return new Allocators(new URLClassLoader(urls, Allocators.class.getClassLoader()));
    }

    /**
     * Those that a class loader finds, for programs that load allocators anew.
     *
     * @throws BadProviderException if one of them cannot be used
     */
    public static Allocators in(ClassLoader loader) {
        return new Allocators(loader);
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** All of them. */
    public Collection<AllocatorProvider> all() {
        return byName.values();
    }

    /** All names. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** The one of a name. */
    public Optional<AllocatorProvider> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
