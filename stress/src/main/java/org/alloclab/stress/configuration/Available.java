package org.alloclab.stress.configuration;

import org.alloclab.stress.configuration.Factor.Choice;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * What can be chosen on this machine: each choice was tried by itself.
 *
 * @param factors with the choices that work
 * @param missing names of those that do not, as {@code collector shenandoah}
 */
public record Available(List<Factor> factors, List<String> missing) {
    private static final long PATIENCE_SECONDS = 60;

    /** Tries all, which takes seconds. */
    public static Available here() throws IOException, InterruptedException {
        List<Factor> factors = new ArrayList<>(List.of(Factor.BACKEND));
        List<String> missing = new ArrayList<>();
        for (Factor factor : Factor.OF_THE_MACHINE) {
            List<Choice> choices = new ArrayList<>();
            for (Choice choice : factor.choices()) {
                if (works(choice)) {
                    choices.add(choice);
                } else {
                    missing.add(factor.name() + " " + choice.name());
                }
            }
            factors.add(new Factor(factor.name(), choices));
        }
        return new Available(factors, missing);
    }

    static boolean works(Choice choice) throws IOException, InterruptedException {
        if (choice.launcher().isEmpty() && choice.options().isEmpty()) {
            return true;
        }
        List<String> command = new ArrayList<>(choice.launcher());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(choice.options());
        command.add("-version");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            return ended && process.exitValue() == 0;
        } catch (IOException e) {
            if (choice.launcher().isEmpty()) {
                throw e; // not even an ordinary virtual machine can be started
            }
            return false;
        }
    }

    /** Configurations in which any two choices of different factors meet. */
    public List<Configuration> pairs(long seed) {
        return Configuration.covering(factors, new Random(seed));
    }
}
