package org.alloclab.cli.session;

import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.Arrays;
import java.util.List;

/**
 * The results of a run as one JSON object. Every verb's begins with these fields, its own follow.
 *
 * @param schema which verb's, and which version of its form
 * @param version the program's version
 * @param command the arguments as typed
 * @param seed where random choices started from
 * @param started when, in ISO 8601
 * @param machine what it ran on
 */
record ResultDocument(
        String schema,
        String version,
        List<String> command,
        long seed,
        String started,
        Machine machine) {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .defaultPrettyPrinter(printer())
                    .build();

    private static DefaultPrettyPrinter printer() {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        return new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    }

    /** The whole document with the verb's own part, a record. */
    byte[] with(Object part, boolean partial) {
        ObjectNode document = JSON.valueToTree(this);
        if (partial) {
            document.put("partial", true);
        }
        document.setAll(JSON.<ObjectNode>valueToTree(part));
        byte[] bytes = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(document);
        byte[] line = Arrays.copyOf(bytes, bytes.length + 1);
        line[bytes.length] = '\n';
        return line;
    }
}
