package odd;

import com.amazonaws.services.lambda.runtime.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a hook may do wrong, and what the bootstrap must know of Java, one method each. */
public class OddHook {
    public Map<String, Object> text(Map<String, Object> event) {
        return Map.of("allowProvisioning", "true");
    }

    public Map<String, Object> throwing(Map<String, Object> event) {
        throw new IllegalArgumentException((String) event.get("certificatePem"));
    }

    public Map<String, Object> hanging(Map<String, Object> event) {
        while (true) Thread.onSpinWait();
    }

    public Map<String, Object> dying(Map<String, Object> event) {
        Runtime.getRuntime().halt(137);
        return null;
    }

    public Map<String, Object> printing(Map<String, Object> event) {
        System.out.println("a".repeat(10_000_000));
        return Map.of("allowProvisioning", false);
    }

    public Map<String, Object> endless(Map<String, Object> event) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("allowProvisioning", answer);
        return answer;
    }

    public record Event(String clientId, Map<String, String> parameters, List<Integer> none) {}

    public record Answer(boolean allowProvisioning, Map<String, String> parameterOverrides) {}

    /** Records, what the event lacks, what the context tells, and characters that JSON must escape. */
    public static Answer records(Event event, Context context) {
        boolean inTime = context.getRemainingTimeInMillis() > 0 && context.getRemainingTimeInMillis() <= 4_000;
        String told = inTime && event.none() == null && context.getAwsRequestId().length() == 36 ? "told" : "untold";
        return new Answer(true, Map.of("DeviceLocation", told + " \"\\\u0007 \uD83D\uDEEB " + event.parameters().get("SerialNumber")));
    }

    public static class Base {
        private String clientId;
        public int never = 7;

        public void setClientId(String clientId) {
            this.clientId = clientId;
        }
    }

    public static class Bean extends Base {
        private Map<String, Object> parameters;
    }

    /** Setters of a superclass, a field without any, and members that the class has no place for. */
    public Map<String, Object> beans(Bean event) {
        boolean read = "SN-0001".equals(((Base) event).clientId) && event.never == 7;
        return Map.of("allowProvisioning", read, "parameterOverrides", Map.of("DeviceLocation", event.parameters.get("SerialNumber")));
    }
}
