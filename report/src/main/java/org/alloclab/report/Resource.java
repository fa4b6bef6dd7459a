package org.alloclab.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** What comes with the program and goes into a page. */
final class Resource {
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/" + uplotVersion() + "/";

    private Resource() {}

    static String uplotVersion() {
        String file = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";
        try (InputStream stream = opened(file)) {
            Properties properties = new Properties();
            properties.load(stream);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of this package. */
    static String own(String name) {
        return text(name);
    }

    /** A file of uPlot, which draws the charts. */
    static String uplot(String name) {
        return text(UPLOT + name);
    }

    private static String text(String name) {
        try (InputStream stream = opened(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream opened(String name) throws IOException {
        InputStream stream = Resource.class.getResourceAsStream(name);
        if (stream == null) {
            throw new FileNotFoundException("no resource " + name);
        }
        return stream;
    }
}
