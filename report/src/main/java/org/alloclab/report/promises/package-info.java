/**
 * The scoreboard: what alloclab promises, and what recorded runs say of it.
 *
 * <p>Every figure is read from documents that verbs wrote ({@link
 * org.alloclab.report.promises.RecordedRuns}); {@link org.alloclab.report.promises.Promises} adds
 * them up. A promise that no run has tested is named, with the command that tests it.
 */
package org.alloclab.report.promises;
