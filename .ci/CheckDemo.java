import java.io.IOException;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Fails unless the demo in a folder was synced to within a millisecond of its truth, every point good. */
class CheckDemo {
    private static final double LARGEST_ERROR_MS = 1;

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        JsonMapper json = new JsonMapper();
        JsonNode result = json.readTree(folder.resolve("result.json").toFile());
        JsonNode truth = json.readTree(folder.resolve("demo.truth.json").toFile());
        check(result.path("status").asString().equals("synced"), "status is " + result.path("status"));
        check(result.path("points").size() >= 3, "only " + result.path("points").size() + " points");
        double largest = 0;
        for (JsonNode point : result.path("points")) {
            check(point.path("quality").asString().equals("good"), "not good: " + point);
            double trueMs = trueOffsetMs(truth, point.path("video_s").asDouble());
            largest = Math.max(largest, Math.abs(point.path("offset_ms").asDouble() - trueMs));
        }
        check(largest < LARGEST_ERROR_MS, "a point is " + largest + " ms from the truth");
        System.out.printf("the demo's points are within %.3f ms of the truth%n", largest);
    }

    /** video = log·(1 + drift) + zero, so offset = video − log. */
    private static double trueOffsetMs(JsonNode truth, double videoS) {
        double zeroS = truth.path("offset_at_log_zero_s").asDouble();
        double drift = truth.path("drift_ppm").asDouble() * 1e-6;
        return (videoS - (videoS - zeroS) / (1 + drift)) * 1e3;
    }

    private static void check(boolean holds, String problem) {
        if (!holds) {
            System.err.println("ci: the demo is wrong: " + problem);
            System.exit(1);
        }
    }
}
