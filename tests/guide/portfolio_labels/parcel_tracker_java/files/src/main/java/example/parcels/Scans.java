package example.parcels;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

public interface Scans extends JpaRepository<Scan, Long> {
    List<Scan> findByParcelOrderByScannedAtDesc(String parcel);

    @Query(value = "SELECT place, count(*) FROM scan WHERE scanned_at > now() - interval '1 day' GROUP BY place ORDER BY 2 DESC", nativeQuery = true)
    List<Object[]> busiestPlaces();
}
