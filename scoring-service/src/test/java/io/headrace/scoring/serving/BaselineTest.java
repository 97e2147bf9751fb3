package io.headrace.scoring.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.avro.Prediction;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.FeatureSignature;
import io.headrace.schemas.feature.Label;
import io.headrace.scoring.fixture.Models;
import io.headrace.scoring.fixture.Payments;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BaselineTest {

    private static final String NEGATIVE =
            Payments.DEFINITION.problem().classes().getFirst();
    private static final String POSITIVE = Payments.DEFINITION.problem().positive();

    @Test
    void beforeAnyLabelItIsTheNegativeClassForCertain() {
        Prediction said = said(KnownLabels.none());

        assertThat(said.getPredictedClass()).isEqualTo(NEGATIVE);
        assertThat(said.getScore()).isZero();
        assertThat(said.getModel()).endsWith("@0");
    }

    @Test
    void thenItIsTheMajorityOfTheLabelsKnownSoFarWithTheirShares() {
        KnownLabels known = KnownLabels.none()
                .and(List.of(category(POSITIVE), category(NEGATIVE)))
                .and(List.of(category(POSITIVE), category(POSITIVE)));

        Prediction said = said(known);

        assertThat(said.getPredictedClass()).isEqualTo(POSITIVE);
        assertThat(said.getScore()).isEqualTo(0.75);
        assertThat(said.getProbabilities()).containsEntry(NEGATIVE, 0.25);
        assertThat(new Baseline(Payments.DEFINITION, known).outputs(new float[0], new String[0], 2))
                .containsExactly(0.25f, 0.75f, 0.25f, 0.75f);
    }

    @Test
    void ofClassesKnownEquallyOftenItIsTheFirst() {
        assertThat(said(KnownLabels.none().and(List.of(category(POSITIVE), category(NEGATIVE))))
                        .getPredictedClass())
                .isEqualTo(NEGATIVE);
    }

    @Test
    void aClassThatTheDefinitionDoesNotKnowCountsForNothing() {
        assertThat(said(KnownLabels.none().and(List.of(category("?"), category("?"), category(POSITIVE))))
                        .getScore())
                .isEqualTo(1);
    }

    @Test
    void ofQuantitiesItIsTheMean() {
        KnownLabels known = KnownLabels.none().and(List.of(new Label.Quantity(2), new Label.Quantity(5)));

        assertThat(known.mean()).hasValue(3.5);
    }

    private static Prediction said(KnownLabels known) {
        return new Baseline(Payments.DEFINITION, known)
                .predict(new FeatureRow(
                        "a", Payments.START, Map.of(), Models.row(FeatureSignature.of(Payments.DEFINITION), 0)));
    }

    private static Label category(String name) {
        return new Label.Category(name);
    }
}
