package org.alloclab.report;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.function.Function;

/** The data of a page: JSON that can stand between any two tags of HTML. */
final class EmbeddedJson {
    private static final JsonMapper JSON = new JsonMapper();

    private EmbeddedJson() {}

    static String of(
            List<SavedDocument> documents,
            String version,
            Function<SavedDocument, String> repetition) {
        ObjectNode island = JSON.createObjectNode();
        island.put("version", version);
        ArrayNode list = island.putArray("documents");
        for (SavedDocument document : documents) {
            list.addObject()
                    .put("name", document.name())
                    .put("verb", document.verb())
                    .put("repeat", repetition.apply(document))
                    .set("content", document.content());
        }
        island.putArray("licences")
                .addObject()
                .put("name", "uPlot " + Resource.uplotVersion())
                .put("text", Resource.uplot("LICENSE"));
        return escaped(JSON.writeValueAsString(island));
    }

    /** These characters occur in texts alone, and mean the same when written as escapes. */
    private static String escaped(String json) {
        return json.replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }
}
