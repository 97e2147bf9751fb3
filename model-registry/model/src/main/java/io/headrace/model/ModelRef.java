package io.headrace.model;

import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.definition.PipelineName;
import java.util.regex.Pattern;

/** Names a model: {@code payments@3} or {@code payments@champion}. {@code toString} gives that text. */
public sealed interface ModelRef {

    /** The alias of the version that serves. */
    String CHAMPION = "champion";

    PipelineName pipeline();

    /**
     * One version.
     *
     * @param version from 1; 0 is the announced baseline that scores before the first model
     */
    record ByVersion(PipelineName pipeline, int version) implements ModelRef {

        public ByVersion {
            if (version < 0) {
                throw new IllegalArgumentException(
                        "version " + version + " of " + pipeline + "; 0 or more would be right");
            }
        }

        @Override
        public String toString() {
            return pipeline + "@" + version;
        }
    }

    /**
     * The version an alias names at the moment.
     *
     * @param alias lower-case letters, digits and hyphens, starting with a letter
     */
    record ByAlias(PipelineName pipeline, String alias) implements ModelRef {

        private static final Pattern LEGAL = Pattern.compile("[a-z][a-z0-9-]{0,59}");

        public ByAlias {
            if (!LEGAL.matcher(alias).matches()) {
                throw new IllegalArgumentException("\"" + alias
                        + "\" is no alias; write lower-case letters, digits and hyphens, starting with a letter");
            }
        }

        @Override
        public String toString() {
            return pipeline + "@" + alias;
        }
    }

    static ModelRef of(ModelVersion version) {
        return new ByVersion(new PipelineName(version.getPipeline()), version.getVersion());
    }

    /**
     * Reads {@code pipeline@version} or {@code pipeline@alias}.
     *
     * @throws IllegalArgumentException for any other text, saying what would be right
     */
    static ModelRef parse(String text) {
        int at = text.indexOf('@');
        if (at < 0) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" names no model; write pipeline@version or pipeline@alias, for example "
                            + "payments@3 or payments@champion");
        }
        PipelineName pipeline = new PipelineName(text.substring(0, at));
        String selector = text.substring(at + 1);
        return selector.matches("\\d{1,9}")
                ? new ByVersion(pipeline, Integer.parseInt(selector))
                : new ByAlias(pipeline, selector);
    }
}
