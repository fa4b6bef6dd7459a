package org.alloclab.stress.unit;

import org.alloclab.stress.detector.Deadline;
import org.alloclab.stress.detector.DetectorOutput;
import org.alloclab.stress.detector.Thrown;
import org.alloclab.stress.protocol.Details;
import org.alloclab.stress.protocol.DetectorOrder;
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
 * cannot be set up, counts against the first item that is still to be recorded.
 */
final class UnitListener implements TestExecutionListener {
    private final UnitItems items;
    private final DetectorOrder order;
    private final DetectorOutput output;
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
            DetectorOrder order,
            DetectorOutput output,
            Deadline deadline,
            CancellationToken end) {
        this.items = items;
        this.order = order;
        this.output = output;
        this.deadline = deadline;
        this.end = end;
        open = new LinkedHashSet<>(items.names().keySet());
    }

    /** Whether no more tests are to be begun. */
    boolean isOver() {
        if (deadline.isOver() || order.stopAtFirst() && output.found() > 0) {
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
            output.started(items.names().get(test.getUniqueId()));
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        if (!end.isCancellationRequested() && open.remove(test.getUniqueId())) {
            output.done(items.names().get(test.getUniqueId()), Details.Test.skipped(reason));
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
                    output.done(items.names().get(id), Details.Test.skipped("aborted"));
                }
            }
            case SUCCESSFUL -> {
                // Of an item cut short some invocations may not have been run.
                boolean cut = test.isContainer() && end.isCancellationRequested();
                if (!cut && open.remove(id)) {
                    long millis = (System.nanoTime() - starts.get(id)) / 1_000_000;
                    output.done(items.names().get(id), new Details.Test(millis, null));
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
        output.found(
                name,
                thrown.summary(),
                name + invocation(test, id) + "\n" + thrown.evidence(),
                null);
    }

    /** Which of the item's invocations, by its display name. */
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

    /** Records the items that were not begun for want of time. */
    void finish() {
        boolean stopped = order.stopAtFirst() && output.found() > 0;
        for (String id : open) {
            if (!stopped && deadline.isOver()) {
                output.done(items.names().get(id), Deadline.SKIPPED);
            }
        }
        // Without a reason they stay unrecorded, which the starter notices.
        open.clear();
    }
}
