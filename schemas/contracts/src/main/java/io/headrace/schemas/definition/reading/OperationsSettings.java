package io.headrace.schemas.definition.reading;

import static io.headrace.schemas.definition.reading.Settings.count;

import io.headrace.schemas.definition.Gates;
import io.headrace.schemas.definition.Monitoring;
import io.headrace.schemas.definition.PipelineDefinition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts into words what happens to a trained model. */
final class OperationsSettings {

    private OperationsSettings() {}

    static List<Setting> of(PipelineDefinition definition) {
        Setting rollout = Setting.of(
                "rollout.mode",
                definition.rollout().mode(),
                Defaults.ROLLOUT,
                CanonicalSections.lower(definition.rollout().mode()));
        return Stream.of(gates(definition), Stream.of(rollout), monitor(definition.monitor()))
                .flatMap(settings -> settings)
                .toList();
    }

    private static Stream<Setting> gates(PipelineDefinition definition) {
        Gates gates = definition.gates();
        boolean stated = definition.problem().success().isPresent();
        Setting success = stated
                ? Setting.of(
                        "gates.success",
                        gates.success().isPresent(),
                        Defaults.GATE_SUCCESS,
                        gates.success().map(Object::toString).orElse("off"))
                : new Setting(
                        "gates.success", "off", Optional.of("problem.success states nothing to hold a model against"));
        return Stream.of(
                success,
                Setting.of("gates.beatTrivial", gates.beatTrivial(), Defaults.GATE_TRIVIAL, onOff(gates.beatTrivial())),
                Setting.of(
                        "gates.champion",
                        gates.champion(),
                        Defaults.GATE_CHAMPION,
                        gates.champion().enabled()
                                ? "better with significance " + gates.champion().significance()
                                : "off"));
    }

    private static Stream<Setting> monitor(Monitoring monitor) {
        return Stream.of(
                Setting.of(
                        "monitor.window",
                        monitor.window(),
                        Defaults.MONITOR_WINDOW,
                        count(monitor.window()) + " feature rows"),
                Setting.of(
                        "monitor.falseAlarmRate",
                        monitor.falseAlarmRate(),
                        Defaults.FALSE_ALARM_RATE,
                        monitor.falseAlarmRate() + " a window"),
                Setting.of(
                        "monitor.minimumPsi",
                        monitor.minimumPsi(),
                        Defaults.MINIMUM_PSI,
                        Double.toString(monitor.minimumPsi())),
                Setting.of(
                        "monitor.labelledWindow",
                        monitor.labelledWindow(),
                        Defaults.LABELLED_WINDOW,
                        count(monitor.labelledWindow()) + " labelled predictions"),
                Setting.of(
                        "monitor.performanceDrop",
                        monitor.performanceDrop(),
                        Defaults.PERFORMANCE_DROP,
                        monitor.performanceDrop() + " of the metric at training"),
                Setting.of(
                        "monitor.coolDown",
                        monitor.coolDown(),
                        Defaults.COOL_DOWN,
                        DurationText.of(monitor.coolDown())));
    }

    private static String onOff(boolean on) {
        return on ? "on" : "off";
    }
}
