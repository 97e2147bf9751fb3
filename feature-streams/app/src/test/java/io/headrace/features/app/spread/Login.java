package io.headrace.features.app.spread;

import io.headrace.features.app.Payments;
import io.headrace.schemas.definition.EventStream;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.schemas.definition.reading.DefinitionResult;
import io.headrace.schemas.definition.reading.SchemaLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/**
 * An event of a further stream beside payments.
 *
 * @param when epoch milliseconds
 * @param tries 1 or more
 */
record Login(String session, String customer, long when, int tries) {

    /** The section of a definition that declares the stream. */
    static final String STREAMS = """
            streams:
              logins:
                schema: {type: record, name: Login, fields: [
                  {name: session, type: string}, {name: customerId, type: string},
                  {name: when, type: {type: long, logicalType: timestamp-millis}}, {name: tries, type: int}]}
                id: session
                time: when
            """;

    static final EventStream STREAM =
            read("", STREAMS + "features:\n  of_all: {count: all, from: logins, over: PT1H}\n").stream("logins");

    /**
     * A definition over payments.
     *
     * @param events further settings of the events
     * @param sections those behind, to the end
     */
    static PipelineDefinition read(String events, String sections) {
        String yaml = """
                pipeline: payments
                problem: {kind: binary, label: fraud, positive: true}
                events: {schema: payment.avsc, id: txId, time: at, lateness: P90D%s}
                """.formatted(events) + sections;
        return switch (DefinitionReader.read(
                yaml, "streams.yaml", SchemaLoader.relativeTo(Path.of("../../examples/payments")))) {
            case DefinitionResult.Valid(PipelineDefinition definition) -> definition;
            case DefinitionResult.Invalid invalid ->
                throw new IllegalStateException(invalid.mistakes() + " in\n" + yaml);
        };
    }

    GenericRecord record() {
        GenericRecord login = new GenericData.Record(STREAM.events().schema());
        login.put("session", session);
        login.put("customerId", customer);
        login.put("when", when);
        login.put("tries", tries);
        return login;
    }

    /** As what features count: its tries in the place of an amount. */
    RandomStream.Event counted() {
        return new RandomStream.Event(session, when, customer, "", tries);
    }

    /** As many as payments, in order: some at a payment's very millisecond, some of customers that never pay. */
    static List<Login> beside(List<RandomStream.Event> events, Random random) {
        List<Login> logins = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            long at = events.get(random.nextInt(events.size())).at()
                    + switch (random.nextInt(4)) {
                        case 0 -> 0;
                        case 1 -> random.nextInt((int) Payments.HOUR) - Payments.HOUR;
                        default -> random.nextInt((int) Payments.DAY) - Payments.DAY;
                    };
            logins.add(new Login("s" + i, "c" + random.nextInt(15), at, 1 + random.nextInt(4)));
        }
        logins.sort(Comparator.comparingLong(Login::when));
        return logins;
    }
}
