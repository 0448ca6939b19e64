package example.parcels;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

@Component
public class ScanListener {
    private final Scans scans;
    private final ObjectMapper json = new ObjectMapper();

    public ScanListener(Scans scans) {
        this.scans = scans;
    }

    @KafkaListener(topics = "scans", groupId = "tracker")
    public void on(String message) throws Exception {
        JsonNode node = json.readTree(message);
        scans.save(new Scan(node.get("parcel").asText(), node.get("place").asText(), Instant.parse(node.get("at").asText())));
    }
}
