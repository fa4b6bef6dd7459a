package org.alloclab.gil;

import org.alloclab.AddressLimitContract;

class GilAddressLimitTest extends AddressLimitContract {
    GilAddressLimitTest() {
        super(GilAllocator.class);
    }
}
