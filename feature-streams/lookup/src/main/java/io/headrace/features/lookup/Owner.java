package io.headrace.features.lookup;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.headrace.features.lookup.protocol.FeatureLookupGrpc;
import io.headrace.features.lookup.protocol.FeatureLookupGrpc.FeatureLookupFutureStub;
import io.headrace.features.lookup.protocol.GetOwnersRequest;
import io.headrace.features.lookup.protocol.GetOwnersResponse;
import io.headrace.features.lookup.protocol.LookupRequest;
import io.headrace.features.lookup.protocol.LookupResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A process that keeps some of the state, and the connection to it. Safe for use by many threads. */
final class Owner implements AutoCloseable {

    /** Both ends take as much: ten thousand events of several kilobytes. */
    static final int MOST_BYTES = 64 << 20;

    /** One that has not answered in time is not waited for again so soon: it would cost every request its time. */
    private static final Duration SPARED = Duration.ofSeconds(1);

    /** The least that Netty's channel allows: a host that is gone without a word is found out. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

    private final String address;
    private final ManagedChannel channel;
    private final FeatureLookupFutureStub calls;
    private volatile long sparedUntil = System.nanoTime();

    /** @param address host:port; of a name with several addresses, any that answers */
    Owner(String address) {
        this.address = address;
        this.channel = NettyChannelBuilder.forTarget("dns:///" + address)
                .usePlaintext()
                // What runs there only completes futures.
                .directExecutor()
                .keepAliveTime(KEEP_ALIVE.toSeconds(), TimeUnit.SECONDS)
                .keepAliveTimeout(2, TimeUnit.SECONDS)
                .maxInboundMessageSize(MOST_BYTES)
                .build();
        this.calls = FeatureLookupGrpc.newFutureStub(channel);
    }

    String address() {
        return address;
    }

    ListenableFuture<LookupResponse> lookup(LookupRequest request, Duration within) {
        return calls.withDeadlineAfter(within).lookup(request);
    }

    ListenableFuture<GetOwnersResponse> owners(Duration within) {
        return calls.withDeadlineAfter(within).getOwners(GetOwnersRequest.getDefaultInstance());
    }

    /** Whether it has lately not answered in time. */
    boolean isSpared() {
        return System.nanoTime() - sparedUntil < 0;
    }

    void answered() {
        sparedUntil = System.nanoTime();
    }

    void tooLate() {
        sparedUntil = System.nanoTime() + SPARED.toNanos();
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
