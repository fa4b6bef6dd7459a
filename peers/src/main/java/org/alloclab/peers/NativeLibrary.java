package org.alloclab.peers;

import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import org.alloclab.provider.AllocatorUnavailableException;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The peers that are shared libraries: what their files and their functions are called. */
enum NativeLibrary {
    /** The C library of this process; there cannot be a second one. */
    GLIBC("c", "it needs a Linux whose C library is glibc") {
        @Override
        NativeFunctions functions(LoadedLibrary in) throws AllocatorUnavailableException {
            return new NativeFunctions(
                    in.describe(in.text("gnu_get_libc_version", 0)),
                    in.allocate("malloc"),
                    in.allocateZeroed("calloc"),
                    in.reallocate("realloc"),
                    in.free("free"),
                    in.usableSize("malloc_usable_size"),
                    in.action("malloc_trim", FunctionDescriptor.of(JAVA_INT, JAVA_LONG), 0L));
        }

        @Override
        List<Path> files(LibraryFolders folders) {
            return List.of(Path.of("libc.so.6")); // loaded already; the system knows where
        }
    },

    /** Has the C library's names; that a library is jemalloc shows in its version. */
    JEMALLOC("jemalloc", "install libjemalloc2 (Debian, Ubuntu) or jemalloc (elsewhere)") {
        @Override
        NativeFunctions functions(LoadedLibrary in) throws AllocatorUnavailableException {
            return new NativeFunctions(
                    in.describe(Jemalloc.version(in)),
                    in.allocate("malloc"),
                    in.allocateZeroed("calloc"),
                    in.reallocate("realloc"),
                    in.free("free"),
                    in.usableSize("malloc_usable_size"),
                    Jemalloc.purge(in));
        }
    },

    MIMALLOC("mimalloc", "install libmimalloc-dev (Debian, Ubuntu) or mimalloc (elsewhere)") {
        @Override
        NativeFunctions functions(LoadedLibrary in) throws AllocatorUnavailableException {
            return new NativeFunctions(
                    in.describe(LibraryVersion.mimalloc(in)),
                    in.allocate("mi_malloc"),
                    in.allocateZeroed("mi_calloc"),
                    in.reallocate("mi_realloc"),
                    in.free("mi_free"),
                    in.usableSize("mi_usable_size"),
                    in.action("mi_collect", FunctionDescriptor.ofVoid(JAVA_BOOLEAN), true));
        }
    },

    TCMALLOC(
            "tcmalloc(_minimal)?",
            "install libtcmalloc-minimal4 (Debian, Ubuntu) or gperftools (elsewhere)") {
        @Override
        NativeFunctions functions(LoadedLibrary in) throws AllocatorUnavailableException {
            return new NativeFunctions(
                    in.describe(in.text("tc_version", 3)),
                    in.allocate("tc_malloc"),
                    in.allocateZeroed("tc_calloc"),
                    in.reallocate("tc_realloc"),
                    in.free("tc_free"),
                    in.usableSize("tc_malloc_size"),
                    in.action("MallocExtension_ReleaseFreeMemory", FunctionDescriptor.ofVoid()));
        }
    },

    /** CPython's own small-object allocator, as it is while no interpreter runs. */
    PYMALLOC(
            "python3\\.[0-9]+m?",
            "install libpython3.11 (Debian 12) or a Python 3.11 (uv python install 3.11)") {
        @Override
        NativeFunctions functions(LoadedLibrary in) throws AllocatorUnavailableException {
            return new NativeFunctions(
                    in.describe(LibraryVersion.python(in)),
                    in.allocate("PyObject_Malloc"),
                    in.allocateZeroed("PyObject_Calloc"),
                    in.reallocate("PyObject_Realloc"),
                    in.free("PyObject_Free"),
                    null,
                    MethodHandles.empty(MethodType.methodType(void.class)));
        }
    };

    private static final String TLS_REMEDY =
            "start by ./alloclab, or set"
                    + " GLIBC_TUNABLES=glibc.rtld.optional_static_tls=4096 before Java starts";

    private final Pattern file;
    private final String remedy;

    /**
     * @param stem how the name of its file goes on after {@code lib}, as a regular expression
     * @param remedy how to get it
     */
    NativeLibrary(String stem, String remedy) {
        file = Pattern.compile("lib" + stem + "(\\.so(\\.[0-9]+)*|(\\.[0-9]+)*\\.dylib)");
        this.remedy = remedy;
    }

    /**
     * Binds the functions of a library.
     *
     * @throws AllocatorUnavailableException if it lacks one, or is no such library
     */
    abstract NativeFunctions functions(LoadedLibrary in) throws AllocatorUnavailableException;

    /** The files that may be this library, the best first. */
    List<Path> files(LibraryFolders folders) {
        return folders.files(file);
    }

    String commandName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it can be given as a file. */
    boolean isMovable() {
        return this != GLIBC;
    }

    /** Loads a file as this library. */
    PeerAllocator open(Path file) throws AllocatorUnavailableException {
        return functions(new LoadedLibrary(this, file.toString())).allocator();
    }

    /**
     * That it cannot be used.
     *
     * @param reason why, naming the file if there is one
     */
    AllocatorUnavailableException unavailable(String reason) {
        String advice = isMovable() ? remedy + ", or give its file: " + flag() : remedy;
        return new AllocatorUnavailableException(commandName(), reason, advice);
    }

    /** That the system does not load a file, and what it says. */
    AllocatorUnavailableException refused(String refusal) {
        return refusal.contains("static TLS")
                ? new AllocatorUnavailableException(commandName(), refusal, TLS_REMEDY)
                : unavailable(refusal);
    }

    private String flag() {
        return "--peer-lib " + commandName() + "=PATH";
    }
}
