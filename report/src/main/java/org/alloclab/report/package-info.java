/**
 * One HTML page from saved results, for a browser that need not be online.
 *
 * <p>{@link org.alloclab.report.SavedDocument} reads what {@code --json} wrote into the records
 * that {@code bench} writes, so that a field has one name and one type. This takes no more of
 * {@code bench} than its records; JMH and the allocators stay out. {@code DocumentMapper} adds what
 * the types of the records do not say: which names the page cannot do without. Fields that a record
 * can leave out may be missing, as they are in documents of earlier versions; fields that no record
 * has are passed over. {@link org.alloclab.report.Page} puts the records into a page that draws
 * them. The scripts beside this package work out what the figures mean; {@code main.js} comes last.
 * uPlot draws the charts.
 *
 * <p>Names in a document may hold anything. The data stands in the page as an {@code EmbeddedJson}
 * of JSON in which nothing looks like a tag. The scripts put texts into the page as text alone. The
 * policy in the page's head holds them to that, and forbids any request to the network.
 */
package org.alloclab.report;
