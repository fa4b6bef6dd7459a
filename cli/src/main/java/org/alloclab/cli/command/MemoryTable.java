package org.alloclab.cli.command;

import org.alloclab.bench.statistics.KeptMemory;
import org.alloclab.cli.terminal.Figures;
import org.alloclab.cli.terminal.Style;
import org.alloclab.cli.terminal.Table;

import java.util.List;
import java.util.Objects;

/** Free memory that allocators keep, before and after a trim: a part for each workload. */
final class MemoryTable {
    private MemoryTable() {}

    static List<String> lines(List<KeptMemory> kept, Style style) {
        Table table =
                new Table(
                        "kept, MiB",
                        "",
                        ">|mapped",
                        ">|resident",
                        ">trimmed|mapped",
                        ">trimmed|resident");
        String section = "";
        for (KeptMemory row : kept) {
            if (!section.equals(row.workload())) {
                section = row.workload();
                table.addSection(section);
            }
            table.add(
                    "  " + row.backend(),
                    Objects.requireNonNullElse(row.layout(), ""),
                    Figures.mebibytes(row.mappedBytes()),
                    Figures.mebibytes(row.residentBytes()),
                    Figures.mebibytes(row.trimmedMappedBytes()),
                    Figures.mebibytes(row.trimmedResidentBytes()));
        }
        return table.lines(style::bold);
    }
}
