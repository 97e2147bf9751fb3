package io.headrace.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.registry.RegistryHttp.Answer;
import java.net.URLEncoder;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/** Confluent's REST API. Asks anew each time. */
final class HttpSchemaRegistry implements SchemaRegistry {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RegistryHttp http;

    HttpSchemaRegistry(RegistryConfig config) {
        this.http = new RegistryHttp(config);
    }

    @Override
    public int register(String subject, Schema schema) {
        Answer answer = http.post("/subjects/" + segment(subject) + "/versions", body(schema));
        if (answer.status() == 409) {
            throw fault(answer, subject, Evolution.explained(said(json(answer)), schema));
        }
        return number(ok(answer, subject), "id", answer, subject);
    }

    @Override
    public Optional<Schema> byId(int id) {
        Answer answer = http.get("/schemas/ids/" + id);
        return answer.status() == 404 ? Optional.empty() : Optional.of(schema(ok(answer, ""), answer, ""));
    }

    @Override
    public Optional<RegisteredSchema> latest(String subject) {
        return version(http.get("/subjects/" + segment(subject) + "/versions/latest"), subject);
    }

    @Override
    public Optional<RegisteredSchema> lookup(String subject, Schema schema) {
        return version(http.post("/subjects/" + segment(subject), body(schema)), subject);
    }

    @Override
    public void setCompatibility(Compatibility level) {
        ok(http.put("/config", compatibility(level)), "");
    }

    @Override
    public void setCompatibility(String subject, Compatibility level) {
        ok(http.put("/config/" + segment(subject), compatibility(level)), subject);
    }

    @Override
    public List<String> incompatibilities(String subject, Schema schema) {
        String path = "/compatibility/subjects/" + segment(subject) + "/versions/latest?verbose=true";
        Answer answer = http.post(path, body(schema));
        if (answer.status() == 404) {
            return List.of();
        }
        JsonNode verdict = ok(answer, subject);
        if (verdict.path("is_compatible").asBoolean()) {
            return List.of();
        }
        List<String> reasons = StreamSupport.stream(verdict.path("messages").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        return reasons.isEmpty() ? List.of("the registry finds it incompatible and says no more") : reasons;
    }

    @Override
    public String location() {
        return http.location();
    }

    private Optional<RegisteredSchema> version(Answer answer, String subject) {
        if (answer.status() == 404) {
            return Optional.empty();
        }
        JsonNode found = ok(answer, subject);
        return Optional.of(new RegisteredSchema(
                subject,
                number(found, "version", answer, subject),
                number(found, "id", answer, subject),
                schema(found, answer, subject)));
    }

    /** Parses leniently: what is registered elsewhere must be readable here even where Avro's own parser is stricter. */
    private Schema schema(JsonNode found, Answer answer, String subject) {
        String type = found.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw fault(answer, subject, "the schema is of type " + type + "; Headrace reads AVRO");
        }
        Schema.Parser parser = new Schema.Parser(NameValidator.NO_VALIDATION).setValidateDefaults(false);
        try {
            for (JsonNode reference : found.path("references")) {
                String of = reference.path("subject").asText();
                String version = reference.path("version").asText();
                Answer referred = http.get("/subjects/" + segment(of) + "/versions/" + version);
                parser.parse(ok(referred, of).path("schema").asText());
            }
            return parser.parse(found.path("schema").asText());
        } catch (SchemaParseException e) {
            throw fault(answer, subject, "the schema cannot be parsed: " + e.getMessage());
        }
    }

    private static int number(JsonNode found, String field, Answer answer, String subject) {
        if (!found.path(field).isInt()) {
            throw fault(answer, subject, "the answer has no number \"" + field + "\"; is it a schema registry?");
        }
        return found.path(field).asInt();
    }

    private static JsonNode ok(Answer answer, String subject) {
        JsonNode body = json(answer);
        if (answer.status() / 100 == 2) {
            if (!body.isObject()) {
                throw fault(answer, subject, "the answer is no JSON object; is it a schema registry?");
            }
            return body;
        }
        throw fault(answer, subject, said(body) + advice(answer.status()));
    }

    private static String said(JsonNode body) {
        String said =
                body.path("message").asText(body.path("detail").asText("")).strip();
        return said.isEmpty() ? "it gave no reason" : said;
    }

    private static String advice(int status) {
        return switch (status) {
            case 401, 403 ->
                "; set basic.auth.credentials.source=USER_INFO and basic.auth.user.info=USER:PASSWORD, or bearer.auth.token";
            case 404 -> "; schema.registry.url must end where the Confluent API starts (Apicurio: /apis/ccompat/v7)";
            case 422 -> "; the registry takes it for no valid Avro schema";
            default -> "";
        };
    }

    private static SchemaRegistryException fault(Answer answer, String subject, String message) {
        return new SchemaRegistryException(answer.url(), subject, answer.status(), message);
    }

    private static JsonNode json(Answer answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private static String body(Schema schema) {
        ObjectNode body = JSON.createObjectNode();
        body.put("schema", schema.toString());
        return body.toString();
    }

    private static String compatibility(Compatibility level) {
        return JSON.createObjectNode().put("compatibility", level.name()).toString();
    }

    private static String segment(String subject) {
        return URLEncoder.encode(subject, UTF_8).replace("+", "%20");
    }
}
