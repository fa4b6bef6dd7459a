package org.alloclab.stress.lincheck;

import org.jetbrains.kotlinx.lincheck.Actor;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A call of a method with numbers: {@code take(8)}. */
record ScenarioStep(String method, List<Integer> arguments) {
    private static final Pattern STEP = Pattern.compile("(\\w+)\\(([\\d, ]*)\\)");

    /** Reads steps with semicolons between them. */
    static List<ScenarioStep> listOf(String steps) {
        return Arrays.stream(steps.split(";")).map(String::strip).map(ScenarioStep::of).toList();
    }

    private static ScenarioStep of(String text) {
        Matcher parts = STEP.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("step: " + text);
        }
        List<Integer> arguments =
                Arrays.stream(parts.group(2).split(","))
                        .map(String::strip)
                        .filter(number -> !number.isEmpty())
                        .map(Integer::valueOf)
                        .toList();
        return new ScenarioStep(parts.group(1), arguments);
    }

    Actor actor(Class<?> type) {
        return new Actor(method(type), List.copyOf(arguments));
    }

    /** Takes the step. */
    void on(ScenarioSteps object) {
        try {
            method(object.getClass()).invoke(object, arguments.toArray());
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("step: " + this, e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("step: " + this, e);
        }
    }

    private Method method(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(each -> each.getName().equals(method))
                .filter(each -> each.getParameterCount() == arguments.size())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("%s: no %s".formatted(type, this)));
    }
}
