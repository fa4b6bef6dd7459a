package org.alloclab.cli.misuse;

/** What can be done wrong with the lock. */
final class Locks {
    private Locks() {}

    static void notHeld(Stage stage) {
        if (stage.is(Model.LOCKFREE)) {
            stage.impossible(stage.lock() == null, "there is no lock");
            return;
        }
        stage.lock().release();
        stage.misuse("p = allocate(64)", () -> stage.heap().allocate(64));
        stage.damage(
                !stage.lock().isHeld(),
                "served: in CPython this is a race, here each call takes the lock itself");
    }

    static void releasedByOther(Stage stage) {
        if (stage.is(Model.LOCKFREE)) {
            stage.impossible(stage.lock() == null, "there is no lock");
            return;
        }
        stage.lock().release();
        stage.misuse(
                "lock.release()",
                () -> {
                    stage.lock().release();
                    return 0;
                });
    }
}
