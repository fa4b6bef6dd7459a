package org.alloclab.stress.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.alloclab.HeapLayout;
import org.alloclab.stress.protocol.Detection.Ending;
import org.alloclab.stress.protocol.DetectorEvent.Done;
import org.alloclab.stress.protocol.DetectorEvent.End;
import org.alloclab.stress.protocol.DetectorEvent.Found;
import org.alloclab.stress.protocol.DetectorEvent.Planned;
import org.alloclab.stress.protocol.DetectorEvent.Started;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whatever a detector does, its run comes to an end, and says which. */
class DetectorRunTest {
    private static final DetectorEvent PLANNED = new Planned(2, null);
    private static final DetectorEvent STARTED = new Started("a");
    private static final DetectorEvent DONE = new Done("a", new Details.Test(7, null));
    private static final DetectorEvent FOUND = new Found("b", "lost", "1\n2", null);
    private static final DetectorEvent END = new End(2);

    private static final DetectorOrder ORDER =
            new DetectorOrder(
                    "model",
                    List.of("gil", "lockfree"),
                    "A|\"B é\"",
                    Duration.ofSeconds(5),
                    42,
                    true,
                    Duration.ofSeconds(60),
                    true,
                    new DetectorOrder.Traffic(HeapLayout.MODERN, 4, 50, true));

    @TempDir private Path folder;
    private FakeDetectors detectors;
    private final List<DetectorEvent> events = new ArrayList<>();

    @BeforeEach
    void build() throws IOException {
        detectors = FakeDetectors.in(folder.resolve("target"));
    }

    private DetectorRun start(Duration patience) throws IOException {
        DetectorOrder order =
                new DetectorOrder("model", List.of("gil"), "", ORDER.budget(), 1, true, patience);
        return start(order);
    }

    private DetectorRun start(DetectorOrder order) throws IOException {
        return DetectorProgram.in(detectors.target()).start(order, folder.resolve("out"));
    }

    private Detection listen(Object... script) throws IOException {
        return listen(Duration.ofSeconds(60), script);
    }

    private Detection listen(Duration patience, Object... script) throws IOException {
        detectors.say(script);
        try (DetectorRun run = start(patience)) {
            return run.listen(events::add);
        }
    }

    @Test
    void whatItSaysIsPassedOn() throws IOException {
        Detection detection = listen(PLANNED, STARTED, DONE, FOUND, END);
        assertThat(events).containsExactly(PLANNED, STARTED, DONE, FOUND, END);
        assertThat(detection.planned()).isEqualTo(2);
        assertThat(detection.recorded()).isEqualTo(2);
        assertThat(detection.isComplete()).isTrue();
        assertThat(detection.found()).hasSize(1);
        assertThat(detection.found().getFirst().evidence()).isEqualTo("1\n2");
        assertThat(detection.timeToFirst()).isPositive().isLessThanOrEqualTo(detection.time());
        assertThat(detectors.folder().toRealPath()).isEqualTo(folder.resolve("out").toRealPath());
    }

    @Test
    void whatIsOrderedIsWhatItReads() throws IOException {
        detectors.say(PLANNED, END);
        try (DetectorRun run = start(ORDER)) {
            run.listen(events::add);
        }
        assertThat(detectors.order()).contains(ORDER);
    }

    @Test
    void lessThanPlannedIsNotComplete() throws IOException {
        Detection detection = listen(PLANNED, DONE, END);
        assertThat(detection.ending()).isInstanceOf(Ending.Complete.class);
        assertThat(detection.isComplete()).isFalse();
        assertThat(detection.timeToFirst()).isNull();
    }

    private static Ending.Died died(Detection detection) {
        assertThat(detection.isComplete()).isFalse();
        assertThat(detection.ending()).isInstanceOf(Ending.Died.class);
        return (Ending.Died) detection.ending();
    }

    @Test
    void oneThatGoesAwayIsMissed() throws IOException {
        Detection detection = listen(PLANNED, DONE, FOUND);
        assertThat(died(detection).exitCode()).isZero();
        assertThat(detection.found()).hasSize(1);
    }

    @Test
    void oneThatDiesIsToldWithItsLog() throws IOException {
        String signal = "#  SIGSEGV (0xb) at pc=0x00007f, pid=1, tid=2";
        Ending.Died died = died(listen(PLANNED, "!log " + signal, "!log more", "!exit 134"));
        assertThat(died.exitCode()).isEqualTo(134);
        assertThat(died.reason()).startsWith("ended with exit code 134 (signal 6): #  SIGSEGV");
        assertThat(died.log()).containsExactly(signal, "more");
    }

    @Test
    void oneThatFailsIsToldWithItsException() throws IOException {
        Ending.Died died = died(listen(PLANNED, "!throw no room"));
        assertThat(died.reason())
                .startsWith("ended with exit code 1: ")
                .contains("IllegalStateException: no room");
    }

    @Test
    void nonsenseIsNoAnswer() throws IOException {
        assertThat(died(listen(PLANNED, "# JCStress", "!hang")).reason())
                .isEqualTo("wrote what is no event: # JCStress");
        for (String line :
                List.of("{\"event\":\"Planned\"}", "{\"event\":\"Other\"}", "{}", "null", "7")) {
            assertThat(died(listen(line)).reason()).as(line).contains("no event");
        }
    }

    @Test
    void oneThatHangsIsAskedForItsThreadsAndEnded() throws IOException {
        Detection detection = listen(Duration.ofSeconds(3), PLANNED, "!spawn", STARTED, "!hang");
        assertThat(detection.ending()).isInstanceOf(Ending.Hung.class);
        Ending.Hung hung = (Ending.Hung) detection.ending();
        assertThat(hung.item()).isEqualTo("a");
        assertThat(hung.threads())
                .contains("\"main\"", "org.alloclab.stress.protocol.ScriptedDetector.main");
        checkNothingIsLeft();
    }

    private static void checkNothingIsLeft() {
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        ProcessHandle.allProcesses()
                                .filter(ProcessHandle::isAlive)
                                .map(process -> process.info().commandLine().orElse(""))
                                .noneMatch(line -> line.endsWith("sleep 300")));
    }

    @Test
    void anyThreadMayEndIt() throws Exception {
        detectors.say(PLANNED, "!spawn", STARTED, "!hang");
        try (DetectorRun run = start(Duration.ofSeconds(60))) {
            Detection detection =
                    run.listen(event -> {
                        if (event instanceof Started) {
                            Thread.ofPlatform().start(run::close);
                        }
                    });
            assertThat(detection.ending()).isInstanceOf(Ending.Closed.class);
        }
        checkNothingIsLeft();
    }

    @Test
    void aMutantStandsBeforeWhatIsShipped() throws IOException {
        DetectorProgram program = DetectorProgram.in(detectors.target());
        Path mutant = folder.resolve("mutant");
        assertThat(program.on(mutant).classPath())
                .containsExactly(mutant, detectors.target().resolve("stress-0.jar"));
    }

    @Test
    void whatIsNotBuiltIsNamed() {
        assertThatThrownBy(() -> DetectorProgram.in(folder.resolve("none")))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> DetectorProgram.in(folder)).isInstanceOf(IOException.class);
    }
}
