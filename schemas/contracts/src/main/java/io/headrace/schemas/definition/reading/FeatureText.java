package io.headrace.schemas.definition.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headrace.schemas.definition.Feature;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Features as text. */
public final class FeatureText {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DumpSettings ONE_LINE = DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.FLOW)
            .setSplitLines(false)
            .build();

    private FeatureText() {}

    /** What a feature is, as half a sentence. */
    public static String words(Feature feature) {
        return FeatureForm.of(feature).words();
    }

    /**
     * A feature as a definition says it: what follows its name, on one line.
     *
     * @param label the label's name
     */
    public static String yaml(Feature feature, String label) {
        JsonNode canonical = FeatureForm.of(feature).canonical(label);
        String json = canonical.toString();
        // A line break within an expression is written as such in JSON only, which is YAML, too.
        return json.contains("\\n") || json.contains("\\r")
                ? json
                : new Dump(ONE_LINE)
                        .dumpToString(JSON.convertValue(canonical, Object.class))
                        .strip();
    }
}
