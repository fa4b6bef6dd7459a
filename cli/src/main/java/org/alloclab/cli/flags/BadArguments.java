package org.alloclab.cli.flags;

import org.alloclab.cli.session.Failure;
import org.alloclab.cli.terminal.NearestWord;
import org.alloclab.cli.terminal.TerminalEscape;

import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says in one line what is wrong with the arguments. */
public final class BadArguments {
    private BadArguments() {}

    /** What is wrong; picocli stops at the first thing it minds, which need not be the first. */
    public static Failure explain(ParameterException error) {
        return strayIn(error.getCommandLine())
                .orElseGet(() ->
                        Failure.badArguments(
                                switch (error) {
                                    case OverwrittenOptionException e ->
                                            name(e.getOverwritten()) + " given twice";
                                    case MissingParameterException e -> missing(e);
                                    default -> badValue(error);
                                }));
    }

    /** The arguments that belong nowhere, of which there may be very many: the first is named. */
    public static Optional<Failure> strayIn(CommandLine parsed) {
        return parsed.getUnmatchedArguments().stream()
                .findFirst()
                .map(argument -> unmatched(parsed.getCommandSpec(), argument))
                .map(Failure::badArguments);
    }

    private static String unmatched(CommandSpec command, String argument) {
        if (argument.startsWith("-")) {
            String flag = argument.replaceFirst("(?s)=.*", "");
            List<String> flags = new ArrayList<>(command.optionsMap().keySet());
            String expected =
                    command.parent() == null
                            ? "a verb first: " + FlagValues.oneOf(verbs(command))
                            : "one of the flags of alloclab " + command.name() + " --help";
            return "unknown flag %s (expected: %s)%s"
                    .formatted(
                            TerminalEscape.of(argument), expected, NearestWord.hint(flag, flags));
        }
        if (!command.subcommands().isEmpty()) {
            List<String> words = new ArrayList<>(verbs(command));
            String expected = FlagValues.oneOf(words);
            words.addAll(command.optionsMap().keySet());
            return "unknown verb %s (expected: %s)%s"
                    .formatted(
                            TerminalEscape.of(argument),
                            expected,
                            NearestWord.hint(argument, words));
        }
        List<ArgSpec> operands = new ArrayList<>(command.positionalParameters());
        return "unexpected argument %s (expected: %s)"
                .formatted(
                        TerminalEscape.of(argument),
                        operands.isEmpty() ? "flags only" : "one " + name(operands.getFirst()));
    }

    private static List<String> verbs(CommandSpec command) {
        return List.copyOf(command.subcommands().keySet());
    }

    private static String missing(MissingParameterException error) {
        ArgSpec argument = error.getMissing().getFirst();
        String value =
                argument.isOption() ? "a value, " + argument.paramLabel() : argument.paramLabel();
        return "%s is missing (expected: %s)".formatted(name(argument), value);
    }

    private static String badValue(ParameterException error) {
        ArgSpec argument = error.getArgSpec();
        if (argument == null || !(error.getCause() instanceof TypeConversionException cause)) {
            return error.getMessage();
        }
        return "%s %s %s"
                .formatted(name(argument), TerminalEscape.of(error.getValue()), cause.getMessage());
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }
}
