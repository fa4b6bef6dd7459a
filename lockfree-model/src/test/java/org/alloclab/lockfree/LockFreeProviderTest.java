package org.alloclab.lockfree;

import org.alloclab.AllocatorContract;
import org.alloclab.provider.AllocatorProvider;

class LockFreeProviderTest extends AllocatorContract {
    @Override
    protected AllocatorProvider provider() {
        return new LockFreeProvider();
    }
}
