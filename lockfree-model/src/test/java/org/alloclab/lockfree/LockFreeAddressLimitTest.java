package org.alloclab.lockfree;

import org.alloclab.AddressLimitContract;

class LockFreeAddressLimitTest extends AddressLimitContract {
    LockFreeAddressLimitTest() {
        super(LockFreeAllocator.class);
    }
}
