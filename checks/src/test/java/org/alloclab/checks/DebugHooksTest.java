package org.alloclab.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.alloclab.HeapLayout;
import org.alloclab.gil.GilAllocator;
import org.alloclab.memory.Memory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;

/** The hooks write and print what those of real interpreters did, but for the addresses. */
class DebugHooksTest {
    static final List<String> VERSIONS = RealOutput.VERSIONS;

    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    private GilAllocator model;
    private DebugAllocator hooks;

    @BeforeEach
    void open() {
        model = new GilAllocator(HeapLayout.CLASSIC);
        hooks = new DebugAllocator(model);
    }

    @AfterEach
    void close() {
        hooks.close();
    }

    private static String bytes(long address, int count) {
        byte[] bytes = new byte[count];
        Memory.view(address, count).get(bytes);
        return HEX.formatHex(bytes);
    }

    private static List<String> stopped(Runnable call) {
        HeapStoppedException e = catchThrowableOfType(HeapStoppedException.class, call::run);
        assertThat(e).isNotNull();
        return RealOutput.anonymous(e.report().dump());
    }

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void blocksAreLaidOutAsInCPython(String version) throws IOException {
        List<String> real = RealOutput.of(version, "layout").text().lines().toList();
        long block = hooks.allocate(20);
        assertThat(bytes(block - 16, 20 + 24)).isEqualTo(real.get(0));
        long grown = hooks.reallocate(block, 26);
        assertThat(grown).isNotEqualTo(block);
        assertThat(bytes(grown - 16, 26 + 24)).isEqualTo(real.get(2));
    }

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void anOverrunIsReported(String version) throws IOException {
        long block = hooks.allocate(20);
        Memory.putByte(block + 20, (byte) 'A');
        Memory.putByte(block + 21, (byte) 'A');
        assertThat(stopped(() -> hooks.free(block)))
                .isEqualTo(RealOutput.of(version, "over").report());
    }

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void anUnderrunIsReported(String version) throws IOException {
        long block = hooks.allocate(20);
        Memory.putByte(block - 3, (byte) 'A');
        Memory.putByte(block - 2, (byte) 'A');
        assertThat(stopped(() -> hooks.free(block)))
                .isEqualTo(RealOutput.of(version, "under").report());
    }

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void aWrongDomainIsReported(String version) throws IOException {
        long block = hooks.allocate(20);
        assertThat(stopped(() -> hooks.domain(Domain.MEM).free(block)))
                .isEqualTo(RealOutput.of(version, "api").report());
    }

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void aFreeThroughTheRawDomainIsReported(String version) throws IOException {
        long block = hooks.allocate(20);
        assertThat(stopped(() -> hooks.domain(Domain.RAW).free(block)))
                .isEqualTo(RealOutput.of(version, "raw").report());
    }

    /** There the allocator had the first 8 bytes back already, and the interpreter crashed. */
    @ParameterizedTest
    @FieldSource("VERSIONS")
    void aDoubleFreeIsReported(String version) throws IOException {
        List<String> real = RealOutput.of(version, "double").report();
        long block = hooks.allocate(20);
        hooks.free(block);
        List<String> ours = stopped(() -> hooks.free(block));
        assertThat(ours.getFirst()).isEqualTo(real.getFirst());
        assertThat(ours.get(1)).isEqualTo("    15987178197214944733 bytes originally requested");
        int crash = real.size() - 1;
        assertThat(ours.subList(2, crash)).isEqualTo(real.subList(2, crash));
        assertThat(ours.get(crash)).startsWith(real.get(crash));
        assertThat(ours.getLast())
                .isEqualTo(
                        "Fatal Python error: _PyMem_DebugRawFree: bad ID: Allocated using API"
                                + " '\uFFFD', verified using API 'o'");
    }

    @Test
    void aReallocationNamesItself() {
        long block = hooks.allocate(200);
        Memory.putByte(block + 207, (byte) 'A');
        assertThat(stopped(() -> hooks.reallocate(block, 300)).getLast())
                .isEqualTo("Fatal Python error: _PyMem_DebugRawRealloc: bad trailing pad byte");
    }

    @Test
    void aCallWithoutTheLockIsReported() {
        DebugAllocator guarded =
                new DebugAllocator(
                        new GilAllocator(HeapLayout.CLASSIC), model.lock()::isHeld, true);
        model.lock().acquire();
        long block = guarded.allocate(20);
        model.lock().release();
        long raw = guarded.domain(Domain.RAW).allocate(20);
        guarded.domain(Domain.RAW).free(raw);
        assertThat(stopped(() -> guarded.free(block)))
                .containsExactly(
                        "Fatal Python error: _PyMem_DebugFree: Python memory allocator called"
                                + " without holding the GIL");
        guarded.close();
    }

    @Test
    void freedBytesAreDeadAndNewOnesClean() {
        long block = hooks.allocate(100);
        assertThat(bytes(block, 100)).isEqualTo("cd ".repeat(100).strip());
        hooks.free(block);
        assertThat(bytes(block - 16, 124)).isEqualTo("dd ".repeat(124).strip());
        assertThat(bytes(hooks.allocateZeroed(100), 100)).isEqualTo("00 ".repeat(100).strip());
    }

    /** The old place of a block that moves: the ends are dead, the middle of a long one is not. */
    @Test
    void aBlockThatMovesLeavesDeadEndsBehind() {
        long block = hooks.allocate(300);
        Memory.fill(block, 300, (byte) 7);
        long moved = hooks.reallocate(block, 10);
        assertThat(moved).isNotEqualTo(block);
        assertThat(bytes(moved, 10)).isEqualTo("07 ".repeat(10).strip());
        assertThat(bytes(block - 8, 72)).isEqualTo("dd ".repeat(72).strip());
        assertThat(bytes(block + 64, 300 - 128)).isEqualTo("07 ".repeat(300 - 128).strip());
        assertThat(bytes(block + 236, 72)).isEqualTo("dd ".repeat(72).strip());
    }
}
