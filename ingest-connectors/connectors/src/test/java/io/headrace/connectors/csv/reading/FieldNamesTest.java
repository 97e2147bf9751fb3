package io.headrace.connectors.csv.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

class FieldNamesTest {

    @Test
    void followTheRule() {
        assertThat(FieldNames.of(List.of(
                        "Wind Speed (km/h)",
                        "größe",
                        "straße",
                        "цена",
                        "",
                        "2010",
                        "true",
                        "in",
                        "size",
                        "a.b",
                        "a b",
                        "a_b",
                        "  ",
                        "labelledAt",
                        "class",
                        "y",
                        "名前")))
                .containsExactly(
                        "Wind_Speed_km_h",
                        "grosse",
                        "strasse",
                        "u0446u0435u043du0430",
                        "column_5",
                        "_2010",
                        "true_",
                        "in_",
                        "size",
                        "a_b",
                        "a_b_2",
                        "a_b_3",
                        "column_13",
                        "labelledAt_",
                        "class",
                        "y",
                        "u540du524d");
    }

    @Property(tries = 500)
    void areLegalInAvroAndEachItsOwn(@ForAll List<String> columns) {
        List<String> names = FieldNames.of(columns);

        assertThat(names).hasSameSizeAs(columns).doesNotHaveDuplicates();
        var fields = SchemaBuilder.record("Event").fields();
        for (String name : names) {
            fields = fields.requiredString(name);
        }
        assertThat(fields.endRecord().getFields()).hasSameSizeAs(columns);
    }
}
