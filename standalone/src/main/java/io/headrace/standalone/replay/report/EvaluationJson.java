package io.headrace.standalone.replay.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.standalone.replay.prequential.Baselines;
import io.headrace.standalone.replay.prequential.CalibrationBin;
import io.headrace.standalone.replay.prequential.Confusion;
import io.headrace.standalone.replay.prequential.Curves;
import io.headrace.standalone.replay.prequential.Evaluation;
import io.headrace.standalone.replay.prequential.Figures;
import io.headrace.standalone.replay.prequential.Uncounted;
import io.headrace.standalone.replay.prequential.Window;
import java.util.List;

/** The evaluation's keys of a report. */
final class EvaluationJson {

    private EvaluationJson() {}

    static void put(ObjectNode report, Evaluation evaluation) {
        put(report.putObject("prequential"), evaluation.overall());
        put(report.putObject("baselines"), evaluation.baselines());
        uncounted(report.putObject("uncounted"), evaluation.uncounted());
        ArrayNode windows = report.putArray("windows");
        evaluation.windows().forEach(window -> put(windows.addObject(), window));
        evaluation.confusion().ifPresent(confusion -> put(report.putObject("confusion"), confusion));
        ArrayNode curves = report.putArray("curves");
        evaluation.curves().forEach(curve -> put(curves.addObject(), curve));
        ArrayNode calibration = report.putArray("calibration");
        evaluation.calibration().forEach(bin -> put(calibration.addObject(), bin));
    }

    private static void put(ObjectNode node, Figures figures) {
        node.put("examples", figures.examples());
        figures.byName().forEach((name, value) -> ReportJson.number(node, name, value));
    }

    private static void put(ObjectNode node, Baselines baselines) {
        put(node.putObject("majority"), baselines.majority());
        put(node.putObject("noChange"), baselines.noChange());
    }

    private static void uncounted(ObjectNode node, Uncounted uncounted) {
        node.put("unlabelled", uncounted.unlabelled());
        node.put("unscored", uncounted.unscored());
        node.put("repeated", uncounted.repeated());
        node.put("foreign", uncounted.foreign());
    }

    private static void put(ObjectNode node, Window window) {
        node.put("firstRow", window.firstRow());
        node.put("lastRow", window.lastRow());
        node.put("eventTime", window.from().toString());
        node.put("scored", window.scored());
        window.models().forEach(node.putArray("models")::add);
        put(node, window.figures());
        put(node.putObject("baselines"), window.baselines());
    }

    private static void put(ObjectNode node, Confusion confusion) {
        confusion.classes().forEach(node.putArray("classes")::add);
        ArrayNode rows = node.putArray("counts");
        for (List<Long> row : confusion.counts()) {
            row.forEach(rows.addArray()::add);
        }
    }

    private static void put(ObjectNode node, Curves curves) {
        node.put("class", curves.ofClass());
        points(node.putArray("roc"), curves.roc());
        points(node.putArray("precisionRecall"), curves.precisionRecall());
    }

    private static void points(ArrayNode array, List<Curves.Point> points) {
        points.forEach(point -> array.addArray().add(point.x()).add(point.y()));
    }

    private static void put(ObjectNode node, CalibrationBin bin) {
        node.put("from", bin.from());
        node.put("to", bin.to());
        node.put("examples", bin.examples());
        node.put("predicted", bin.predicted());
        node.put("observed", bin.observed());
    }
}
