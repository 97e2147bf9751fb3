package io.headrace.features.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.schemas.definition.reading.DefinitionResult;
import io.headrace.schemas.definition.reading.SchemaLoader;
import io.headrace.schemas.feature.FeatureRow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Features of a further stream, against what the definition says of them, worked out from all of its events. */
class StreamsPropertyTest {

    private static final String YAML = """
            pipeline: shop
            problem: {kind: binary, label: fraud, positive: true}
            events:
              schema: {type: record, name: Payment, fields: [
                {name: id, type: string}, {name: at, type: {type: long, logicalType: timestamp-millis}},
                {name: customer, type: ["null", string]}, {name: amount, type: double}]}
              id: id
              time: at
              lateness: PT10M
            streams:
              logins:
                schema: {type: record, name: Login, fields: [
                  {name: session, type: string}, {name: customer, type: ["null", string]},
                  {name: when, type: {type: long, logicalType: timestamp-millis}},
                  {name: tries, type: ["null", int]}, {name: device, type: string}]}
                id: session
                time: when
            features:
              amount: amount
              own: {count: all, by: customer, over: PT1H}
              logins: {count: all, from: logins, by: customer, over: [PT10M, P1D]}
              logins_of_all: {count: all, from: logins, over: PT10M}
              hard: {count: all, from: logins, by: customer, over: P1D, where: tries > 2}
              tries: {sum: tries, from: logins, by: customer, over: PT1H}
              most: {max: tries, from: logins, by: customer, over: {events: 3}}
              ever: {count: all, from: logins, by: customer, over: lifetime}
              devices: {distinct: device, from: logins, by: customer, over: P1D}
              device: {last: device, from: logins, by: customer, over: PT1H}
              median: {quantile: tries, at: 0.5, from: logins, by: customer, over: PT1H}
              recent: {decayedCount: all, from: logins, by: customer, halfLife: PT10M}
              pause: {timeSince: last, from: logins, by: customer}
            """;

    private static final PipelineDefinition DEFINITION = definition();
    private static final FeatureProgram PROGRAM = FeatureProgram.compile(DEFINITION);
    private static final long LATENESS = Duration.ofMinutes(10).toMillis();

    private record Login(
            String session,
            @Nullable String customer,
            long when,
            @Nullable Integer tries,
            String device) {

        GenericRecord toRecord() {
            GenericRecord login =
                    new GenericData.Record(DEFINITION.stream("logins").events().schema());
            login.put("session", session);
            login.put("customer", customer);
            login.put("when", when);
            login.put("tries", tries);
            login.put("device", device);
            return login;
        }
    }

    /** In any order within the lateness, with repeats and ties: what a payment is answered follows from the set of logins before it. */
    @Property(tries = 200)
    void everyEventThatIsNotLateIsAnsweredAsSpecified(@ForAll Random random) {
        FeatureHistory memory = new FeatureHistory(PROGRAM);
        List<Login> came = new ArrayList<>();
        long clock = Streams.START;
        for (int round = 0; round < 12; round++) {
            long begin = clock;
            clock += random.nextLong(LATENESS)
                    + (random.nextInt(6) == 0 ? Duration.ofHours(20).toMillis() : 0);
            long end = Math.min(clock, begin + LATENESS);
            List<Login> next = new ArrayList<>();
            for (int i = random.nextInt(9); i > 0; i--) {
                next.add(login(round + "-" + i, begin + random.nextLong(end - begin + 1) / 1000 * 1000, random));
            }
            Collections.shuffle(next, random);
            long progress = begin;
            for (Login login : next) {
                memory.record("logins", login.toRecord(), progress);
                came.add(login);
                if (random.nextInt(5) == 0) {
                    memory.record("logins", login.toRecord(), progress);
                }
            }
            for (int i = 0; i < 4; i++) {
                String customer = random.nextInt(9) == 0 ? null : "c" + random.nextInt(3);
                GenericRecord payment =
                        payment("p" + round + i, customer, begin + random.nextLong(end - begin + 1) / 1000 * 1000);
                FeatureRow asked = memory.values(payment);
                FeatureRow row = random.nextBoolean() ? memory.observe(payment, progress) : asked;
                assertThat(row).isEqualTo(asked);
                check(row, customer, (long) payment.get("at"), came);
            }
            memory.expire(progress);
        }
    }

