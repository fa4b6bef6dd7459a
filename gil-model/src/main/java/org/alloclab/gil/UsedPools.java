package org.alloclab.gil;

import org.alloclab.SizeClasses;

import java.util.Arrays;

/** The used pools of each class: doubly linked, so that a pool leaves from where it stands. */
final class UsedPools {
    private final Pool[] first = new Pool[SizeClasses.COUNT];

    /** The pool that serves next; null where there is none. */
    Pool first(int sizeClass) {
        return first[sizeClass];
    }

    /** Enters a pool of a class that has none. */
    void addOnly(Pool pool) {
        first[pool.sizeClass()] = pool;
    }

    void addFirst(Pool pool) {
        Pool second = first[pool.sizeClass()];
        if (second != null) {
            pool.next = second;
            second.previous = pool;
        }
        first[pool.sizeClass()] = pool;
    }

    /** Removes the pool that serves next. */
    void removeFirst(Pool pool) {
        Pool second = pool.next;
        if (second != null) {
            pool.next = null;
            second.previous = null;
        }
        first[pool.sizeClass()] = second;
    }

    void remove(Pool pool) {
        Pool left = pool.previous;
        Pool right = pool.next;
        if (left == null) {
            first[pool.sizeClass()] = right;
        } else {
            left.next = right;
            pool.previous = null;
        }
        if (right != null) {
            right.previous = left;
            pool.next = null;
        }
    }

    void clear() {
        Arrays.fill(first, null);
    }
}
