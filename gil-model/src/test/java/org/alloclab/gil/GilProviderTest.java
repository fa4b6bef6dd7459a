package org.alloclab.gil;

import org.alloclab.AllocatorContract;
import org.alloclab.provider.AllocatorProvider;

class GilProviderTest extends AllocatorContract {
    @Override
    protected AllocatorProvider provider() {
        return new GilProvider();
    }
}
