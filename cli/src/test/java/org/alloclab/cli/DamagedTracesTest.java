package org.alloclab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.alloclab.cli.DamageRun.Verdict;
import org.alloclab.replay.Trace;
import org.alloclab.replay.TraceFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Thousands of damaged traces. A packed one, which has a checksum, is refused or read as what it
 * was; one that is not packed is refused or read as what its bytes now say.
 */
@Timeout(300)
class DamagedTracesTest {
    private static final long SEED = 5;

    @TempDir private Path folder;

    private Verdict read(byte[] damaged, byte[] plain) throws IOException {
        Path file = Files.write(folder.resolve("damaged.altr"), damaged);
        try {
            Trace trace = Trace.open(file);
            PlainTrace said = new PlainTrace(damaged);
            said.checkAgainst(trace);
            return said.saysTheSameAs(new PlainTrace(plain)) ? Verdict.SAME : Verdict.ANOTHER;
        } catch (TraceFormatException e) {
            assertThat(e.getMessage()).matches("byte [0-9]+: [^\\n]{10,}");
            return Verdict.REFUSED;
        }
    }

    @Test
    void packedOnesAreRefusedOrUnharmed() {
        byte[] plain = TraceBytes.random(SEED, 300, 3).plain();
        new DamageRun("packed traces", Damage.OF_BYTES, 25)
                .check(
                        List.of(TraceBytes.random(SEED, 300, 3).packed()),
                        damaged -> {
                            Verdict verdict = read(damaged, plain);
                            assertThat(verdict).isNotEqualTo(Verdict.ANOTHER);
                            return verdict;
                        });
    }

    @Test
    void othersAreRefusedOrReadAsWhatTheySay() {
        byte[] plain = TraceBytes.random(SEED, 300, 3).plain();
        new DamageRun("plain traces", Damage.OF_BYTES, 20)
                .check(List.of(plain), damaged -> read(damaged, plain));
    }

    /** From end to end: what is refused is refused in one line that names the file. */
    @Test
    void whatIsRefusedIsNamed() throws IOException {
        byte[] whole = TraceBytes.random(SEED, 100, 2).packed();
        Path file = folder.resolve("cut.altr");
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            Ran.with("replay", file).refused(4, "cut.altr\": byte ");
        }
    }
}
