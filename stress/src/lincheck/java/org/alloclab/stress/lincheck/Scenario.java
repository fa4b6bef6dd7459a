package org.alloclab.stress.lincheck;

import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a few threads do at the same time, and to what: each takes some {@link ScenarioSteps},
 * written {@code "free(0); drain()"}.
 *
 * <p>A step that throws is a failure, and so is a check at the end that throws. Where there is a
 * plain model, what the steps return must be what it returns in some order of the steps.
 *
 * @param name its own among all scenarios
 * @param type whose steps they are
 * @param first steps before the threads start; empty if there are none
 * @param threads steps of each
 * @param plain what it must be linearizable to; null if steps return nothing that matters
 * @param waits whether a thread may wait for another
 */
public record Scenario(
        String name,
        Class<? extends ScenarioSteps> type,
        String first,
        List<String> threads,
        Class<? extends ScenarioSteps> plain,
        boolean waits) {
    /**
     * A scenario in which nobody waits and what is returned does not matter.
     *
     * @param name follows the name of the class
     * @param threads steps of each thread
     */
    public static Scenario of(Class<? extends ScenarioSteps> type, String name, String... threads) {
        String full = type.getName() + "." + name;
        return new Scenario(full, type, "", List.of(threads), null, false);
    }

    /** The same after some steps that no other thread disturbs. */
    public Scenario after(String steps) {
        return new Scenario(name, type, steps, threads, plain, waits);
    }

    /** The same, linearizable to a plain model. */
    public Scenario like(Class<? extends ScenarioSteps> model) {
        return new Scenario(name, type, first, threads, model, waits);
    }

    /** The same for threads that may wait for each other. */
    public Scenario waiting() {
        return new Scenario(name, type, first, threads, plain, true);
    }

    /** As Lincheck has it, which may change the lists. */
    ExecutionScenario execution() {
        List<Actor> before = new ArrayList<>();
        if (!first.isEmpty()) {
            before.add(new Actor(method("first", String.class), List.of(first)));
        }
        List<List<Actor>> parallel = new ArrayList<>();
        for (String steps : threads) {
            List<Actor> actors = new ArrayList<>();
            ScenarioStep.listOf(steps).forEach(step -> actors.add(step.actor(type)));
            parallel.add(actors);
        }
        // Not as Lincheck's own check: where that fails, version 3.7 cannot print what led to it.
        List<Actor> after = new ArrayList<>(List.of(new Actor(method("check"), List.of())));
        return new ExecutionScenario(before, parallel, after, null);
    }

    private Method method(String word, Class<?>... parameters) {
        return Arrays.stream(type.getMethods())
                .filter(each -> each.getName().equals(word))
                .filter(each -> Arrays.equals(each.getParameterTypes(), parameters))
                .findFirst()
                .orElseThrow();
    }
}
