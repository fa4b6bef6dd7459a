package org.example.bump;

import org.alloclab.AllocatorContract;
import org.alloclab.provider.AllocatorProvider;

class BumpAllocatorTest extends AllocatorContract {
    @Override
    protected AllocatorProvider provider() {
        return new BumpProvider();
    }
}
