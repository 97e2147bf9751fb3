package io.headrace.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

class SchemaPlacesTest {

    private static final Schema FEATURES = SchemaBuilder.record("Features")
            .fields()
            .optionalDouble("amount")
            .optionalString("channel")
            .endRecord();
    private static final Schema ROW = SchemaBuilder.record("FeatureRow")
            .fields()
            .requiredString("eventId")
            .name("features")
            .type(FEATURES)
            .noDefault()
            .endRecord();

    @Test
    void aPointerIsFollowedByItsField() {
        assertThat(SchemaPlaces.named("MISSING_UNION_BRANCH at /fields/1/type/fields/1/type/1: lacking DOUBLE", ROW))
                .isEqualTo("MISSING_UNION_BRANCH at /fields/1/type/fields/1/type/1 (features.channel): lacking DOUBLE");
        assertThat(SchemaPlaces.named("[/fields/0, /fields/1]", ROW))
                .isEqualTo("[/fields/0 (eventId), /fields/1 (features)]");
    }

    @Test
    void aPointerThatLeadsNowhereStaysAsItIs() {
        assertThat(SchemaPlaces.named("at /fields/7/type and /fields/0/type/fields/2", ROW))
                .isEqualTo("at /fields/7/type and /fields/0/type/fields/2");
    }
}
