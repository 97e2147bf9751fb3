package io.headrace.features.app.spread;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.app.Payments;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.FeatureSignature;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Features of a further stream are what the definition means, over however many partitions its events and those of rows are spread. */
class StreamEventTimePropertyTest {

    private static final String LOGINS = Login.STREAMS + """
            features:
              logins: {count: all, from: logins, by: customerId, over: P1D}
              tries: {sum: tries, from: logins, by: customerId, over: P7D, where: tries > 1}
              pause: {timeSince: last, from: logins, by: customerId}
              of_all: {count: all, from: logins, over: PT6H}
            """;

    private static final PipelineDefinition DEFINITION = read("", LOGINS);
    private static final String KNOWN = LOGINS.substring(0, LOGINS.indexOf("  logins: {count"))
            + "  of_all: {count: all, from: logins, over: PT6H}\n";
    private static final String SEEN = """
              seen: {count: all, from: logins, by: customerId, over: P365D}
              oldest: {first: session, from: logins, by: customerId, over: P365D}
            """;

    /** Without any feature by customer. */
    private static final PipelineDefinition FEWER = read(
            "",
            LOGINS.lines()
                    .filter(line -> !line.contains("by: customerId"))
                    .collect(Collectors.joining("\n", "", "\n")));

    private static final PipelineDefinition WITHOUT = read("", "features:\n");
    private static final FeatureSignature SIGNATURE = FeatureSignature.of(DEFINITION);

    /** The 101st largest time says how far a partition is: what lies by less than that behind others is not late. */
    private static final int MOST_BEHIND = 80;

    @Property(tries = 30)
    void rowsAreThoseOfTheDefinition(@ForAll("numbersOfPartitions") int partitions, @ForAll Random random) {
        List<RandomStream.Event> events = displaced(RandomStream.of(600, random).events(), random);
        List<Login> logins = displaced(Login.beside(events, random), random);
        SimulatedCluster cluster = new SimulatedCluster(DEFINITION, partitions, random);
        events.forEach(event -> cluster.event(random.nextInt(partitions), event.record()));
        logins.forEach(login -> cluster.event(random.nextInt(partitions), Login.STREAM, login.record()));
        cluster.run();

        assertMeant(events, logins, cluster);
    }

    /** Both come as time goes on: a login that was in its topic before a payment counts for it. */
    @Property(tries = 30)
    void anEventSeesWhatWasThereBeforeIt(@ForAll("numbersOfPartitions") int partitions, @ForAll Random random) {
        List<RandomStream.Event> events = RandomStream.of(150, random).events();
        List<Login> logins = Login.beside(events, random);
        SimulatedCluster cluster = new SimulatedCluster(DEFINITION, partitions, random);
        Deque<Login> next = new ArrayDeque<>(logins);
        for (RandomStream.Event event : events) {
            while (!next.isEmpty() && next.getFirst().when() < event.at()) {
                cluster.event(
                        random.nextInt(partitions),
                        Login.STREAM,
                        next.removeFirst().record());
                cluster.turns(random.nextInt(3));
            }
            cluster.event(random.nextInt(partitions), event.record());
            cluster.turns(random.nextInt(6) == 0 ? random.nextInt(60) : random.nextInt(4));
        }
        next.forEach(login -> cluster.event(random.nextInt(partitions), Login.STREAM, login.record()));
        cluster.run();

        assertMeant(events, logins, cluster);
    }

    /** A year of logins beside payments of today, and none of today: neither makes the other late. */
    @Property(tries = 10)
    void aStreamOfAnotherTimeForgetsNothing(@ForAll("numbersOfPartitions") int partitions, @ForAll Random random) {
        List<RandomStream.Event> events = RandomStream.of(300, random).events();
        List<Login> logins = new ArrayList<>(Login.beside(events, random));
        for (int i = 0; i < 400; i++) {
            logins.add(new Login("later" + i, "c" + i % 12, Payments.NOON + 900 * Payments.DAY + i, 2));
        }
        SimulatedCluster cluster = new SimulatedCluster(DEFINITION, partitions, random);
        events.forEach(event -> cluster.event(random.nextInt(partitions), event.record()));
        logins.forEach(login -> cluster.event(random.nextInt(partitions), Login.STREAM, login.record()));
        cluster.run();

        assertMeant(events, logins, cluster);
    }

