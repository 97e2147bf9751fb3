package io.headrace.benchmarks.online;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.headrace.benchmarks.figures.Latencies;
import io.headrace.benchmarks.process.BenchFailure;
import io.headrace.scoring.grpc.protocol.GRPCInferenceServiceGrpc;
import io.headrace.scoring.grpc.protocol.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import io.headrace.scoring.grpc.protocol.ModelInferRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/** Callers that each call again as soon as they are answered. */
final class OnlineLoad {

    /** Callers that share a connection, as the threads of one client do. */
    private static final int CALLERS_A_CONNECTION = 8;

    /** The first fifth is not counted. */
    private static final int PARTS = 5;

    private static final int MOST_FAILED = 1_000;

    private final String address;
    private final LongFunction<ModelInferRequest> calls;

    /**
     * @param address of the server, host:port
     * @param calls by number
     */
    OnlineLoad(String address, LongFunction<ModelInferRequest> calls) {
        this.address = address;
        this.calls = calls;
    }

    /**
     * What was counted.
     *
     * @param answered calls
     * @param failed calls, warming up included
     */
    record Outcome(long answered, long failed, double perSecond, Latencies latencies) {}

    /** @param callers 1 or more */
    Outcome run(int callers, Duration length) {
        List<ManagedChannel> channels = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            for (int i = 0; i < callers; i += CALLERS_A_CONNECTION) {
                ManagedChannel channel =
                        NettyChannelBuilder.forTarget(address).usePlaintext().build();
                channels.add(channel);
                // Connects: that is not what is measured.
                var _ = isAnswered(channel);
            }
            AtomicLong number = new AtomicLong(1);
            AtomicLong failed = new AtomicLong();
            long begin = System.nanoTime() + length.toNanos() / PARTS;
            long end = begin + length.toNanos() - length.toNanos() / PARTS;
            List<Future<long[]>> measured = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                GRPCInferenceServiceBlockingStub stub =
                        GRPCInferenceServiceGrpc.newBlockingStub(channels.get(i / CALLERS_A_CONNECTION));
                measured.add(threads.submit(() -> call(stub, number, failed, begin, end)));
            }
            long[] nanos = all(measured);
            return new Outcome(nanos.length, failed.get(), nanos.length * 1e9 / (end - begin), Latencies.of(nanos));
        } finally {
            channels.forEach(ManagedChannel::shutdownNow);
        }
    }

    /** Whether a call is answered now. */
    boolean answers() {
        ManagedChannel channel =
                NettyChannelBuilder.forTarget(address).usePlaintext().build();
        try {
            return isAnswered(channel);
        } finally {
            channel.shutdownNow();
        }
    }

    private boolean isAnswered(ManagedChannel channel) {
        try {
            var _ = GRPCInferenceServiceGrpc.newBlockingStub(channel).modelInfer(calls.apply(0));
            return true;
        } catch (StatusRuntimeException notYet) {
            return false;
        }
    }

    private long[] call(
            GRPCInferenceServiceBlockingStub stub, AtomicLong number, AtomicLong failed, long begin, long end) {
        long[] nanos = new long[1024];
        int count = 0;
        long start = System.nanoTime();
        while (start < end) {
            ModelInferRequest request = calls.apply(number.getAndIncrement());
            start = System.nanoTime();
            try {
                var _ = stub.modelInfer(request);
            } catch (StatusRuntimeException problem) {
                if (failed.incrementAndGet() > MOST_FAILED) {
                    throw new BenchFailure(
                            "more than %d calls failed; the last said %s".formatted(MOST_FAILED, problem.getStatus()),
                            problem);
                }
                continue;
            }
            long done = System.nanoTime();
            if (start >= begin && done < end) {
                if (count == nanos.length) {
                    nanos = Arrays.copyOf(nanos, 2 * count);
                }
                nanos[count++] = done - start;
            }
        }
        return Arrays.copyOf(nanos, count);
    }

    private static long[] all(List<Future<long[]>> measured) {
        List<long[]> parts = new ArrayList<>();
        for (Future<long[]> one : measured) {
            try {
                parts.add(one.get());
            } catch (ExecutionException problem) {
                throw problem.getCause() instanceof BenchFailure failure
                        ? failure
                        : new BenchFailure("a caller failed: " + problem.getCause(), problem);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new BenchFailure("interrupted while measuring", stopped);
            }
        }
        return parts.stream().flatMapToLong(Arrays::stream).toArray();
    }
}
