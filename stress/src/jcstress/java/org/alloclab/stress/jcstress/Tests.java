package org.alloclab.stress.jcstress;

import org.openjdk.jcstress.infra.TestInfo;
import org.openjdk.jcstress.infra.runners.TestList;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/** The JCStress tests on the class path, as its annotation processor listed them. */
public final class Tests {
    private Tests() {}

    /** The names of all tests, in order; none if there is no list. */
    public static List<String> all() {
        return TestList.class.getResource(TestList.LIST) == null
                ? List.of()
                : TestList.tests().stream().sorted().toList();
    }

    /**
     * Some of them.
     *
     * @param packages where they are
     * @param name accepts their full names
     */
    static List<TestInfo> matching(Collection<String> packages, Predicate<String> name) {
        return all().stream()
                .filter(test -> packages.contains(packageOf(test)))
                .filter(name)
                .map(TestList::getInfo)
                .toList();
    }

    /** The package of a test, which may be a class in a class. */
    private static String packageOf(String test) {
        String[] parts = test.split("\\.(?=[A-Z])", 2);
        return parts[0];
    }
}
