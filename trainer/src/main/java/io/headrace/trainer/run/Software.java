package io.headrace.trainer.run;

import io.headrace.model.ModelRunner;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import ml.dmlc.xgboost4j.java.XGBoost;

/** The versions that a model's bytes may depend on. */
final class Software {

    private Software() {}

    static Map<String, String> versions() {
        return Map.of(
                "headrace", property(Software.class, "/io/headrace/trainer/version.properties"),
                "xgboost", property(XGBoost.class, "/xgboost4j-version.properties"),
                "onnxruntime", ModelRunner.runtimeVersion(),
                "java", Runtime.version().toString());
    }

    private static String property(Class<?> beside, String resource) {
        try (InputStream stream = beside.getResourceAsStream(resource)) {
            if (stream == null) {
                return "unknown";
            }
            Properties properties = new Properties();
            properties.load(stream);
            return properties.getProperty("version", "unknown").strip();
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + resource, e);
        }
    }
}
