package org.alloclab.stress.injection;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.util.function.Function;

/**
 * The project's classes once more, those of the allocators with steps in them. What is loaded here
 * finds no other allocators than these; all else is the application's.
 */
public final class SteppedClasses extends ClassLoader {
    private static final String OURS = "org.alloclab.";
    private static final String SHARED = SteppedClasses.class.getPackageName() + ".";
    private static final String LOCK_FREE = OURS + "lockfree.";
    private static final String GIL = OURS + "gil.";
    private static final String RAW = OURS + "memory.RawMemory";

    static {
        registerAsParallelCapable();
    }

    private final ClassFile context =
            ClassFile.of(
                    ClassFile.ClassHierarchyResolverOption.of(
                            ClassHierarchyResolver.ofResourceParsing(getParent())));
    private final String home = codeOf(SteppedClasses.class.getName());

    /** Creates a world of its own, with nothing loaded yet. */
    public SteppedClasses() {
        super("stepped", SteppedClasses.class.getClassLoader());
    }

    /**
     * Does something in this world.
     *
     * @param type of the application's world: its other self here is created and called
     */
    public <T> T call(Class<? extends Function<String, T>> type, String argument)
            throws ReflectiveOperationException {
        Constructor<?> constructor = loadClass(type.getName()).getDeclaredConstructor();
        constructor.setAccessible(true);
        @SuppressWarnings("unchecked") // what it gives is of the JDK, and the same in both worlds
        Function<String, T> here = (Function<String, T>) constructor.newInstance();
        return here.apply(argument);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS) || name.startsWith(SHARED)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] original = bytes(name);
        byte[] code = isStepped(name) ? StepInserter.into(context, original) : original;
        return defineClass(name, code, 0, code.length);
    }

    /** Of the allocators' packages, but not what this module has put into them. */
    private boolean isStepped(String name) {
        boolean allocator = name.startsWith(LOCK_FREE) || name.startsWith(GIL);
        return name.equals(RAW) || allocator && !codeOf(name).equals(home);
    }

    private static String resource(String name) {
        return name.replace('.', '/') + ".class";
    }

    /** The jar or folder that a class comes from. */
    private static String codeOf(String name) {
        URL url = SteppedClasses.class.getClassLoader().getResource(resource(name));
        return url == null ? "" : url.toString().replace(resource(name), "");
    }

    private byte[] bytes(String name) throws ClassNotFoundException {
        try (InputStream file = getParent().getResourceAsStream(resource(name))) {
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