    /** A stage or the whole stream that a definition lacked for a while begins anew; the others know all of their past. */
    @Property(tries = 40)
    void whatADefinitionLackedBeginsAnew(@ForAll("numbersOfPartitions") int partitions, @ForAll Random random) {
        List<RandomStream.Event> events = RandomStream.of(400, random).events();
        List<Login> logins = Login.beside(events, random);
        SimulatedCluster cluster = new SimulatedCluster(DEFINITION, partitions, random);
        events.forEach(event -> cluster.event(random.nextInt(partitions), event.record()));
        logins.forEach(login -> cluster.event(random.nextInt(partitions), Login.STREAM, login.record()));
        cluster.turns(10 + random.nextInt(60));
        boolean whole = random.nextBoolean();
        cluster.change(whole ? WITHOUT : FEWER);
        cluster.turns(random.nextInt(60));
        long read = Math.max(cluster.latestRead(), cluster.latestReadOfStreams());
        cluster.change(DEFINITION);
        cluster.run();

        Map<String, FeatureRow> rows = byId(cluster);
        assertThat(rows).hasSameSizeAs(events);
        for (RandomStream.Event event : events) {
            FeatureRow row = rows.get(event.id());
            double found = value(row, "logins");
            double meant = Expected.of(logins, event).logins();
            if (event.at() - Payments.DAY > read) {
                assertThat(found)
                        .as("logins before %s, all of them read since", event)
                        .isEqualTo(meant);
            } else if (!Double.isNaN(found)) {
                assertThat(found).isLessThanOrEqualTo(meant);
            }
            if (!whole) {
                assertThat(value(row, "of_all"))
                        .as("logins of all before %s", event)
                        .isEqualTo(Expected.of(logins, event).ofAll());
            }
        }
    }

    /**
     * What was on its way when a stage was taken out does not count beside what comes when it is back: nothing between is missing, but for
     * events that were under way themselves.
     */
    @Property(tries = 150)
    void whatComesBackHasNoHoles(@ForAll Random random) {
        PipelineDefinition definition = read("", KNOWN + SEEN);
        PipelineDefinition away = read("", KNOWN);
        List<RandomStream.Event> events = RandomStream.of(250, random).events();
        List<Login> logins = Login.beside(events, random);
        SimulatedCluster cluster = new SimulatedCluster(definition, 1, random);
        events.forEach(event -> cluster.event(0, event.record()));
        logins.forEach(login -> cluster.event(0, Login.STREAM, login.record()));
        cluster.turns(random.nextInt(40));
        cluster.change(away);
        cluster.turns(random.nextInt(20));
        cluster.change(definition);
        Set<String> underWay = cluster.readIds();
        cluster.run();

        FeatureSignature signature = FeatureSignature.of(definition);
        Map<String, FeatureRow> rows = byId(cluster);
        for (RandomStream.Event event : events) {
            FeatureRow row = rows.get(event.id());
            String oldest = row.values().categorical()[signature.categorical().indexOf("oldest")];
            if (!oldest.isEmpty() && !underWay.contains(event.id())) {
                double count = row.values().numeric()[signature.numeric().indexOf("seen")];
                assertThat(count)
                        .as("logins before %s since %s", event, oldest)
                        .isBetween(since(logins, oldest, event, 1), since(logins, oldest, event, 0));
            }
        }
    }

    /** Of the customer's logins before an event, those that came so many milliseconds after one, or later. */
    private static double since(List<Login> logins, String session, RandomStream.Event event, int after) {
        long from = logins.stream()
                        .filter(login -> login.session().equals(session))
                        .findFirst()
                        .orElseThrow()
                        .when()
                + after;
        return logins.stream()
                .filter(login -> login.customer().equals(event.customer()))
                .filter(login -> login.when() >= from && login.when() < event.at())
                .count();
    }

