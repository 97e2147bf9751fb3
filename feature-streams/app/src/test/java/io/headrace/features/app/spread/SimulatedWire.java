package io.headrace.features.app.spread;

import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Record;

/** What is between tasks: parcels are written as bytes and read again, as through a broker. */
final class SimulatedWire {

    private int largest;

    /** What is to be done for a parcel to be there, once its sender commits. */
    List<Runnable> write(Parcels parcels, Parcel parcel, List<SimulatedPartition<Parcel>> topic) {
        return switch (parcel) {
            case Parcel.Items items -> to(topic, items.to(), parcels.read(measured(parcels.write(items.content()))));
            case Parcel.Answered answered ->
                to(topic, answered.to(), parcels.readAnswers(measured(parcels.write(answered.content()))));
            case Parcel.Junk junk -> throw new IllegalStateException("nobody sends " + junk);
        };
    }

    /** Bytes of the largest parcel. */
    int largest() {
        return largest;
    }

    private byte[] measured(byte[] written) {
        largest = Math.max(largest, written.length);
        return written;
    }

    private static List<Runnable> to(List<SimulatedPartition<Parcel>> topic, Set<Integer> targets, Parcel read) {
        return targets.stream()
                .map(target -> (Runnable) () -> topic.get(target).add(new Record<>("", read, 0)))
                .toList();
    }
}
