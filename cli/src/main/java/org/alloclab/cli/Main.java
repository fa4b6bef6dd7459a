package org.alloclab.cli;

import org.alloclab.cli.command.BenchCommand;
import org.alloclab.cli.command.CheckCommand;
import org.alloclab.cli.command.GoldenCommand;
import org.alloclab.cli.command.MisuseCommand;
import org.alloclab.cli.command.RaceCommand;
import org.alloclab.cli.command.ReplayCommand;
import org.alloclab.cli.command.ReportCommand;
import org.alloclab.cli.command.RunCommand;
import org.alloclab.cli.command.SelftestCommand;
import org.alloclab.cli.command.SoakCommand;
import org.alloclab.cli.command.StressCommand;
import org.alloclab.cli.command.SweepCommand;
import org.alloclab.cli.doctor.DoctorCommand;
import org.alloclab.cli.flags.BadArguments;
import org.alloclab.cli.flags.FlagValues;
import org.alloclab.cli.session.ErrorReporter;
import org.alloclab.cli.session.ExitCode;
import org.alloclab.cli.session.Failure;
import org.alloclab.cli.session.Invocation;
import org.alloclab.cli.session.Version;
import org.alloclab.cli.terminal.ColorMode;
import org.alloclab.cli.terminal.Streams;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;

/** The program: finds the verb, and turns what goes wrong into one line and an exit code. */
@Command(
        name = "alloclab",
        versionProvider = Version.class,
        synopsisSubcommandLabel = "VERB",
        description = {
            "CPython's small-object allocator twice: under one lock, and lock-free.",
            ""
        },
        commandListHeading = "%nVerbs:%n",
        footer = {
            "",
            "Examples:",
            "  alloclab run",
            "  alloclab replay builtin:json_docs --backend gil --threads 1,2,4",
            "  alloclab golden gil-model/src/test/resources",
            "  alloclab bench --out results && alloclab report results",
            "  alloclab stress --budget 3m",
            "  alloclab check --budget 1m",
            "  alloclab race show lost-push",
            "  alloclab selftest",
            "  alloclab misuse double-free --checks debug",
            "  alloclab soak --budget 60s",
            "  alloclab sweep freeze --backend both",
            "  alloclab doctor",
            "",
            "alloclab VERB --help says more. Exit codes: 0 all promises kept, 1 a bug of",
            "ours, 2 bad arguments, 3 nothing matched, 4 a file, 10 correctness violated,",
            "11 no progress, 12 mutants survived, 14 differs from CPython, 15 incomplete,",
            "20 the machine cannot do it, 130 interrupted."
        })
public final class Main {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this and exit.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version and exit.")
    private boolean version;

    private Main() {}

    /** Runs the program and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(run(args, Streams.ofProcess()));
    }

    /** Runs the program inside this process, without a terminal; its exit code. */
    static int run(String[] args, PrintStream out, PrintStream err) {
        return run(args, Streams.captured(out, err));
    }

    private static int run(String[] args, Streams streams) {
        CommandLine line = commandLine(new Invocation(List.of(args), streams));
        CommandLine verb = line;
        try {
            ParseResult parsed = line.parseArgs(args);
            verb = parsed.asCommandLineList().getLast();
            BadArguments.strayIn(verb).ifPresent(Main::fail);
            return execute(parsed, verb, streams.out());
        } catch (ParameterException e) {
            return ErrorReporter.report(BadArguments.explain(e), e.getCommandLine(), streams.err());
        } catch (Throwable e) {
            return ErrorReporter.report(e, verb, streams.err());
        }
    }

    private static void fail(Failure failure) {
        throw failure;
    }

    private static CommandLine commandLine(Invocation invocation) {
        Streams streams = invocation.streams();
        boolean colour = ColorMode.AUTO.isOn(streams.outIsTerminal());
        CommandLine line =
                new CommandLine(new Main())
                        .addSubcommand(new RunCommand(invocation))
                        .addSubcommand(new ReplayCommand(invocation))
                        .addSubcommand(new GoldenCommand(invocation))
                        .addSubcommand(new BenchCommand(invocation))
                        .addSubcommand(new ReportCommand(invocation))
                        .addSubcommand(new StressCommand(invocation))
                        .addSubcommand(new CheckCommand(invocation))
                        .addSubcommand(RaceCommand.line(invocation))
                        .addSubcommand(new SelftestCommand(invocation))
                        .addSubcommand(new MisuseCommand(invocation))
                        .addSubcommand(new SoakCommand(invocation))
                        .addSubcommand(new SweepCommand(invocation))
                        .addSubcommand(new DoctorCommand(invocation))
                        .setExpandAtFiles(false)
                        .setUnmatchedArgumentsAllowed(true)
                        .setUsageHelpWidth(80)
                        .setOut(new PrintWriter(streams.out(), true))
                        .setColorScheme(
                                Help.defaultColorScheme(colour ? Help.Ansi.ON : Help.Ansi.OFF));
        FlagValues.registerWith(line);
        return line;
    }

    private static int execute(ParseResult parsed, CommandLine verb, PrintStream out)
            throws Exception {
        boolean helped = CommandLine.executeHelpRequest(parsed) != null;
        if (!helped && verb.getCommand() instanceof Callable<?> work) {
            return (Integer) work.call();
        }
        if (!helped) {
            verb.usage(verb.getOut());
        }
        ErrorReporter.checkWritten(out);
        return ExitCode.KEPT;
    }
}