    @Property(tries = 10)
    void eagerOrderGivesEveryEventARow(@ForAll("numbersOfPartitions") int partitions, @ForAll Random random) {
        List<RandomStream.Event> events = RandomStream.of(300, random).events();
        SimulatedCluster cluster = new SimulatedCluster(read(", ordering: eager", LOGINS), partitions, random, true);
        events.forEach(event -> cluster.event(random.nextInt(partitions), event.record()));
        Login.beside(events, random)
                .forEach(login -> cluster.event(random.nextInt(partitions), Login.STREAM, login.record()));
        cluster.run();

        assertThat(cluster.rows())
                .extracting(FeatureRow::eventId)
                .containsExactlyInAnyOrderElementsOf(
                        events.stream().map(RandomStream.Event::id).toList());
    }

    /** As of any partition: nothing has to come of a stream for an event to be answered. */
    @Test
    void aStreamThatStopsHoldsNoEventUpForLongerThanAQuietPartition() {
        Random random = new Random(5);
        SimulatedCluster cluster = new SimulatedCluster(DEFINITION, 4, random);
        for (int i = 0; i < 40; i++) {
            cluster.event(i % 4, Login.STREAM, new Login("s" + i, "c1", Payments.NOON - Payments.HOUR + i, 1).record());
        }
        cluster.live(Duration.ofSeconds(1));
        cluster.event(0, Payments.payment("p", Payments.NOON, "c1", "t1", 1));

        cluster.live(Duration.ofMillis(QuietPartitionsTest.BOUND_MS));

        assertThat(cluster.rows())
                .singleElement()
                .satisfies(row -> assertThat(value(row, "logins")).isEqualTo(40.0));
    }

    @Provide
    Arbitrary<Integer> numbersOfPartitions() {
        return Arbitraries.of(1, 2, 4, 16);
    }

    /** What an event's features are by the definition, worked out from all logins. */
    private record Expected(double logins, double tries, double pause, double ofAll) {

        static Expected of(List<Login> all, RandomStream.Event event) {
            List<Login> before =
                    all.stream().filter(login -> login.when() < event.at()).toList();
            List<Login> own = before.stream()
                    .filter(login -> login.customer().equals(event.customer()))
                    .toList();
            return new Expected(
                    since(own, event.at() - Payments.DAY).size(),
                    since(own, event.at() - 7 * Payments.DAY).stream()
                            .mapToInt(Login::tries)
                            .filter(tries -> tries > 1)
                            .sum(),
                    own.stream().mapToLong(Login::when).max().stream()
                            .mapToDouble(last -> (event.at() - last) / 1000.0)
                            .findFirst()
                            .orElse(Double.NaN),
                    since(before, event.at() - 6 * Payments.HOUR).size());
        }

        private static List<Login> since(List<Login> logins, long from) {
            return logins.stream().filter(login -> login.when() > from).toList();
        }
    }

    private static void assertMeant(List<RandomStream.Event> events, List<Login> logins, SimulatedCluster cluster) {
        Map<String, FeatureRow> rows = byId(cluster);
        assertThat(rows).hasSameSizeAs(events);
        for (RandomStream.Event event : events) {
            FeatureRow row = rows.get(event.id());
            assertThat(new Expected(
                            value(row, "logins"), value(row, "tries"), value(row, "pause"), value(row, "of_all")))
                    .as("features of %s", event)
                    .isEqualTo(Expected.of(logins, event));
        }
    }

    private static <T> List<T> displaced(List<T> sorted, Random random) {
        List<T> displaced = new ArrayList<>(sorted);
        for (int from = 0; from < displaced.size(); from += MOST_BEHIND) {
            if (random.nextBoolean()) {
                Collections.shuffle(displaced.subList(from, Math.min(displaced.size(), from + MOST_BEHIND)), random);
            }
        }
        return displaced;
    }

    private static Map<String, FeatureRow> byId(SimulatedCluster cluster) {
        return cluster.rows().stream().collect(Collectors.toMap(FeatureRow::eventId, Function.identity()));
    }

    private static double value(FeatureRow row, String feature) {
        return row.values().numeric()[SIGNATURE.numeric().indexOf(feature)];
    }

    private static PipelineDefinition read(String events, String sections) {
        return Login.read(events, sections + "  payments: {count: all, by: customerId, over: P1D}\n");
    }
}
