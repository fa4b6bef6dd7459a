package org.alloclab.gil;

/** The used pools of a class: doubly linked, so that a pool leaves from where it stands. */
final class PoolList {
    private Pool first;

    /** The pool that serves next; null where there is none. */
    Pool first() {
        return first;
    }

    void addFirst(Pool pool) {
        pool.previous = null;
        pool.next = first;
        if (first != null) {
            first.previous = pool;
        }
        first = pool;
    }

    void remove(Pool pool) {
        if (pool.previous == null) {
            first = pool.next;
        } else {
            pool.previous.next = pool.next;
        }
        if (pool.next != null) {
            pool.next.previous = pool.previous;
        }
        pool.previous = null;
        pool.next = null;
    }
}
