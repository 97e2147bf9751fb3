package io.headrace.features.app.topology;

import static io.headrace.features.app.Payments.DAY;
import static io.headrace.features.app.Payments.HOUR;
import static io.headrace.features.app.Payments.NOON;
import static io.headrace.features.app.Payments.label;
import static io.headrace.features.app.Payments.payment;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.app.Payments;
import io.headrace.features.app.labelling.JoinListener.Count;
import io.headrace.schemas.definition.Labels;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.Example.LabelSource;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.Label;
import java.time.Duration;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of rows and labels, through the whole topology. */
abstract class LabelJoinSpec {

    private static final long WITHIN = 8 * DAY;
    private static final Label FRAUD = new Label.Category("true");
    private static final Label LEGITIMATE = new Label.Category("false");

    private final FeatureDriver.Wiring wiring;
    private final FeatureDriver driver;

    LabelJoinSpec(FeatureDriver.Wiring wiring) {
        this.wiring = wiring;
        this.driver = new FeatureDriver(Payments.definition(), wiring);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void aLabelThatComesAfterItsRowMakesAnExampleOfTheRowAsStored() {
        driver.pay(payment("p1", NOON, "c1", "t1", 10));
        driver.pay(payment("p2", NOON + HOUR, "c1", "t1", 90));
        driver.label(label("p1", true, NOON + 3 * DAY));

        FeatureRow stored = driver.rows().getFirst();
        assertThat(driver.examples()).containsExactly(new Example(stored, FRAUD, NOON + 3 * DAY, LabelSource.GIVEN));
    }

    @Test
    void anExampleStandsUnderItsEventsIdAndTime() {
        driver.pay(payment("p1", NOON, "c1", "t1", 10));
        driver.label(label("p1", true, NOON + 3 * DAY));

        TestRecord<String, GenericRecord> example = driver.exampleRecords().getFirst();
        assertThat(example.key()).isEqualTo("p1");
        assertThat(example.timestamp()).isEqualTo(NOON);
    }

    @Test
    void aLabelThatComesBeforeItsRowIsKept() {
        driver.label(label("p1", true, NOON + HOUR));
        assertThat(driver.examples()).isEmpty();

        driver.pay(payment("p1", NOON, "c1", "t1", 10));

        assertThat(driver.examples())
                .singleElement()
                .satisfies(example -> assertThat(example.labelTime()).isEqualTo(NOON + HOUR));
    }

    /** As when all of it is in the topics before anything is read: labels are then read in the order of their own times. */
    @Test
    void aLabelOfLastYearIsKeptThroughWeeksOfLiveEventsUntilItsOwnComes() {
        long then = NOON - 365 * DAY;
        for (int i = 0; i < 100; i++) {
            driver.label(label("old" + i, true, then + i * HOUR));
        }
        for (int i = 0; i < 500; i++) {
            driver.pay(payment("live" + i, NOON + i * HOUR, "c1", "t1", 10));
        }
        for (int i = 0; i < 100; i++) {
            driver.pay(payment("old" + i, then + i * HOUR, "c2", "t1", 10));
        }
        driver.passTimeTo(NOON + 520 * HOUR + WITHIN);

        assertThat(driver.examples())
                .filteredOn(example -> example.row().eventId().startsWith("old"))
                .hasSize(100)
                .extracting(Example::source)
                .containsOnly(LabelSource.GIVEN);
    }

    @Test
    void aLabelIsNeverKnownBeforeItsEvent() {
        driver.pay(payment("p1", NOON, "c1", "t1", 10));
        driver.label(label("p1", true, NOON - HOUR));

        assertThat(driver.examples()).extracting(Example::labelTime).containsExactly(NOON);
    }

    @Test
    void aSecondLabelIsIgnoredAndCounted() {
        driver.pay(payment("p1", NOON, "c1", "t1", 10));
        driver.label(label("p1", true, NOON + DAY));
        driver.label(label("p1", false, NOON + 2 * DAY));

        assertThat(driver.examples()).extracting(Example::label).containsExactly(FRAUD);
        assertThat(driver.count(Count.REPEATED_LABEL)).isEqualTo(1);
    }

    @Test
    void ofTwoLabelsBeforeTheRowTheFirstCounts() {
        driver.label(label("p1", true, NOON + DAY));
        driver.label(label("p1", false, NOON + DAY));
        driver.pay(payment("p1", NOON, "c1", "t1", 10));

        assertThat(driver.examples()).extracting(Example::label).containsExactly(FRAUD);
        assertThat(driver.count(Count.REPEATED_LABEL)).isEqualTo(1);
    }

    @Test
    void silenceMeansTheNegativeClassAsKnownWhenTheWaitWasOver() {
        driver.pay(payment("p1", NOON, "c1", "t1", 10));
        driver.passTimeTo(NOON + WITHIN);
        assertThat(driver.examples()).isEmpty();

        driver.passTimeTo(NOON + WITHIN + HOUR);

        assertThat(driver.examples()).singleElement().satisfies(example -> {
            assertThat(example.label()).isEqualTo(LEGITIMATE);
            assertThat(example.source()).isEqualTo(LabelSource.SILENCE);
            assertThat(example.labelTime()).isEqualTo(NOON + WITHIN);
        });
    }

    @Test
    void silenceCanMeanThatAnEventStaysWithoutALabel() {
        try (FeatureDriver unlabelled = new FeatureDriver(
                Payments.definition(Payments.definition().features(), Labels.Silence.UNLABELLED), wiring)) {
            unlabelled.pay(payment("p1", NOON, "c1", "t1", 10));
            unlabelled.passTimeTo(NOON + WITHIN + DAY);

            assertThat(unlabelled.examples()).isEmpty();
            assertThat(unlabelled.count(Count.UNLABELLED)).isPositive();
        }
    }

    @Test
    void aLabelAfterSilenceWasAssumedIsCounted() {
        driver.pay(payment("p1", NOON, "c1", "t1", 10));
        driver.passTimeTo(NOON + WITHIN + DAY);
        driver.label(label("p1", true, NOON + WITHIN + DAY));

        assertThat(driver.examples()).extracting(Example::source).containsExactly(LabelSource.SILENCE);
        assertThat(driver.count(Count.LATE_LABEL)).isEqualTo(1);
    }

    @Test
    void aLabelKnownTooLateIsLateEvenWhileItsEventStillWaits() {
        driver.pay(payment("p1", NOON, "c1", "t1", 10));
        driver.label(label("p1", true, NOON + WITHIN + 1));

        assertThat(driver.examples()).isEmpty();
        assertThat(driver.count(Count.LATE_LABEL)).isEqualTo(1);
    }

    @Test
    void anIdlePartitionsSilenceComesWithTheWallClock() {
        driver.pay(payment("p1", NOON, "c1", "t1", 10));

        driver.passWallClock(Duration.ofDays(8));
        assertThat(driver.examples()).isEmpty();
        driver.passWallClock(Duration.ofMinutes(11));

        assertThat(driver.examples()).singleElement().satisfies(example -> {
            assertThat(example.source()).isEqualTo(LabelSource.SILENCE);
            assertThat(example.labelTime()).isEqualTo(NOON + WITHIN);
        });
    }

    @Test
    void theWallClockAloneNeverOutrunsALabelThatComesInTime() {
        driver.pay(payment("p1", NOON, "c1", "t1", 10));
        driver.passWallClock(Duration.ofDays(7));
        driver.label(label("p1", true, NOON + 7 * DAY));
        driver.passWallClock(Duration.ofDays(7));

        assertThat(driver.examples()).extracting(Example::source).containsExactly(LabelSource.GIVEN);
    }

    @Test
    void aLabelWhoseEventNeverComesIsGivenUpAndCounted() {
        driver.label(label("lost", true, NOON));
        driver.passTimeTo(NOON + WITHIN + DAY);
        assertThat(driver.count(Count.ORPHANED_LABEL)).isZero();

        driver.passWallClock(Duration.ofDays(9));
        assertThat(driver.count(Count.ORPHANED_LABEL)).isEqualTo(1);
    }

    @Test
    void oneStrayEventFromTheFutureEndsNobodysWait() {
        driver.pay(payment("p1", NOON, "c1", "t1", 10));
        driver.pay(payment("stray", NOON + 3650 * DAY, "c2", "t2", 10));
        driver.pay(payment("p2", NOON + HOUR, "c1", "t1", 10));
        driver.label(label("p1", true, NOON + DAY));

        assertThat(driver.examples()).extracting(Example::source).containsExactly(LabelSource.GIVEN);
    }

    @Test
    void everyRowAndEveryLabelIsAccountedFor() {
        for (int i = 0; i < 200; i++) {
            driver.pay(payment("p" + i, NOON + i * 2L * HOUR, "c" + i % 3, "t" + i % 2, i));
            if (i % 3 == 0) {
                driver.label(label("p" + (i - i % 7), i % 2 == 0, NOON + i * 2L * HOUR));
            }
            if (i % 11 == 0) {
                driver.label(label("never" + i, true, NOON + i * HOUR));
            }
        }
        driver.passWallClock(Duration.ofSeconds(2));

        assertThat(driver.count(Count.ROW))
                .isEqualTo(driver.count(Count.LABELLED)
                        + driver.count(Count.SILENT)
                        + driver.count(Count.REPEATED_ROW)
                        + driver.heard().rowsWaiting);
        assertThat(driver.count(Count.LABEL))
                .isEqualTo(driver.count(Count.LABELLED)
                        + driver.count(Count.REPEATED_LABEL)
                        + driver.count(Count.LATE_LABEL)
                        + driver.count(Count.ORPHANED_LABEL)
                        + driver.heard().labelsWaiting);
        List<Example> examples = driver.examples();
        assertThat(examples).hasSize((int) (driver.count(Count.LABELLED) + driver.count(Count.SILENT)));
        assertThat(examples).extracting(example -> example.row().eventId()).doesNotHaveDuplicates();
    }
}
