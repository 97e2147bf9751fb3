package io.headrace.connectors.payments;

import io.headrace.connectors.payments.simulation.Drift;
import io.headrace.connectors.payments.simulation.SimulationSettings;
import io.headrace.connectors.payments.simulation.StreamPosition;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * How far the connector has come, as Kafka Connect stores it, and in which simulation: a position in one sequence means
 * nothing in another.
 *
 * @param position of the next record
 * @param simulation the settings that shape all of the sequence, as text
 * @param drift the drift's settings, as text; they may still be changed as long as it lies in the future
 * @param driftDay the drift's day, {@link #NEVER} for none
 * @param days how many days payments are made, {@link #NEVER} for no end; it may still be changed as long as it lies in the
 *     future
 */
record PaymentsOffset(StreamPosition position, String simulation, String drift, int driftDay, int days) {

    /** The one source partition: there is one sequence. */
    static final Map<String, String> PARTITION = Map.of("sequence", "payments");

    private static final String DAY = "day";
    private static final String INDEX = "index";
    private static final String SIMULATION = "simulation";
    private static final String DRIFT = "drift";
    private static final String DRIFT_DAY = "driftDay";
    private static final String DAYS = "days";

    /** Later than any day. */
    private static final int NEVER = Integer.MAX_VALUE;

    static PaymentsOffset of(SimulationSettings settings, StreamPosition position) {
        return new PaymentsOffset(
                position,
                String.join(
                        " ",
                        "seed=" + settings.seed(),
                        "customers=" + settings.customers(),
                        "terminals=" + settings.terminals(),
                        "radius=" + settings.radius(),
                        "start=" + settings.start(),
                        "intensity=" + settings.fraudIntensity(),
                        "labels=" + settings.labels(),
                        "dirt=" + settings.dirt()),
                settings.drift().map(Drift::toString).orElse("none"),
                settings.drift().map(Drift::day).orElse(NEVER),
                settings.days().orElse(NEVER));
    }

    PaymentsOffset at(StreamPosition other) {
        return new PaymentsOffset(other, simulation, drift, driftDay, days);
    }

    Map<String, Object> toMap() {
        return Map.of(
                DAY, position.day(),
                INDEX, position.index(),
                SIMULATION, simulation,
                DRIFT, drift,
                DRIFT_DAY, driftDay,
                DAYS, days);
    }

    /**
     * Where to go on.
     *
     * @param stored what Kafka Connect has kept, null on the first start
     * @throws ConnectException where it was written by another simulation
     */
    static PaymentsOffset resume(SimulationSettings settings, @Nullable Map<String, Object> stored) {
        if (stored == null) {
            return of(settings, StreamPosition.START);
        }
        PaymentsOffset now = of(settings, new StreamPosition(number(stored, DAY), number(stored, INDEX)));
        requireSame("settings", Objects.toString(stored.get(SIMULATION)), now.simulation, now.position);
        if (now.position.day() >= Math.min(now.driftDay, number(stored, DRIFT_DAY))) {
            requireSame("drift", Objects.toString(stored.get(DRIFT)), now.drift, now.position);
        }
        if (now.position.day() >= Math.min(now.days, number(stored, DAYS))) {
            requireSame("days", Integer.toString(number(stored, DAYS)), Integer.toString(now.days), now.position);
        }
        return now;
    }

    private static void requireSame(String what, String stored, String now, StreamPosition position) {
        if (!stored.equals(now)) {
            throw new ConnectException("This connector has sent its payments up to day " + position.day()
                    + " with other " + what + " and would not go on with the same sequence. They were [" + stored
                    + "], now they are [" + now + "]. Set them back, or give the connector another name, or delete its"
                    + " offsets, to begin anew.");
        }
    }

    private static int number(Map<String, Object> stored, String key) {
        return stored.get(key) instanceof Number number ? number.intValue() : 0;
    }
}
