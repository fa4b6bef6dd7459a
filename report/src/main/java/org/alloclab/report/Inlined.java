package org.alloclab.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Texts that stand in the page, each in an element of its own.
 *
 * @param element {@code style} or {@code script}
 * @param texts what they hold
 */
record Inlined(String element, List<String> texts) {
    Inlined {
        for (String text : texts) {
            if (text.toLowerCase(Locale.ROOT).contains("</" + element)) {
                throw new IllegalArgumentException("ends its own element: " + element);
            }
        }
    }

    String html() {
        return texts.stream()
                .map(text -> "<%s>%s</%s>".formatted(element, text, element))
                .collect(Collectors.joining("\n"));
    }

    /** How a content security policy names these and no others. */
    String sources() {
        return texts.stream().map(Inlined::hash).collect(Collectors.joining(" "));
    }

    private static String hash(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
