package io.headrace.standalone.loop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.headrace.schemas.definition.PipelineName;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import io.headrace.scoring.grpc.protocol.GRPCInferenceServiceGrpc;
import io.headrace.scoring.grpc.protocol.InferTensorContents;
import io.headrace.scoring.grpc.protocol.ModelInferRequest;
import io.headrace.scoring.grpc.protocol.ModelInferRequest.InferInputTensor;
import io.headrace.scoring.grpc.protocol.ModelInferResponse;
import io.headrace.standalone.topic.TopicScan;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What outsiders do with a running loop: push, ask, read topics. */
final class LoopClient implements AutoCloseable {

    static final String PIPELINE = "parcels";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final LoopSystem system;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ManagedChannel channel;
    private final AvroSerdes serdes;
    final Topics topics = new Topics(new PipelineName(PIPELINE));

    LoopClient(LoopSystem system) {
        this.system = system;
        this.channel = ManagedChannelBuilder.forTarget(system.grpcAddress())
                .usePlaintext()
                .build();
        this.serdes = AvroSerdes.of(Map.of("schema.registry.url", system.registryUrl()));
    }

    HttpResponse<String> get(LoopApp app, String path) throws IOException, InterruptedException {
        return send(request(app, path).GET());
    }

    HttpResponse<String> post(LoopApp app, String path, String body) throws IOException, InterruptedException {
        return send(
                request(app, path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(LoopApp app, String path) {
        return HttpRequest.newBuilder(URI.create(system.url(app) + path)).timeout(Duration.ofSeconds(20));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** The body of an answer that must be a success. */
    static JsonNode json(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.uri() + ": " + answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    void pushEvents(List<Parcel> parcels) throws Exception {
        push("events", parcels.stream().map(Parcel::event).collect(Collectors.joining("\n")), parcels.size());
    }

    void pushLabels(List<Parcel> parcels) throws Exception {
        push("labels", parcels.stream().map(Parcel::label).collect(Collectors.joining("\n")), parcels.size());
    }

    private void push(String kind, String lines, int count) throws Exception {
        JsonNode answer = json(post(LoopApp.INGEST, "/v1/pipelines/" + PIPELINE + "/" + kind, lines));
        assertThat(answer.get("written").intValue()).isEqualTo(count);
    }

    /** Bytes no producer of ours would write. */
    void sendRaw(String key, byte[] value) throws Exception {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", system.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topics.raw(), key, value)).get();
        }
    }

    HttpResponse<String> score(Parcel parcel) throws IOException, InterruptedException {
        return post(LoopApp.SCORING, "/v1/pipelines/" + PIPELINE + "/score", parcel.event());
    }

    /** The model that answers now, such as {@code parcels@1}. */
    String servingModel(Parcel parcel) throws IOException, InterruptedException {
        return json(score(parcel)).get("model").textValue();
    }

    ModelInferResponse infer(Parcel parcel) {
        return GRPCInferenceServiceGrpc.newBlockingStub(channel)
                .modelInfer(ModelInferRequest.newBuilder()
                        .setModelName(PIPELINE)
                        .addInputs(InferInputTensor.newBuilder()
                                .setName("event")
                                .setDatatype("BYTES")
                                .addShape(1)
                                .setContents(InferTensorContents.newBuilder()
                                        .addBytesContents(ByteString.copyFromUtf8(parcel.event()))))
                        .build());
    }

    List<ConsumerRecord<String, byte[]>> read(String topic) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        TopicScan.of(system.bootstrapServers(), topic, records::add);
        return records;
    }

    <T extends SpecificRecord> List<T> read(String topic, Class<T> type) {
        Deserializer<T> deserializer = serdes.specific(type).deserializer();
        return read(topic).stream()
                .map(found -> deserializer.deserialize(topic, found.value()))
                .toList();
    }

    @Override
    public void close() {
        channel.shutdownNow();
        http.close();
    }
}
