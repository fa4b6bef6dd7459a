package org.alloclab.stress.soak;

import org.alloclab.stress.soak.Tally.Path;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The seats of a round and the rings between them; what they hold outlives their threads. */
final class WorkerGroup {
    private final WitnessedHeap heap;
    private final WorkloadConfig shape;
    private final Dice dice;
    private final List<BlockList> holdings = new ArrayList<>();
    private final Tally tally = new Tally();

    private SpscQueue[][] rings = {};
    private List<TrafficWorker> seats = List.of();
    private List<Worker> workers = List.of();

    WorkerGroup(WitnessedHeap heap, WorkloadConfig shape, Dice dice) {
        this.heap = heap;
        this.shape = shape;
        this.dice = dice;
        for (int seat = 0; seat < shape.crew().seats(); seat++) {
            holdings.add(new BlockList());
        }
    }

    /** Takes over what another crew held, which is at rest for good; each seat a part. */
    void inherit(WorkerGroup before) {
        int seat = 0;
        for (BlockList old : before.holdings()) {
            holdings.get(seat++ % holdings.size()).addAll(old);
        }
    }

    /** Threads and bystanders there will be. */
    int size() {
        return shape.crew().seats()
                + (shape.crew().trimmer() ? 1 : 0)
                + (shape.crew().reader() ? 1 : 0);
    }

    /** Sets all to work. */
    List<Worker> start(Watchdog watch) {
        int count = shape.crew().seats();
        seats.forEach(seat -> tally.addAll(seat.tally()));
        rings = new SpscQueue[count][count];
        List<TrafficWorker> seated = new ArrayList<>();
        int neighbours = Math.min(count - 1, 4);
        for (int from = 0; from < count; from++) {
            for (int step = 1; step <= neighbours; step++) {
                rings[from][(from + step) % count] = new SpscQueue(shape.flow().ring());
            }
        }
        for (int number = 0; number < count; number++) {
            int seat = number;
            SpscQueue[] out = present(Stream.of(rings[seat]));
            SpscQueue[] in = present(Stream.of(rings).map(row -> row[seat]));
            boolean virtual = seat >= shape.crew().platform();
            seated.add(
                    new TrafficWorker(
                            heap,
                            shape,
                            seat + 1,
                            dice.next(),
                            virtual,
                            holdings.get(seat),
                            out,
                            in,
                            watch));
        }
        seats = seated;
        workers = new ArrayList<>(seated);
        if (shape.crew().trimmer()) {
            workers.add(bystander("trimmer", heap.allocator()::trim, Path.TRIMMED, watch));
        }
        if (shape.crew().reader()) {
            workers.add(
                    bystander("reader", () -> HeapAccounting.checkBounds(heap), Path.READ, watch));
        }
        for (Worker worker : workers) {
            if (worker instanceof TrafficWorker seat) {
                seat.start();
            } else {
                worker.start(Thread.ofPlatform().daemon());
            }
        }
        return workers;
    }

    private BackgroundTask bystander(String name, Runnable action, Path path, Watchdog watch) {
        return new BackgroundTask(
                name,
                () -> {
                    action.run();
                    tally.add(path); // nobody else adds to it while the crew is at work
                },
                new Dice(dice.next()),
                watch);
    }

    private static SpscQueue[] present(Stream<SpscQueue> some) {
        return some.filter(ring -> ring != null).toArray(SpscQueue[]::new);
    }

    /** What everybody holds, and what is on its way; while all rest. */
    List<BlockList> holdings() {
        for (int to = 0; to < rings.length; to++) {
            for (SpscQueue[] row : rings) {
                while (row[to] != null && row[to].receive(holdings.get(to))) {}
            }
        }
        return holdings;
    }

    /** Frees some of what is held, as somebody who allocated none of it. */
    void free(int percent) {
        for (BlockList holding : holdings()) {
            for (int index = holding.count() - 1; index >= 0; index--) {
                if (dice.percent(percent)) {
                    heap.free(holding.block(index), holding.size(index), holding.key(index));
                    holding.remove(index);
                }
            }
        }
    }

    /** Adds what was done; while all rest. */
    void tell(Tally to) {
        to.addAll(tally);
        seats.forEach(seat -> to.addAll(seat.tally()));
    }

    /** Who is at work, or was last. */
    List<Worker> workers() {
        return workers;
    }
}
