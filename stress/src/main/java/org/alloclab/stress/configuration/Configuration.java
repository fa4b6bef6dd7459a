package org.alloclab.stress.configuration;

import org.alloclab.stress.configuration.Factor.Choice;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What an allocator runs on.
 *
 * @param choices by the names of the factors, the allocator among them
 */
public record Configuration(Map<String, Choice> choices) {
    /** Copies the choices, in their order. */
    public Configuration {
        choices = new LinkedHashMap<>(choices);
    }

    /** So many that any two choices of different factors meet in one of them. */
    static List<Configuration> covering(List<Factor> factors, Random random) {
        int[] counts = factors.stream().mapToInt(factor -> factor.choices().size()).toArray();
        List<Configuration> configurations = new ArrayList<>();
        for (int[] row : Pairs.covering(counts, random)) {
            Map<String, Choice> choices = new LinkedHashMap<>();
            for (int i = 0; i < row.length; i++) {
                choices.put(factors.get(i).name(), factors.get(i).choices().get(row[i]));
            }
            configurations.add(new Configuration(choices));
        }
        return configurations;
    }

    /** What was chosen of each factor, in a word. */
    public Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        choices.forEach((factor, choice) -> names.put(factor, choice.name()));
        return names;
    }

    /** Which allocator: gil or lockfree. */
    public String backend() {
        return choices.get(Factor.BACKEND.name()).name();
    }

    /** What starts the virtual machine by its own; may be none. */
    List<String> launcher() {
        return choices.values().stream().flatMap(choice -> choice.launcher().stream()).toList();
    }

    /** Of the virtual machine. */
    public List<String> options() {
        return choices.values().stream().flatMap(choice -> choice.options().stream()).toList();
    }
}
