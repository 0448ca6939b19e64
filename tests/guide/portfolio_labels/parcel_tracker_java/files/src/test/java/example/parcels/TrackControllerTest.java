package example.parcels;

import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.WebMvcTest;
import org.springframework.boot.test.mock.mockito.MockBean;
import org.springframework.test.web.servlet.MockMvc;

@WebMvcTest(TrackController.class)
class TrackControllerTest {
    @Autowired MockMvc mvc;
    @MockBean Scans scans;

    @Test
    void unknownParcelIs404() throws Exception {
        when(scans.findByParcelOrderByScannedAtDesc("x")).thenReturn(List.of());
        mvc.perform(get("/parcels/x")).andExpect(status().isNotFound());
    }
}
