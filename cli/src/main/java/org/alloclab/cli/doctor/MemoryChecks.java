package org.alloclab.cli.doctor;

import org.alloclab.HeapExhaustedException;
import org.alloclab.HeapLayout;
import org.alloclab.cli.session.SystemFiles;
import org.alloclab.memory.ArenaSource;
import org.alloclab.memory.Memory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Whether there is memory, and how the system hands it out. */
final class MemoryChecks {
    private static final long ENOUGH_BYTES = 2L << 30;
    private static final long WHOLE_RANGE_BYTES = 64L << 30;
    private static final int AUXILIARY_PAGE_SIZE = 6; // AT_PAGESZ

    private final SystemFiles files;

    MemoryChecks(SystemFiles files) {
        this.files = files;
    }

    List<MachineCheck> all() {
        List<MachineCheck> checks = new ArrayList<>();
        memory().ifPresent(checks::add);
        pageSize().ifPresent(checks::add);
        overcommit().ifPresent(checks::add);
        hugePages().ifPresent(checks::add);
        checks.add(addresses());
        return checks;
    }

    Optional<MachineCheck> memory() {
        OptionalLong available = kibibytes("MemAvailable");
        OptionalLong total = kibibytes("MemTotal");
        if (available.isEmpty() || total.isEmpty()) {
            return Optional.empty();
        }
        OptionalLong limit = new ControlGroup(files).memoryBytes();
        long most = Math.min(total.getAsLong() << 10, limit.orElse(Long.MAX_VALUE));
        long free = Math.min(available.getAsLong() << 10, most);
        return Optional.of(
                MachineCheck.noteIf(
                        free < ENOUGH_BYTES,
                        "memory",
                        "%.1f of %.1f GiB available".formatted(gibibytes(free), gibibytes(most)),
                        "copies of large traces may not fit: use fewer --threads",
                        "enough for many copies of a trace"));
    }

    private static double gibibytes(long bytes) {
        return bytes / (double) (1 << 30);
    }

    private OptionalLong kibibytes(String name) {
        return files.lines("proc/meminfo")
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    /** The kernel tells each process, in pairs of machine words. */
    Optional<MachineCheck> pageSize() {
        ByteBuffer words =
                ByteBuffer.wrap(files.bytes("proc/self/auxv").orElse(new byte[0]))
                        .order(ByteOrder.nativeOrder());
        while (words.remaining() >= 2 * Long.BYTES) {
            long kind = words.getLong();
            long value = words.getLong();
            if (kind == AUXILIARY_PAGE_SIZE) {
                return Optional.of(
                        MachineCheck.noteIf(
                                value > HeapLayout.CLASSIC.poolBytes(),
                                "page size",
                                value + " bytes",
                                "larger than a classic pool: resident memory differs from"
                                        + " CPython's",
                                "as large as a classic pool, or smaller"));
            }
        }
        return Optional.empty();
    }

    Optional<MachineCheck> overcommit() {
        return files.text("proc/sys/vm/overcommit_memory")
                .map(mode ->
                        MachineCheck.noteIf(
                                mode.equals("2"),
                                "overcommit",
                                "mode " + mode,
                                "addresses count as memory: heaps get less room than they ask for",
                                "reserved addresses cost nothing"));
    }

    Optional<MachineCheck> hugePages() {
        return files.text("sys/kernel/mm/transparent_hugepage/enabled")
                .map(text -> text.replaceAll("(?s).*\\[(\\w+)].*", "$1"))
                .map(mode ->
                        MachineCheck.noteIf(
                                mode.equals("always"),
                                "huge pages",
                                mode,
                                "the system may back arenas with 2 MiB pages, faster and larger",
                                "arenas are backed by ordinary pages"));
    }

    /**
     * Takes an arena and writes to it: that Java reaches native memory here is seen, not believed.
     */
    private static MachineCheck addresses() {
        String name = "address range";
        try (ArenaSource source = ArenaSource.system(HeapLayout.CLASSIC.arenaBytes())) {
            long arena = source.acquire();
            Memory.putLong(arena, arena);
            if (Memory.getLong(arena) != arena) {
                return MachineCheck.unfit(
                        name, "unusable", "native memory does not keep what is written");
            }
            source.release(arena);
            long bytes = source.range().bytes();
            return MachineCheck.noteIf(
                    bytes < WHOLE_RANGE_BYTES,
                    name,
                    "%.0f GiB for each heap".formatted(gibibytes(bytes)),
                    "less than the 64 GiB asked for: see ulimit -v, vm.overcommit_memory",
                    "reserved in full");
        } catch (HeapExhaustedException e) {
            return MachineCheck.unfit(name, "refused", e.getMessage());
        } catch (LinkageError | UnsupportedOperationException e) {
            return MachineCheck.unfit(
                    name, "no native access", "this Java cannot call the C library: " + e);
        }
    }
}
