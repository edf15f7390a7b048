package odd;

import com.amazonaws.services.lambda.runtime.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

        public Map<String, Object> getParameters() {
            return parameters;
        }
    }

    /** Setters of a superclass, a field with a getter alone, and members that the class has no place for. */
    public Map<String, Object> beans(Bean event) {
        boolean read = "SN-0001".equals(((Base) event).clientId) && event.never == 7;
        return Map.of("allowProvisioning", read, "parameterOverrides", Map.of("DeviceLocation", event.parameters.get("SerialNumber")));
    }

    public static class Parameters {
        private String SerialNumber;
        private String serialNumber;

        public void setSerialNumber(String serialNumber) {
            this.serialNumber = serialNumber;
        }
    }

    public static class Device {
        public Parameters parameters;
    }

    /** A device's parameter is called SerialNumber: it must reach neither a hidden field nor the setter of serialNumber. */
    public Map<String, Object> untouched(Device event) {
        boolean reached = event.parameters.SerialNumber != null || event.parameters.serialNumber != null;
        return Map.of("allowProvisioning", !reached);
    }

    public static class Sorted {
        public TreeMap<String, String> parameters;
    }

    /** A map of another kind than the usual. */
    public Map<String, Object> sorted(Sorted event) {
        return Map.of("allowProvisioning", "SN-0001".equals(event.parameters.get("SerialNumber")));
    }

    public static class Open {
        public boolean allowProvisioning = true;
        public Map<String, String> parameterOverrides = Map.of("DeviceLocation", "Seattle");
    }

    public static class HalfOpen {
        public Map<String, String> parameterOverrides = Map.of("DeviceLocation", "Seattle");

        public boolean getAllowProvisioning() {
            return true;
        }
    }

    /** Public fields are properties, without getters and beside them. */
    public Open fields(Map<String, Object> event) {
        return new Open();
    }

    public HalfOpen mixed(Map<String, Object> event) {
        return new HalfOpen();
    }

    public static class Torn {
        public boolean isAllowProvisioning() {
            return true;
        }

        public Boolean getAllowProvisioning() {
            return false;
        }
    }

    public Torn torn(Map<String, Object> event) {
        return new Torn();
    }

    public Map<String, Object> overloaded(Map<String, Object> event) {
        return Map.of("allowProvisioning", false);
    }

    public Map<String, Object> overloaded(Map<String, Object> event, Context context) {
        return Map.of("allowProvisioning", true);
    }

    /** A helper, which no hook can be: it takes more than an event. */
    public Map<String, Object> overloaded(Map<String, Object> event, String site, Context context) {
        return Map.of("allowProvisioning", false);
    }

    public Map<String, Object> twofold(Map<String, Object> event) {
        return Map.of("allowProvisioning", true);
    }

    public Map<String, Object> twofold(Event event) {
        return Map.of("allowProvisioning", false);
    }

    public abstract static class Common<E> {
        public Map<String, Object> handleRequest(E event, Context context) {
            return Map.of("allowProvisioning", serialOf(event).equals("SN-0001"));
        }

        abstract String serialOf(E event);
    }

    /** What is filled in for the type of a superclass. */
    public static class Particular extends Common<Event> {
        String serialOf(Event event) {
            return event.parameters().get("SerialNumber");
        }
    }
}
