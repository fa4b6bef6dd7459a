package org.alloclab.stress.coverage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Loads the allocators with the counting of their rare paths inserted, and with them all that has
 * to do with them: what is shipped carries no counters.
 */
public final class CountingLoader extends ClassLoader {
    private static final List<String> OWN =
            List.of("org.alloclab.gil.", "org.alloclab.lockfree.", "org.alloclab.stress.");
    private static final String SHARED = CountingLoader.class.getPackageName() + ".";

    static {
        registerAsParallelCapable();
    }

    /**
     * @param parent where the bytes of the classes come from, and all other classes
     */
    public CountingLoader(ClassLoader parent) {
        super("counting", parent);
    }

    /** Whether a class was loaded by one of these. */
    public static boolean hasLoaded(Class<?> type) {
        return type.getClassLoader() instanceof CountingLoader;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (OWN.stream().noneMatch(name::startsWith) || name.startsWith(SHARED)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        String resource = name.replace('.', '/') + ".class";
        try (InputStream stream = getParent().getResourceAsStream(resource)) {
            if (stream == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = CountedClass.of(stream.readAllBytes(), RarePath.in(name));
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
