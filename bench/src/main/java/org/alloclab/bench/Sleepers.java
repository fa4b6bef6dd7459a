package org.alloclab.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/** Platform threads that sleep unless they are given something to do. For one thread to call. */
final class Sleepers implements AutoCloseable {
    private final List<ExecutorService> threads;

    /** Starts them. */
    Sleepers(int count) throws InterruptedException, ExecutionException {
        threads = Stream.generate(Executors::newSingleThreadExecutor).limit(count).toList();
        all(_ -> {});
    }

    /**
     * Has each do something, all at once, and waits until all sleep again.
     *
     * @param work is told the number of the thread, from 0
     * @throws ExecutionException if one has failed
     */
    void all(IntConsumer work) throws InterruptedException, ExecutionException {
        List<Future<?>> done = new ArrayList<>(threads.size());
        for (int i = 0; i < threads.size(); i++) {
            int number = i;
            done.add(threads.get(i).submit(() -> work.accept(number)));
        }
        for (Future<?> each : done) {
            each.get();
        }
    }

    /** Ends them, and waits for their end. */
    @Override
    public void close() {
        threads.forEach(ExecutorService::close);
    }
}