    private static void check(FeatureRow row, @Nullable String customer, long at, List<Login> came) {
        List<Login> before = new ArrayList<>(came);
        before.removeIf(login -> login.when() >= at);
        List<Login> own = before.stream()
                .filter(login -> customer != null && customer.equals(login.customer()))
                .sorted(Comparator.comparingLong(Login::when))
                .toList();
        expect(row, "logins_of_all", since(before, at, 600).size());
        if (customer == null) {
            for (String name : List.of("logins_PT10M", "hard", "tries", "most", "ever", "devices", "median", "pause")) {
                expect(row, name, Double.NaN);
            }
            return;
        }
        List<Login> hour = since(own, at, 3_600);
        List<Login> day = since(own, at, 86_400);
        expect(row, "logins_PT10M", since(own, at, 600).size());
        expect(row, "logins_P1D", day.size());
        expect(row, "ever", own.size());
        expect(
                row,
                "hard",
                day.stream()
                        .filter(login -> login.tries() != null && login.tries() > 2)
                        .toList()
                        .size());
        List<Integer> tries = hour.stream()
                .map(Login::tries)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        expect(row, "tries", tries.stream().mapToInt(Integer::intValue).sum());
        Set<String> devices = new HashSet<>();
        day.forEach(login -> devices.add(login.device()));
        expect(row, "devices", devices.size());
        expect(row, "pause", own.isEmpty() ? Double.NaN : (at - own.getLast().when()) / 1000.0);
        double recent = own.stream()
                .mapToDouble(login -> Math.pow(0.5, (at - login.when()) / 600_000.0))
                .sum();
        assertThat(value(row, "recent")).isCloseTo(recent, within(1e-6));
        if (!tries.isEmpty()) {
            assertThat(tries.stream().map(Integer::doubleValue)).contains(value(row, "median"));
        }
        checkNewest(row, hour, own);
    }

    /** Of logins of one millisecond any may be the newest. */
    private static void checkNewest(FeatureRow row, List<Login> hour, List<Login> own) {
        String device =
                row.values().categorical()[PROGRAM.signature().categorical().indexOf("device")];
        if (hour.isEmpty()) {
            assertThat(device).isEmpty();
        } else {
            assertThat(hour.stream()
                            .filter(login -> login.when() == hour.getLast().when())
                            .map(Login::device))
                    .contains(device);
        }
        List<Login> counted =
                own.stream().filter(login -> login.tries() != null).toList();
        int from = Math.max(0, counted.size() - 3);
        boolean tied =
                from > 0 && counted.get(from - 1).when() == counted.get(from).when();
        if (!tied) {
            expect(
                    row,
                    "most",
                    counted.subList(from, counted.size()).stream()
                            .map(Login::tries)
                            .filter(Objects::nonNull)
                            .mapToDouble(Integer::doubleValue)
                            .max()
                            .orElse(Double.NaN));
        }
    }

    private static List<Login> since(List<Login> logins, long at, long seconds) {
        return logins.stream()
                .filter(login -> login.when() > at - seconds * 1000)
                .toList();
    }

    private static void expect(FeatureRow row, String feature, double value) {
        assertThat(Double.valueOf(value(row, feature))).as(feature).isEqualTo(Double.valueOf(value));
    }

    private static double value(FeatureRow row, String feature) {
        return row.values().numeric()[PROGRAM.signature().numeric().indexOf(feature)];
    }

    private static Login login(String session, long when, Random random) {
        return new Login(
                session,
                random.nextInt(9) == 0 ? null : "c" + random.nextInt(3),
                when,
                random.nextInt(5) == 0 ? null : random.nextInt(6),
                "d" + random.nextInt(4));
    }

    private static GenericRecord payment(String id, @Nullable String customer, long at) {
        GenericRecord payment = new GenericData.Record(DEFINITION.events().schema());
        payment.put("id", id);
        payment.put("at", at);
        payment.put("customer", customer);
        payment.put("amount", 1.0);
        return payment;
    }

    private static PipelineDefinition definition() {
        return switch (DefinitionReader.read(YAML, "shop.yaml", SchemaLoader.relativeTo(Path.of(".")))) {
            case DefinitionResult.Valid(PipelineDefinition definition) -> definition;
            case DefinitionResult.Invalid invalid ->
                throw new IllegalStateException(invalid.mistakes().toString());
        };
    }
}
