package org.alloclab.stress.detector;

import tools.jackson.databind.json.JsonMapper;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a detector says while it works: lines of JSON, one for each event.
 *
 * <pre>
 * {"event":"planned","items":60}
 * {"event":"started","name":"..."}                        before each item that takes long
 * {"event":"done","name":"...","millis":1200,...}         nothing was found; more fields as the detector likes
 * {"event":"found","name":"...","summary":"one line","evidence":"many lines",...}
 * {"event":"end","recorded":60}                           nothing more is to come
 * </pre>
 *
 * <p>An item is done or found, or it was not recorded. Where the last line is missing, the process
 * died.
 *
 * <p>Any thread may call.
 */
public final class DetectorOutput {
    private static final JsonMapper JSON = new JsonMapper();

    private final PrintStream out;
    private int recorded;
    private int found;

    DetectorOutput(PrintStream out) {
        this.out = out;
    }

    public void planned(int items) {
        planned(items, Map.of());
    }

    public void planned(int items, Map<String, ?> more) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("items", items);
        fields.putAll(more);
        say("planned", fields);
    }

    public void started(String name) {
        say("started", Map.of("name", name));
    }

    public synchronized void done(String name, Map<String, ?> more) {
        recorded++;
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.putAll(more);
        say("done", fields);
    }

    /**
     * @param summary what was found, in a line
     * @param evidence for a reader: an outcome table, an interleaving, a stack trace
     */
    public synchronized void found(
            String name, String summary, String evidence, Map<String, ?> more) {
        recorded++;
        found++;
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put("summary", summary);
        fields.put("evidence", evidence);
        fields.putAll(more);
        say("found", fields);
    }

    public synchronized int found() {
        return found;
    }

    synchronized void end() {
        say("end", Map.of("recorded", recorded));
    }

    private synchronized void say(String event, Map<String, ?> fields) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", event);
        line.putAll(fields);
        out.println(JSON.writeValueAsString(line));
        out.flush();
    }
}
