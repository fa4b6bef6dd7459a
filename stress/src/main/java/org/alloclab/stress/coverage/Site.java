package org.alloclab.stress.coverage;

/**
 * Where in a method a path is known to be taken.
 *
 * @param type the class, without its package
 * @param method its method, of which there is one of the name
 * @param when what must happen there
 * @param called the method called, where it is a call; or null
 */
record Site(String type, String method, When when, String called) {
    /** What must happen. */
    enum When {
        /** It is entered. */
        ENTERED,
        /** It is about to call another. */
        CALLS,
        /** It returns true. */
        TRUE,
        /** It returns false. */
        FALSE,
        /** It returns null. */
        NULL
    }

    static Site entered(String type, String method) {
        return new Site(type, method, When.ENTERED, null);
    }

    static Site calls(String type, String method, String called) {
        return new Site(type, method, When.CALLS, called);
    }

    static Site returns(String type, String method, When result) {
        return new Site(type, method, result, null);
    }
}
