package org.alloclab.bench.measure;

import java.io.IOException;

/** The host is not there any more, or makes no sense. */
final class HostEndedException extends IOException {
    private static final long serialVersionUID = 1;

    HostEndedException(String reason) {
        super(reason);
    }
}
