package example.parcels;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class ParcelTracker {
    public static void main(String[] args) {
        SpringApplication.run(ParcelTracker.class, args);
    }
}
