/**
 * What runs in a detector's JVM before a technique takes over.
 *
 * <p>{@link org.alloclab.stress.detector.DetectorHost} reads an order, finds the {@link
 * org.alloclab.stress.detector.Detector} that is named in it, and lets it write events to a {@link
 * org.alloclab.stress.detector.DetectorOutput}. Orders and events are those of {@link
 * org.alloclab.stress.protocol}.
 */
package org.alloclab.stress.detector;
