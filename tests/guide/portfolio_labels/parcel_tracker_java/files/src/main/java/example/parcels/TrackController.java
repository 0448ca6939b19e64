package example.parcels;

import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/parcels")
public class TrackController {
    private final Scans scans;

    public TrackController(Scans scans) {
        this.scans = scans;
    }

    @GetMapping("/{id}")
    public ResponseEntity<List<Scan>> track(@PathVariable String id) {
        List<Scan> found = scans.findByParcelOrderByScannedAtDesc(id);
        return found.isEmpty() ? ResponseEntity.notFound().build() : ResponseEntity.ok(found);
    }
}
