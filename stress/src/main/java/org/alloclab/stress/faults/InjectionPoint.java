package org.alloclab.stress.faults;

import org.alloclab.stress.injection.Step;
import org.alloclab.stress.injection.StepTable;
import org.alloclab.stress.injection.Steps;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A moment in a workload: a thread reaches a step for the n-th time, counted from 1.
 *
 * @param step the step's id
 * @param time which time
 */
record InjectionPoint(int step, int time) {
    /** Records every point of some kinds that a thread reaches, without a fault. */
    static final class Recording implements Steps.Action {
        private final Set<Step.Kind> kinds;
        private final boolean brief;
        private final Map<Integer, Integer> times = new HashMap<>();
        private final List<InjectionPoint> points = new ArrayList<>();

        /**
         * @param brief whether the first time at each step is enough
         */
        Recording(Set<Step.Kind> kinds, boolean brief) {
            this.kinds = kinds;
            this.brief = brief;
        }

        @Override
        public void at(int step) {
            int time = times.merge(step, 1, Integer::sum);
            if (kinds.contains(StepTable.get(step).kind()) && (time == 1 || !brief)) {
                points.add(new InjectionPoint(step, time));
            }
        }

        /** Caller: when the thread has ended. */
        List<InjectionPoint> points() {
            return List.copyOf(points);
        }
    }

    /** Something that happens to a thread when it is there; once. */
    Steps.Action doing(Runnable deed) {
        return new Steps.Action() {
            private int left = time;

            @Override
            public void at(int here) {
                if (here == step && --left == 0) {
                    deed.run();
                }
            }
        };
    }

    /** The step alone, for readers. */
    String name() {
        return StepTable.get(step).toString();
    }

    @Override
    public String toString() {
        return time == 1 ? name() : name() + ", time " + time;
    }
}
