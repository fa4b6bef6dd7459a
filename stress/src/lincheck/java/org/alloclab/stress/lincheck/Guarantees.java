package org.alloclab.stress.lincheck;

import org.alloclab.memory.Memory;
import org.alloclab.memory.Shadow;
import org.alloclab.stress.witness.PreallocatedArenas;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuarantee;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuarantee.MethodBuilder;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/**
 * What Lincheck is told of code that it cannot look into. An access through a memory segment is no
 * access to it, so that a race on such bytes would be missed without a word: each call of {@link
 * Memory} is one step instead, before and after which threads may be switched.
 */
final class Guarantees {
    private Guarantees() {}

    static void addTo(ModelCheckingOptions options) {
        options.addGuarantee(atomic(Memory.class));
        options.addGuarantee(atomic(Shadow.class));
        options.addGuarantee(atomic(PreallocatedArenas.class));
        // An and-not is one access, but none that Lincheck knows: before it threads are switched
        // now.
        options.addGuarantee(
                ManagedStrategyGuaranteeKt.forClasses("org.alloclab.lockfree.Arena")
                        .methods("unclaim")
                        .treatAsAtomic());
        options.addGuarantee(of(Ledger.class).allMethods().ignore());
    }

    private static ManagedStrategyGuarantee atomic(Class<?> type) {
        return of(type).allMethods().treatAsAtomic();
    }

    private static MethodBuilder of(Class<?> type) {
        return ManagedStrategyGuaranteeKt.forClasses(type.getName());
    }
}
