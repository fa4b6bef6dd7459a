package org.alloclab.stress.unit;

import org.alloclab.stress.detector.Deadline;
import org.alloclab.stress.detector.DetectorOutput;
import org.alloclab.stress.detector.Order;
import org.alloclab.stress.detector.Thrown;
import org.junit.platform.engine.CancellationToken;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Records the items of a test class while they run. What fails outside an item, as a class that
 * cannot be set up, is laid to the first item that is still to be recorded.
 */
final class UnitListener implements TestExecutionListener {
    private final UnitItems items;
    private final Order order;
    private final DetectorOutput findings;
    private final Deadline deadline;
    private final CancellationToken end;
    private final Set<String> open;
    private final Map<String, Long> starts = new HashMap<>();
    private TestPlan plan;

    /**
     * @param end is cancelled when no more tests are to be begun
     */
    UnitListener(
            UnitItems items,
            Order order,
            DetectorOutput findings,
            Deadline deadline,
            CancellationToken end) {
        this.items = items;
        this.order = order;
        this.findings = findings;
        this.deadline = deadline;
        this.end = end;
        open = new LinkedHashSet<>(items.names().keySet());
    }

    /** Whether no more tests are to be begun. */
    boolean isOver() {
        if (deadline.isOver() || order.stopAtFirst() && findings.found() > 0) {
            end.cancel();
        }
        return end.isCancellationRequested();
    }

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = started;
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        if (items.names().containsKey(test.getUniqueId())) {
            starts.put(test.getUniqueId(), System.nanoTime());
            findings.started(items.names().get(test.getUniqueId()));
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        if (!end.isCancellationRequested() && open.remove(test.getUniqueId())) {
            findings.done(items.names().get(test.getUniqueId()), Map.of("skipped", reason));
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        String id = test.getUniqueId();
        switch (result.getStatus()) {
            case FAILED -> fail(test, result.getThrowable().orElseThrow());
            case ABORTED -> {
                // An invocation that assumes too much leaves its siblings to decide.
                if (open.remove(id)) {
                    findings.done(items.names().get(id), Map.of("skipped", "aborted"));
                }
            }
            case SUCCESSFUL -> {
                // Of an item cut short some invocations may not have been run.
                boolean cut = test.isContainer() && end.isCancellationRequested();
                if (!cut && open.remove(id)) {
                    long millis = (System.nanoTime() - starts.get(id)) / 1_000_000;
                    findings.done(items.names().get(id), Map.of("millis", millis));
                }
            }
        }
        isOver();
    }

    private void fail(TestIdentifier test, Throwable error) {
        String id = itemAround(test);
        if (id == null) {
            id = open.stream().findFirst().orElse(null);
        }
        if (id == null || !open.remove(id)) {
            return; // recorded already: by an invocation before this one
        }
        String name = items.names().get(id);
        Thrown thrown = new Thrown(error);
        findings.found(
                name,
                thrown.summary(),
                name + invocation(test, id) + "\n" + thrown.evidence(),
                Map.of());
    }

    /** Which of the item's invocations, as the tests' authors call them. */
    private String invocation(TestIdentifier test, String item) {
        String names = "";
        TestIdentifier one = test;
        while (one != null && !one.getUniqueId().equals(item)) {
            names = " " + one.getDisplayName() + names;
            one = plan.getParent(one).orElse(null);
        }
        return names;
    }

    /** The item that this is, or is an invocation of; null if none. */
    private String itemAround(TestIdentifier test) {
        TestIdentifier one = test;
        while (one != null && !items.names().containsKey(one.getUniqueId())) {
            one = plan.getParent(one).orElse(null);
        }
        return one == null ? null : one.getUniqueId();
    }

    /** Says of the items that were not begun that they were not. */
    void finish() {
        boolean stopped = order.stopAtFirst() && findings.found() > 0;
        for (String id : open) {
            if (!stopped && deadline.isOver()) {
                findings.done(items.names().get(id), Deadline.SKIPPED);
            }
        }
        // Without a reason they stay unrecorded: that is for whoever counts to notice.
        open.clear();
    }
}
