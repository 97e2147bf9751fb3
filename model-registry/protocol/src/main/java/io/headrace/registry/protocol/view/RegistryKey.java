package io.headrace.registry.protocol.view;

import io.headrace.schemas.definition.PipelineName;

/** The key of a record on headrace.models; {@code toString} gives its text. */
public sealed interface RegistryKey {

    PipelineName pipeline();

    /** {@code pipeline/version/N}. */
    record OfVersion(PipelineName pipeline, int version) implements RegistryKey {

        public OfVersion {
            if (version < 1) {
                throw new IllegalArgumentException("version " + version + "; 1 or more would be right");
            }
        }

        @Override
        public String toString() {
            return pipeline + "/version/" + version;
        }
    }

    /** {@code pipeline/alias/NAME}. */
    record OfAlias(PipelineName pipeline, String alias) implements RegistryKey {

        @Override
        public String toString() {
            return pipeline + "/alias/" + alias;
        }
    }

    /**
     * Reads a key.
     *
     * @throws IllegalArgumentException saying what would be right
     */
    static RegistryKey parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length == 3 && parts[1].equals("version") && parts[2].matches("[1-9]\\d{0,8}")) {
            return new OfVersion(new PipelineName(parts[0]), Integer.parseInt(parts[2]));
        }
        if (parts.length == 3 && parts[1].equals("alias") && !parts[2].isEmpty()) {
            return new OfAlias(new PipelineName(parts[0]), parts[2]);
        }
        throw new IllegalArgumentException("the key \"" + text
                + "\" is none of a registry record; pipeline/version/N or pipeline/alias/NAME would be right");
    }
}
