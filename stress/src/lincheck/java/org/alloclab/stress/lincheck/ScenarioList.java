package org.alloclab.stress.lincheck;

import java.util.List;

/**
 * The scenarios of an allocator, in whose package it lies. Found by {@link
 * java.util.ServiceLoader}.
 */
public interface ScenarioList {
    /** All scenarios. */
    List<Scenario> scenarios();
}
