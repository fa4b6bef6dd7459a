package org.alloclab.cli.command;

import org.alloclab.cli.session.CommonFlags;
import org.alloclab.cli.session.ExitCode;
import org.alloclab.cli.session.Invocation;
import org.alloclab.cli.session.Session;
import org.alloclab.cli.terminal.TextWrap;
import org.alloclab.stress.mutation.Race;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.List;
import java.util.concurrent.Callable;

/** What is in the catalogue. */
@Command(
        name = "list",
        description = {"Lists the races: name, the detector that finds it, and what it is.", ""},
        footer = {
            "",
            "(parentheses): not reproducible on x86. *: found within seconds, and part of",
            "the quick suite of selftest.",
            "",
            "Examples:",
            "  alloclab race list",
            "  alloclab race list --json -"
        })
final class RaceListCommand implements Callable<Integer> {
    @Mixin private CommonFlags flags;

    private final Invocation invocation;

    RaceListCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    /** A race as a machine reads it. */
    private record Entry(
            String id,
            String title,
            String model,
            String detector,
            String tests,
            boolean visibleOnX86,
            boolean quick) {
        static Entry of(Race race) {
            return new Entry(
                    race.id(),
                    race.title(),
                    race.model(),
                    race.claim().detector(),
                    race.claim().tests(),
                    race.claim().visible(),
                    race.quick());
        }
    }

    private record Results(List<Entry> races) {}

    @Override
    public Integer call() {
        try (Session session = Session.open("race-list", invocation, flags)) {
            List<Race> races = RaceCatalogue.open().races();
            for (String model : List.of("gil", "lockfree")) {
                session.out().println(session.style().bold(model));
                races.stream()
                        .filter(race -> race.model().equals(model))
                        .forEach(race -> show(race, session));
            }
            List<Entry> entries = races.stream().map(Entry::of).toList();
            return session.finish(ExitCode.KEPT, new Results(entries));
        }
    }

    private static void show(Race race, Session session) {
        String detector = race.claim().detector();
        String claim = race.claim().visible() ? detector : "(" + detector + ")";
        String head = "  %-28s %-9s %s ".formatted(race.id(), claim, race.quick() ? "*" : " ");
        List<String> lines = TextWrap.wrapped(race.title(), head.length(), head.length());
        session.out().println(head + lines.getFirst());
        lines.stream().skip(1).forEach(session.out()::println);
    }
}
