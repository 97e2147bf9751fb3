package io.headrace.embedded;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/**
 * The child's main class: ends the process when its parent has gone, then hands over to the registry's own main.
 *
 * <p>Watching the parent from inside is the one way that works on every system and for {@code kill -9}.
 */
public final class RegistryMain {

    private static final int ORPHANED = 3;

    private RegistryMain() {}

    public static void main(String[] arguments) throws Exception {
        ProcessHandle.current()
                .parent()
                .ifPresentOrElse(
                        parent -> {
                            var _ = parent.onExit().thenRun(() -> end("process " + parent.pid() + " has ended"));
                        },
                        () -> end("no process has started this one"));
        Class.forName("io.quarkus.bootstrap.runner.QuarkusEntryPoint")
                .getMethod("main", String[].class)
                .invoke(null, (Object) arguments);
    }

    private static void end(String why) {
        System.err.println("The registry ends with the process that started it: " + why + ".");
        Runtime.getRuntime().halt(ORPHANED);
    }

    /** The command line that runs the registry. */
    static List<String> command(Path distribution, Path directory, int port) {
        String classPath = distribution.resolve("quarkus-run.jar") + File.pathSeparator + ownCode();
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // What it says last is told when it ends; remarks about class archives are not what ended it.
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + directory.resolve("schema-registry.jsa"),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.host=127.0.0.1",
                "-Dquarkus.management.port=0",
                "-Dapicurio.storage.kind=sql",
                "-Dapicurio.storage.sql.kind=h2",
                "-Dapicurio.datasource.url=jdbc:h2:file:"
                        + directory.toAbsolutePath().resolve("db"),
                "-cp",
                classPath,
                RegistryMain.class.getName());
    }

    private static String ownCode() {
        try {
            return Path.of(RegistryMain.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new StartFailure("the schema registry's launcher cannot be found", e);
        }
    }
}
