package org.alloclab.peers;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import org.alloclab.provider.AllocatorUnavailableException;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Versions of libraries that tell them in ways of their own. */
final class LibraryVersion {
    private static final Pattern PYTHON = Pattern.compile("3\\.([0-9]{1,4})");
    private static final int LAST_WITHOUT_INTERPRETER = 11;

    private LibraryVersion() {}

    static String mimalloc(LoadedLibrary in) throws AllocatorUnavailableException {
        MethodHandle function = in.function("mi_version", FunctionDescriptor.of(JAVA_INT));
        try {
            return ofMimalloc((int) function.invokeExact());
        } catch (Throwable e) {
            throw PeerAllocator.unexpected(e);
        }
    }

    /** A number with one digit for each part of the version, or two: 209 and 20009 are 2.0.9. */
    static String ofMimalloc(int number) {
        int base = number < 1000 ? 10 : 100;
        return "%d.%d.%d".formatted(number / base / base, number / base % base, number % base);
    }

    static String python(LoadedLibrary in) throws AllocatorUnavailableException {
        String text = in.text("Py_GetVersion", 0);
        Optional<String> objection = objectionToPython(text);
        if (objection.isPresent()) {
            throw in.unavailable(objection.get());
        }
        return word(text);
    }

    /** From 3.12 on the allocator's state is the interpreter's: to call it without would crash. */
    static Optional<String> objectionToPython(String text) {
        Matcher version = PYTHON.matcher(text);
        if (!version.lookingAt()) {
            return Optional.of("is Python " + word(text) + ", not 3");
        }
        return Integer.parseInt(version.group(1)) > LAST_WITHOUT_INTERPRETER
                ? Optional.of(
                        "Python %s allocates only in an interpreter (3.11 and older do without)"
                                .formatted(word(text)))
                : Optional.empty();
    }

    private static String word(String text) {
        return text.split(" ", 2)[0];
    }
}
