package org.alloclab.report;

import java.io.IOException;

/** A file that is no document of results. The message says where and what; it names no file. */
public class BadDocumentException extends IOException {
    private static final long serialVersionUID = 1;

    BadDocumentException(String message) {
        super(message);
    }
}
