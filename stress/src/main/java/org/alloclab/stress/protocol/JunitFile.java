package org.alloclab.stress.protocol;

import org.alloclab.stress.protocol.StressResults.Finding;
import org.alloclab.stress.protocol.StressResults.TestResult;
import org.alloclab.stress.protocol.StressResults.Verdict;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Results in the form in which JUnit writes its own, for the tools that show those. */
public final class JunitFile {
    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;

    private JunitFile() throws XMLStreamException {
        xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
    }

    /** A document with a test case for each test. */
    public static byte[] of(StressResults results) {
        try {
            JunitFile file = new JunitFile();
            file.writeSuite(results);
            return file.text.toString().getBytes(StandardCharsets.UTF_8);
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    private void writeSuite(StressResults results) throws XMLStreamException {
        List<TestResult> tests = results.tests();
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuite");
        attribute("name", "alloclab stress");
        attribute("tests", "" + tests.size());
        attribute("failures", "" + count(tests, Verdict.FORBIDDEN));
        attribute(
                "errors",
                ""
                        + (count(tests, Verdict.ERROR)
                                + count(tests, Verdict.HUNG)
                                + count(tests, Verdict.NOT_RUN)));
        attribute("skipped", "0");
        attribute("time", seconds(tests.stream().mapToLong(TestResult::millis).sum()));
        for (TestResult test : tests) {
            writeCase(test, results.problem());
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
        xml.writeCharacters("\n");
        xml.writeEndDocument();
    }

    private static long count(List<TestResult> tests, Verdict verdict) {
        return tests.stream().filter(test -> test.verdict() == verdict).count();
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.3f", millis / 1e3);
    }

    private void writeCase(TestResult test, String problem) throws XMLStreamException {
        int dot = test.name().lastIndexOf('.');
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        attribute("classname", dot < 0 ? "" : test.name().substring(0, dot));
        attribute("name", test.name().substring(dot + 1));
        attribute("time", seconds(test.millis()));
        String kind = test.verdict() == Verdict.FORBIDDEN ? "failure" : "error";
        if (test.verdict() == Verdict.NOT_RUN) {
            writeProblem(kind, problem == null ? "not run" : "not run: " + problem, "");
        } else if (!test.findings().isEmpty()) {
            // Readers expect one of them.
            Finding first = test.findings().getFirst();
            StringBuilder all = new StringBuilder();
            for (Finding finding : test.findings()) {
                all.append(finding.fork()).append('\n').append(finding.evidence()).append("\n\n");
            }
            writeProblem(kind, first.summary(), all.toString());
        }
        xml.writeEndElement();
    }

    private void writeProblem(String kind, String summary, String evidence)
            throws XMLStreamException {
        xml.writeStartElement(kind);
        attribute("message", summary);
        xml.writeCharacters(legal(evidence));
        xml.writeEndElement();
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, legal(value));
    }

    /** XML has no way to write most control characters. */
    private static String legal(String text) {
        StringBuilder legal = new StringBuilder(text.length());
        text.codePoints()
                .map(code -> isLegal(code) ? code : '\uFFFD')
                .forEach(legal::appendCodePoint);
        return legal.toString();
    }

    private static boolean isLegal(int code) {
        return code == '\t'
                || code == '\n'
                || code >= ' ' && code < Character.MIN_SURROGATE
                || code > Character.MAX_SURROGATE && code < 0xFFFE
                || code >= Character.MIN_SUPPLEMENTARY_CODE_POINT;
    }
}
