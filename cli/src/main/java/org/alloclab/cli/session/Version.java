package org.alloclab.cli.session;

import picocli.CommandLine.IVersionProvider;

import java.util.Objects;

/** The program's version, as the build wrote it into the jar. */
public final class Version implements IVersionProvider {
    public static final String TEXT =
            Objects.requireNonNullElse(
                    Version.class.getPackage().getImplementationVersion(), "(not packaged)");

    @Override
    public String[] getVersion() {
        return new String[] {"alloclab " + TEXT, "JDK " + Runtime.version()};
    }
}
