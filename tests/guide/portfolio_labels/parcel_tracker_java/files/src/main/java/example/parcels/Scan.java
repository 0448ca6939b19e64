package example.parcels;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "scan")
public class Scan {
    @Id @GeneratedValue private Long id;
    private String parcel;
    private String place;
    private Instant scannedAt;

    protected Scan() {}

    public Scan(String parcel, String place, Instant scannedAt) {
        this.parcel = parcel;
        this.place = place;
        this.scannedAt = scannedAt;
    }

    public String getParcel() { return parcel; }
    public String getPlace() { return place; }
    public Instant getScannedAt() { return scannedAt; }
}
