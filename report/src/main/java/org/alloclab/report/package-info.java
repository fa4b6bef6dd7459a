/**
 * One HTML page from saved results, for a browser that need not be online.
 *
 * <p>{@link org.alloclab.report.SavedDocument} reads what {@code --json} wrote; {@code
 * DocumentSchema} says what it must hold, {@code JsonCursor} where it does not. {@link
 * org.alloclab.report.Page} puts the documents, unchanged, into a page that draws them: what the
 * figures mean is worked out there, by the scripts beside this package, {@code main.js} last. uPlot
 * draws the charts.
 *
 * <p>Names in a document may hold anything. The data stands in the page as an {@code EmbeddedJson}
 * of JSON in which nothing looks like a tag. The scripts put texts into the page as text alone. The
 * policy in the page's head holds them to that, and to the network never being asked.
 */
package org.alloclab.report;
