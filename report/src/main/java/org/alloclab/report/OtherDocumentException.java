package org.alloclab.report;

/** JSON that is in order for all one can tell, but holds nothing that a report shows. */
public final class OtherDocumentException extends BadDocumentException {
    private static final long serialVersionUID = 1;

    OtherDocumentException(String message) {
        super(message);
    }
}
