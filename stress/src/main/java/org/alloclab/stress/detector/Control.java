package org.alloclab.stress.detector;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the negative control of a test that claims an order: the race of the catalogue whose patch
 * weakens that one memory mode. Where the machine can show it, the test must fail on it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Control {
    /** The id of the race: its folder under {@code stress/races}. */
    String value();
}
