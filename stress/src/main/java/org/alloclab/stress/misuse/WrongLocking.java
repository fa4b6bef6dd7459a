package org.alloclab.stress.misuse;

/** Misuse of the lock. */
final class WrongLocking {
    private WrongLocking() {}

    static void notHeld(MisuseFixture stage) {
        if (stage.lock() == null) {
            stage.impossible(true, "there is no lock");
            return;
        }
        stage.lock().release();
        stage.misuse("p = allocate(64)", () -> stage.heap().allocate(64));
        stage.damage(
                !stage.lock().isHeld(),
                "served: in CPython this is a race, here each call takes the lock itself");
    }

    static void releasedByOther(MisuseFixture stage) {
        if (stage.lock() == null) {
            stage.impossible(true, "there is no lock");
            return;
        }
        stage.lock().release();
        stage.misuseBy("lock.release()", () -> stage.lock().release());
    }
}
