package org.alloclab.stress.coverage;

import static org.alloclab.stress.coverage.Site.When.FALSE;
import static org.alloclab.stress.coverage.Site.When.NULL;
import static org.alloclab.stress.coverage.Site.When.TRUE;
import static org.alloclab.stress.coverage.Site.calls;
import static org.alloclab.stress.coverage.Site.entered;
import static org.alloclab.stress.coverage.Site.returns;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Paths of the two models that only some traffic takes, in the terms of their packages. */
public enum RarePath {
    CLAIM(Room.LOCKFREE, entered("Pool", "open")),
    DRAIN(Room.LOCKFREE, calls("Pool", "drain", "takeBack"), Need.OTHERS),
    KEEP(Room.LOCKFREE, returns("Pool", "takeUp", TRUE)),
    DETACH(Room.LOCKFREE, returns("Pool", "detach", TRUE)),
    ADOPT(Room.LOCKFREE, calls("Pool", "adopt", "takeBack")),
    ADOPT_BY_FREE(Room.LOCKFREE, calls("ThreadCaches", "freeRemotely", "keep"), Need.PLATFORM),
    PUBLISH(Room.LOCKFREE, calls("ThreadCaches", "freeRemotely", "publish"), Need.OTHERS),
    ABANDON(Room.LOCKFREE, calls("ThreadCaches", "abandon", "publish")),
    RETIRE_BY_FREE(Room.LOCKFREE, calls("ThreadCaches", "freeRemotely", "givePool"), Need.OTHERS),
    REAP(Room.LOCKFREE, calls("ThreadCache", "reap", "flush"), Need.PLATFORM),
    CACHE_AGAIN(Room.LOCKFREE, returns("ThreadCache", "tryTake", TRUE), Need.PLATFORM),
    MAGAZINE_OVERFLOW(Room.LOCKFREE, entered("ThreadCache", "makeRoom"), Need.PLATFORM),
    CACHE_GIVEN_UP(Room.LOCKFREE, calls("ThreadCaches", "takePool", "flush")),
    STRIPE_BUSY(Room.LOCKFREE, returns("Stripe", "tryEnter", FALSE), Need.CROWD),
    STRIPES_BUSY(Room.LOCKFREE, entered("Stripes", "allocateAlone"), Need.CROWD),
    ARENA_ENTER(Room.LOCKFREE, calls("Arenas", "takePoolOfNewArena", "enter")),
    ARENA_CLAIM_WHOLE(Room.LOCKFREE, returns("Arena", "claimWhole", TRUE)),
    PURGE(Room.LOCKFREE, entered("Arenas", "purge")),
    FALL_THROUGH(Room.LOCKFREE, returns("ThreadCaches", "takePool", NULL)),

    POOL_SERVE(Room.GIL, calls("Heap", "takePool", "serve")),
    POOL_FULL(Room.GIL, calls("Heap", "allocateIn", "removeFirst")),
    POOL_USED_AGAIN(Room.GIL, calls("Heap", "free", "addFirst")),
    POOL_EMPTY(Room.GIL, calls("Heap", "free", "give")),
    LOCK_CONTENDED(Room.GIL, calls("GlobalInterpreterLock", "take", "lock"), Need.CROWD),
    LOCK_REENTERED(Room.GIL, returns("GlobalInterpreterLock", "enter", FALSE)),
    RAW_INSTEAD(Room.GIL, returns("Heap", "takePool", NULL));

    /** The model that has the path. */
    enum Room {
        LOCKFREE,
        GIL;

        String packageName() {
            return "org.alloclab." + name().toLowerCase(Locale.ROOT);
        }
    }

    /** What traffic must have for a path to be taken. */
    public enum Need {
        /** Blocks freed by other threads than allocated them. */
        OTHERS,
        /** Platform threads. */
        PLATFORM,
        /** More threads than processors. */
        CROWD
    }

    private final Room room;
    private final Site site;
    private final Set<Need> needs;

    RarePath(Room room, Site site, Need... needs) {
        this.room = room;
        this.site = site;
        this.needs = Set.of(needs);
    }

    /**
     * The paths of an allocator that traffic must take.
     *
     * @param packageName its package
     * @param offered what the traffic has
     */
    public static List<RarePath> required(String packageName, Set<Need> offered) {
        return Arrays.stream(values())
                .filter(path -> path.room.packageName().equals(packageName))
                .filter(path -> offered.containsAll(path.needs))
                .toList();
    }

    /** Those to be counted in a class. */
    static List<RarePath> in(String className) {
        return Arrays.stream(values()).filter(path -> path.className().equals(className)).toList();
    }

    String className() {
        return room.packageName() + "." + site.type();
    }

    Site site() {
        return site;
    }

    /** The name in results. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
