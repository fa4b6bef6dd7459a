package org.alloclab.stress.protocol;

import org.alloclab.stress.detector.DetectorHost;
import org.alloclab.stress.protocol.DetectorEvent.Done;
import org.alloclab.stress.protocol.DetectorEvent.Planned;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/**
 * A folder like the one in which the module stress is built, with detectors that say what they are
 * told to: see {@link ScriptedDetector}.
 *
 * @param target where it is
 */
public record FakeDetectors(Path target) {
    private static final MethodTypeDesc MAIN =
            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String.arrayType());

    public static FakeDetectors in(Path target) throws IOException {
        Files.createDirectories(target.resolve("lib"));
        try (OutputStream file = Files.newOutputStream(target.resolve("stress-0.jar"));
                JarOutputStream jar = new JarOutputStream(file);
                InputStream code =
                        ScriptedDetector.class.getResourceAsStream("ScriptedDetector.class")) {
            jar.putNextEntry(entry(ScriptedDetector.class));
            code.transferTo(jar);
            jar.putNextEntry(entry(DetectorHost.class));
            jar.write(hostThatCalls(ScriptedDetector.class));
        }
        return new FakeDetectors(target);
    }

    private static ZipEntry entry(Class<?> type) {
        return new ZipEntry(type.getName().replace('.', '/') + ".class");
    }

    /** A class of the host's name whose main method is another class's. */
    private static byte[] hostThatCalls(Class<?> other) {
        return ClassFile.of()
                .build(
                        DetectorHost.class.describeConstable().orElseThrow(),
                        host ->
                                host.withMethodBody(
                                        "main",
                                        MAIN,
                                        ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                                        code ->
                                                code.aload(0)
                                                        .invokestatic(
                                                                other.describeConstable()
                                                                        .orElseThrow(),
                                                                "main",
                                                                MAIN)
                                                        .return_()));
    }

    /** A plan of JCStress on some tests. */
    public static Planned planned(int forks, String... tests) {
        List<String> names = List.of(tests);
        return new Planned(forks, new Details.StressPlan(names, names, 1));
    }

    /** A fork of JCStress that found nothing. */
    public static Done passed(String test) {
        Details fork = new Details.Fork(test, StressResults.Verdict.PASSED, 900, 1000, List.of());
        return new Done(test + " [C2]", fork);
    }

    /** What the next one says and does: events, or lines as they are. */
    public void say(Object... script) throws IOException {
        write("script", script);
    }

    /** What the next one says and does if it looks at a mutant. */
    public void sayOnMutant(Object... script) throws IOException {
        write("script.mutant", script);
    }

    private void write(String name, Object... script) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Object line : script) {
            lines.add(line instanceof DetectorEvent event ? event.line() : line.toString());
        }
        Files.write(target.resolve(name), lines);
    }

    /** What the last one was started with; empty if none was. */
    public Optional<DetectorOrder> order() throws IOException {
        Path file = target.resolve("order");
        return Files.exists(file)
                ? Optional.of(DetectorOrder.of(Files.readString(file)))
                : Optional.empty();
    }

    /** Where the last one worked. */
    Path folder() throws IOException {
        return Path.of(Files.readString(target.resolve("folder")));
    }
}
