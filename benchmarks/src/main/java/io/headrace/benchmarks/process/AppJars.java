package io.headrace.benchmarks.process;

import io.headrace.embedded.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The apps as users run them, {@code java -jar target/apps/NAME.jar}.
 *
 * @param jars the directory they lie in
 * @param work a directory for what they keep and print
 */
public record AppJars(Path jars, LocalKafka kafka, Path work, AtomicInteger started) {

    public AppJars(Path jars, LocalKafka kafka, Path work) {
        this(jars, kafka, work, new AtomicInteger());
    }

    /**
     * How an app is to run.
     *
     * @param definition the pipeline
     * @param partitions of its topics
     * @param threads stream threads
     * @param commitMillis between transactions
     */
    public record Setting(Path definition, int partitions, int threads, int commitMillis) {}

    /**
     * Starts one, without state of an earlier run.
     *
     * @param jvm further arguments of Java's
     */
    public ChildProcess start(String app, Setting setting, String... jvm) {
        String name = app + "-" + started.incrementAndGet();
        return start(
                app,
                name,
                setting,
                Map.of("HEADRACE_STATE_DIR", work.resolve(name).toString()),
                jvm);
    }

    /**
     * Starts one that goes on with the state in a directory.
     *
     * @param settings further ones, as variables
     */
    public ChildProcess startIn(Path state, String app, Setting setting, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("HEADRACE_STATE_DIR", state.toString());
        return start(app, app + "-" + started.incrementAndGet(), setting, all);
    }

    private ChildProcess start(String app, String name, Setting setting, Map<String, String> settings, String... jvm) {
        Path jar = jars.resolve(app + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw new BenchFailure(jar.getFileName() + " is not among the built apps; build them with ./mvnw package");
        }
        List<String> arguments = new ArrayList<>(List.of(jvm));
        arguments.addAll(List.of("-jar", jar.toString()));
        Map<String, String> environment = new HashMap<>(kafka.environment());
        // Who scores events on topics alone asks nobody.
        environment.put("HEADRACE_FEATURES_ADDRESSES", "127.0.0.1:1");
        environment.put("MICRONAUT_SERVER_PORT", String.valueOf(Ports.free()));
        environment.put("GRPC_SERVER_PORT", String.valueOf(Ports.free()));
        environment.putAll(settings);
        environment.put("HEADRACE_PIPELINE", setting.definition().toString());
        environment.put("HEADRACE_PARTITIONS", String.valueOf(setting.partitions()));
        environment.put("HEADRACE_STREAMS_THREADS", String.valueOf(setting.threads()));
        environment.put("HEADRACE_STREAMS_COMMIT_INTERVAL_MS", String.valueOf(setting.commitMillis()));
        environment.put(
                "HEADRACE_SIGNING_PRIVATE_KEY", work.resolve("signing.pem").toString());
        environment.put(
                "HEADRACE_SIGNING_PUBLIC_KEY", work.resolve("verifying.pem").toString());
        environment.put("HEADRACE_LOG_LEVEL", "WARN");
        return ChildProcess.start(app, work.resolve(name + ".out"), ChildProcess.java(arguments), environment);
    }
}
