package org.alloclab.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The functions of an allocator written in C. Addresses and sizes are {@code long}; where memory is
 * wanted, 0 says that there is none.
 *
 * @param description the library's version and file
 * @param allocate size to address
 * @param allocateZeroed size to address
 * @param reallocate address and size to address; 0 leaves the block as it was
 * @param free address to nothing
 * @param usableSize address to size; null if the library cannot tell
 * @param trim gives free memory back to the system
 */
record NativeFunctions(
        String description,
        MethodHandle allocate,
        MethodHandle allocateZeroed,
        MethodHandle reallocate,
        MethodHandle free,
        MethodHandle usableSize,
        MethodHandle trim) {

    /**
     * An allocator that calls these functions. Each gets a class of its own, a copy of {@link
     * NativeAllocator}: so the handles are constants to the compiler, though the library is chosen
     * at run time, and a call costs what a call written for one library costs.
     */
    PeerAllocator allocator() {
        try {
            MethodHandles.Lookup copy =
                    MethodHandles.lookup().defineHiddenClassWithClassData(template(), this, true);
            return (PeerAllocator)
                    copy.findConstructor(copy.lookupClass(), MethodType.methodType(void.class))
                            .invoke();
        } catch (Throwable e) {
            throw PeerAllocator.unexpected(e);
        }
    }

    private static byte[] template() {
        String name = NativeAllocator.class.getSimpleName() + ".class";
        try (InputStream file = NativeAllocator.class.getResourceAsStream(name)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
