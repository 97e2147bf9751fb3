package io.headrace.connectors.csv.reading;

import io.headrace.schemas.definition.LabelType;
import io.headrace.schemas.definition.PipelineDefinition;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * What rows become.
 *
 * @param event the events' Avro record schema
 * @param id its id field; where no column is that field, the row's number is the id
 * @param time its time field; where no column is that field, the row's number in seconds after {@link RowOrder#EPOCH}
 * @param label the label's name, which is its column's field name; a file need not have that column
 */
public record CsvTarget(Schema event, String id, String time, Optional<LabelOf> label) {

    /**
     * @param type how the label's value is written
     */
    public record LabelOf(String name, LabelType type) {}

    public static CsvTarget of(PipelineDefinition definition) {
        return new CsvTarget(
                definition.events().schema(),
                definition.events().id(),
                definition.events().time(),
                Optional.of(new LabelOf(
                        definition.problem().label(), definition.problem().labelType())));
    }
}
