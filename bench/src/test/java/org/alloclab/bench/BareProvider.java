package org.alloclab.bench;

import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.gil.GilAllocator;
import org.alloclab.provider.AllocatorPromise;
import org.alloclab.provider.AllocatorProvider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Supplier;

/** Provides an allocator that promises nothing; on no class path by itself. */
public final class BareProvider implements AllocatorProvider {
    private final Supplier<SmallObjectAllocator> heaps;

    public BareProvider() {
        this(() -> new GilAllocator(HeapLayout.CLASSIC));
    }

    BareProvider(Supplier<SmallObjectAllocator> heaps) {
        this.heaps = heaps;
    }

    /** Makes a folder a class path on which this is found. */
    public static void offerIn(Path folder) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(
                services.resolve(AllocatorProvider.class.getName()), BareProvider.class.getName());
    }

    @Override
    public String name() {
        return "bare";
    }

    @Override
    public String description() {
        return "promises nothing";
    }

    @Override
    public Set<AllocatorPromise> promises() {
        return Set.of();
    }

    @Override
    public SmallObjectAllocator open(HeapLayout layout) {
        return heaps.get();
    }
}
