import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Runs a Java hook, as Lambda would, in a process that Gangway's remote-hook starts: asks Lambda's Runtime API for one event
 * at a time, and calls {@code _HANDLER} with it, which is {@code package.Class} or {@code package.Class::method}.
 *
 * <p>Needs Java 17 and nothing else, and is compiled by {@code java} itself:
 * {@code java -cp <the hook's classes> Bootstrap.java}. A JSON object becomes a map, a record, or an object with setters or
 * fields; an answer is written by its getters and public fields.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
 */
public final class Bootstrap {
  private static final String LAMBDA = "com.amazonaws.services.lambda.runtime.";

  public static void main(String[] arguments) {
    holdLifeline();
    // By itself it would send an answer twice when it is not sure about the first time.
    System.setProperty("sun.net.http.retryPost", "false");
    System.setProperty("http.keepAlive", "false");
    Api api = new Api(System.getenv("AWS_LAMBDA_RUNTIME_API"));
    Handler handler = null;
    try {
      handler = Handler.load(System.getenv("_HANDLER"));
    } catch (Throwable error) {
      Throwable cause = causeOf(error);
      cause.printStackTrace();
      api.post("/init/error", describe(cause));
      Runtime.getRuntime().halt(1);
    }
    while (true) serveOne(api, handler);
  }

  private static void serveOne(Api api, Handler handler) {
    Invocation invocation = api.next();
    byte[] answer;
    try {
      answer = handler.handle(invocation);
    } catch (Throwable error) {
      Throwable cause = causeOf(error);
      cause.printStackTrace();
      api.post("/invocation/" + invocation.requestId() + "/error", describe(cause));
      return;
    }
    api.post("/invocation/" + invocation.requestId() + "/response", answer);
  }

  private static Throwable causeOf(Throwable error) {
    boolean wraps =
        error instanceof InvocationTargetException || error instanceof ExceptionInInitializerError;
    return wraps && error.getCause() != null ? error.getCause() : error;
  }

  private static byte[] describe(Throwable error) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("errorType", error.getClass().getName());
    report.put("errorMessage", error.getMessage());
    report.put("stackTrace", Arrays.stream(error.getStackTrace()).limit(50).map(String::valueOf).toList());
    return Json.write(report).getBytes(StandardCharsets.UTF_8);
  }

  /** Ends this process when the one that started it is gone, also while a handler hangs. */
  private static void holdLifeline() {
    if (!"stdin".equals(System.getenv("GANGWAY_LIFELINE"))) return;
    InputStream lifeline = System.in;
    System.setIn(InputStream.nullInputStream());
    Thread watch = new Thread(() -> {
      try {
        while (lifeline.read() >= 0) continue;
      } catch (IOException broken) {
        // As good as its end.
      }
      Runtime.getRuntime().halt(1);
    });
    watch.setDaemon(true);
    watch.start();
  }

  /** One event, and what a handler may ask about it. */
  private record Invocation(String requestId, String functionArn, long deadlineMs, byte[] body) {}

  /** The Runtime API. */
  private record Api(String address) {
    Invocation next() {
      try {
        HttpURLConnection connection = open("/invocation/next");
        byte[] body = read(connection);
        return new Invocation(
            connection.getHeaderField("lambda-runtime-aws-request-id"),
            connection.getHeaderField("lambda-runtime-invoked-function-arn"),
            Long.parseLong(connection.getHeaderField("lambda-runtime-deadline-ms")),
            body);
      } catch (IOException gone) {
        throw end(0);
      }
    }

    void post(String path, byte[] body) {
      try {
        HttpURLConnection connection = open(path);
        connection.setDoOutput(true);
        connection.setRequestMethod("POST");
        connection.setRequestProperty("content-type", "application/json");
        connection.setFixedLengthStreamingMode(body.length);
        try (OutputStream out = connection.getOutputStream()) {
          out.write(body);
        }
        read(connection);
      } catch (IOException gone) {
        throw end(0);
      }
    }

    private HttpURLConnection open(String path) throws IOException {
      URL url = new URL("http://" + address + "/2018-06-01/runtime" + path);
      return (HttpURLConnection) url.openConnection(java.net.Proxy.NO_PROXY);
    }

    private byte[] read(HttpURLConnection connection) throws IOException {
      int status = connection.getResponseCode();
      if (status != 200 && status != 202) throw end(1);
      try (InputStream in = connection.getInputStream()) {
        return in.readAllBytes();
      }
    }

    /** Whoever started this process is gone, or has done with it. */
    private IllegalStateException end(int status) {
      Runtime.getRuntime().halt(status);
      return new IllegalStateException();
    }
  }

  /** The method that a hook is, and the object that it is called on. */
  private record Handler(Object target, Method method) {
    static Handler load(String name) throws ReflectiveOperationException {
      if (name == null || name.isEmpty()) throw new IllegalArgumentException("_HANDLER names no class");
      int colons = name.indexOf("::");
      String className = colons < 0 ? name : name.substring(0, colons);
      String methodName = colons < 0 ? "handleRequest" : name.substring(colons + 2);
      Class<?> type = Class.forName(className, true, Bootstrap.class.getClassLoader());
      Method method = find(type, methodName);
      method.setAccessible(true);
      return new Handler(Modifier.isStatic(method.getModifiers()) ? null : create(type), method);
    }

    /**
     * As Lambda chooses among several of one name: no compiler's bridge, and, of those that a hook can be, the one with the
     * most parameters. Where there are two of them nobody could tell which one answers.
     */
    private static Method find(Class<?> type, String name) throws NoSuchMethodException {
      List<Method> found = Arrays.stream(type.getMethods())
          .filter(method -> method.getName().equals(name) && !method.isBridge() && takesOneEvent(method))
          .sorted((one, other) -> other.getParameterCount() - one.getParameterCount())
          .toList();
      if (found.isEmpty()) throw new NoSuchMethodException(type.getName() + "::" + name);
      Method most = found.get(0);
      if (found.size() > 1 && found.get(1).getParameterCount() == most.getParameterCount()) {
        throw new NoSuchMethodException(type.getName() + "::" + name + " are several methods");
      }
      return most;
    }

    private static boolean takesOneEvent(Method method) {
      return Arrays.stream(method.getParameterTypes())
          .filter(type -> type != OutputStream.class && !isContext(type))
          .count() <= 1;
    }

    private static boolean isContext(Class<?> type) {
      return type.getName().equals(LAMBDA + "Context");
    }

    byte[] handle(Invocation invocation) throws ReflectiveOperationException {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Class<?>[] types = method.getParameterTypes();
      Map<Type, Type> filledIn = filledIn(target == null ? method.getDeclaringClass() : target.getClass());
      Object[] arguments = new Object[types.length];
      boolean streams = false;
      for (int at = 0; at < types.length; at += 1) {
        streams = streams || types[at] == OutputStream.class;
        Type generic = method.getGenericParameterTypes()[at];
        while (filledIn.containsKey(generic)) generic = filledIn.get(generic);
        arguments[at] = argument(types[at], generic, invocation, out);
      }
      Object answer = method.invoke(target, arguments);
      return streams ? out.toByteArray() : Json.write(answer).getBytes(StandardCharsets.UTF_8);
    }

    /** What a class has filled in for the type variables of those that it extends and implements. */
    private static Map<Type, Type> filledIn(Class<?> type) {
      Map<Type, Type> types = new LinkedHashMap<>();
      List<Type> above = new ArrayList<>(Arrays.asList(type.getGenericInterfaces()));
      if (type.getGenericSuperclass() != null) above.add(type.getGenericSuperclass());
      for (Type each : above) {
        Class<?> raw = (Class<?>) (each instanceof ParameterizedType generic ? generic.getRawType() : each);
        if (each instanceof ParameterizedType generic) {
          for (int at = 0; at < raw.getTypeParameters().length; at += 1) {
            types.put(raw.getTypeParameters()[at], generic.getActualTypeArguments()[at]);
          }
        }
        types.putAll(filledIn(raw));
      }
      return types;
    }

    private static Object argument(Class<?> type, Type generic, Invocation invocation, OutputStream out)
        throws ReflectiveOperationException {
      if (type == InputStream.class) return new ByteArrayInputStream(invocation.body());
      if (type == OutputStream.class) return out;
      if (isContext(type)) return Context.of(type, invocation);
      return Beans.read(Json.read(new String(invocation.body(), StandardCharsets.UTF_8)), generic);
    }
  }

  /** Lambda's {@code Context}, made without the package that it is in. */
  private static final class Context {
    static Object of(Class<?> type, Invocation invocation) {
      return proxy(type, (method, arguments) -> switch (method.getName()) {
        case "getAwsRequestId" -> invocation.requestId();
        case "getInvokedFunctionArn" -> invocation.functionArn();
        case "getFunctionName" -> System.getenv("AWS_LAMBDA_FUNCTION_NAME");
        case "getFunctionVersion" -> System.getenv("AWS_LAMBDA_FUNCTION_VERSION");
        case "getLogGroupName" -> System.getenv("AWS_LAMBDA_LOG_GROUP_NAME");
        case "getLogStreamName" -> System.getenv("AWS_LAMBDA_LOG_STREAM_NAME");
        case "getMemoryLimitInMB" -> Integer.valueOf(System.getenv("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"));
        case "getRemainingTimeInMillis" ->
            (int) Math.max(0, invocation.deadlineMs() - System.currentTimeMillis());
        case "getLogger" -> proxy(method.getReturnType(), (log, texts) -> {
          Object text = texts == null ? "" : texts[0];
          System.err.println(text instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : text);
          return null;
        });
        // Nobody calls from a mobile app here.
        default -> null;
      });
    }

    private interface Answering {
      Object answer(Method method, Object[] arguments);
    }

    private static Object proxy(Class<?> type, Answering answering) {
      return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) ->
          switch (method.getName()) {
            case "toString" -> type.getName();
            case "hashCode" -> System.identityHashCode(self);
            case "equals" -> self == arguments[0];
            default -> answering.answer(method, arguments);
          });
    }
  }

  private static <T> T create(Class<T> type) throws ReflectiveOperationException {
    Constructor<T> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor.newInstance();
  }

  /** The property that a method's name tells of; empty for none. */
  private static String propertyIn(String methodName, String prefix) {
    if (!methodName.startsWith(prefix) || methodName.length() == prefix.length()) return "";
    String rest = methodName.substring(prefix.length());
    return Character.toLowerCase(rest.charAt(0)) + rest.substring(1);
  }

  /** JSON values as objects of a handler's own types. */
  private static final class Beans {
    static Object read(Object json, Type type) throws ReflectiveOperationException {
      if (type instanceof ParameterizedType generic) {
        return readAs(json, (Class<?>) generic.getRawType(), generic.getActualTypeArguments());
      }
      if (type instanceof WildcardType wildcard) return read(json, wildcard.getUpperBounds()[0]);
      if (type instanceof GenericArrayType array) return readArray(json, array.getGenericComponentType());
      return type instanceof Class<?> plain ? readAs(json, plain, new Type[0]) : json;
    }

    private static Object readAs(Object json, Class<?> type, Type[] of) throws ReflectiveOperationException {
      if (json == null) {
        if (type.isPrimitive()) throw mismatch(json, type);
        return null;
      }
      if (type == Object.class) return json;
      if (type == String.class || type == CharSequence.class) return as(String.class, json, type);
      if (type == boolean.class || type == Boolean.class) return as(Boolean.class, json, type);
      if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
        return toNumber(as(BigDecimal.class, json, type), type);
      }
      if (type.isEnum()) return toEnum(as(String.class, json, type), type);
      if (type.isArray()) return readArray(json, type.getComponentType());
      if (type.isAssignableFrom(LinkedHashMap.class)) return readMap(json, of, new LinkedHashMap<>());
      if (type.isAssignableFrom(ArrayList.class)) return readAll(json, of, new ArrayList<>());
      if (type.isAssignableFrom(LinkedHashSet.class)) return readAll(json, of, new LinkedHashSet<>());
      if (Map.class.isAssignableFrom(type)) return readMap(json, of, empty(type));
      if (Collection.class.isAssignableFrom(type)) return readAll(json, of, empty(type));
      Map<?, ?> members = as(Map.class, json, type);
      return type.isRecord() ? readRecord(members, type) : readBean(members, type);
    }

    /** One of another kind than the usual, such as a tree. */
    @SuppressWarnings("unchecked")
    private static <T> T empty(Class<?> type) throws ReflectiveOperationException {
      return (T) create(type);
    }

    private static Object readMap(Object json, Type[] of, Map<Object, Object> map) throws ReflectiveOperationException {
      if (of.length == 2 && of[0] != String.class && of[0] != Object.class) {
        throw new IllegalArgumentException("a map's keys can be texts alone");
      }
      Map<?, ?> members = as(Map.class, json, map.getClass());
      for (Map.Entry<?, ?> entry : members.entrySet()) {
        map.put(entry.getKey(), read(entry.getValue(), of.length == 2 ? of[1] : Object.class));
      }
      return map;
    }

    private static Object readAll(Object json, Type[] of, Collection<Object> into)
        throws ReflectiveOperationException {
      for (Object item : as(List.class, json, into.getClass())) {
        into.add(read(item, of.length == 1 ? of[0] : Object.class));
      }
      return into;
    }

    private static Object readArray(Object json, Type of) throws ReflectiveOperationException {
      List<?> items = as(List.class, json, Object[].class);
      Class<?> component = of instanceof Class<?> plain ? plain : (Class<?>) ((ParameterizedType) of).getRawType();
      Object array = Array.newInstance(component, items.size());
      for (int at = 0; at < items.size(); at += 1) Array.set(array, at, read(items.get(at), of));
      return array;
    }

    private static Object readRecord(Map<?, ?> json, Class<?> type) throws ReflectiveOperationException {
      RecordComponent[] components = type.getRecordComponents();
      Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Object[] values = new Object[components.length];
      for (int at = 0; at < values.length; at += 1) {
        Object value = json.get(components[at].getName());
        values[at] = read(value, components[at].getGenericType());
      }
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    }

    /**
     * What the class has no place for is left out, as AWS may add to the event. As with Lambda, a private field is a place only
     * where a getter shows it, and {@code setSerial} is one for {@code serial} and not for {@code Serial}: a device chooses
     * its parameters' names, and must reach nothing by them that it does not reach there.
     */
    private static Object readBean(Map<?, ?> json, Class<?> type) throws ReflectiveOperationException {
      Object bean = create(type);
      for (Map.Entry<?, ?> entry : json.entrySet()) {
        String name = (String) entry.getKey();
        Optional<Method> setter = Arrays.stream(type.getMethods())
            .filter(method -> propertyIn(method.getName(), "set").equals(name))
            .filter(method -> method.getParameterCount() == 1 && !method.isBridge())
            .findFirst();
        Field field = setter.isPresent() ? null : fieldOf(type, name);
        if (setter.isPresent()) {
          setter.get().setAccessible(true);
          setter.get().invoke(bean, read(entry.getValue(), setter.get().getGenericParameterTypes()[0]));
        } else if (field != null) {
          field.setAccessible(true);
          field.set(bean, read(entry.getValue(), field.getGenericType()));
        }
      }
      return bean;
    }

    private static Field fieldOf(Class<?> type, String name) {
      for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
        for (Field field : at.getDeclaredFields()) {
          boolean fixed = Modifier.isStatic(field.getModifiers()) || Modifier.isFinal(field.getModifiers());
          boolean shown = Modifier.isPublic(field.getModifiers()) || hasGetter(type, name);
          if (field.getName().equals(name) && !fixed && shown) return field;
        }
      }
      return null;
    }

    private static boolean hasGetter(Class<?> type, String name) {
      return Arrays.stream(type.getMethods()).anyMatch(method -> name.equals(Json.Writer.propertyOf(method)));
    }

    private static Object toNumber(BigDecimal value, Class<?> type) {
      if (type == int.class || type == Integer.class) return value.intValueExact();
      if (type == long.class || type == Long.class) return value.longValueExact();
      if (type == double.class || type == Double.class) return value.doubleValue();
      if (type == float.class || type == Float.class) return value.floatValue();
      if (type == short.class || type == Short.class) return value.shortValueExact();
      if (type == byte.class || type == Byte.class) return value.byteValueExact();
      if (type == BigInteger.class) return value.toBigIntegerExact();
      if (type.isAssignableFrom(BigDecimal.class)) return value;
      throw mismatch(value, type);
    }

    private static Object toEnum(String name, Class<?> type) {
      return Arrays.stream(type.getEnumConstants())
          .filter(constant -> ((Enum<?>) constant).name().equals(name))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("no such " + type.getName()));
    }

    private static <T> T as(Class<T> kind, Object json, Class<?> type) {
      if (!kind.isInstance(json)) throw mismatch(json, type);
      return kind.cast(json);
    }

    /** The value itself may be a secret. */
    private static IllegalArgumentException mismatch(Object json, Class<?> type) {
      String kind = json == null ? "null" : json.getClass().getSimpleName();
      return new IllegalArgumentException(kind + " cannot become " + type.getName());
    }
  }

  /** JSON, to the letter of RFC 8259: objects as maps, arrays as lists, numbers as {@link BigDecimal}. */
  private static final class Json {
    private static final int DEPTH = 200;

    private final String text;
    private int at;

    private Json(String text) {
      this.text = text;
    }

    static Object read(String text) {
      Json json = new Json(text);
      Object value = json.value(0);
      json.space();
      if (json.at < text.length()) throw json.fault();
      return value;
    }

    static String write(Object value) {
      StringBuilder out = new StringBuilder();
      new Writer(out).value(value, 0);
      return out.toString();
    }

    private Object value(int depth) {
      if (depth > DEPTH) throw fault();
      space();
      switch (peek()) {
        case '{':
          return object(depth);
        case '[':
          return array(depth);
        case '"':
          return string();
        case 't':
          return word("true", Boolean.TRUE);
        case 'f':
          return word("false", Boolean.FALSE);
        case 'n':
          return word("null", null);
        default:
          return number();
      }
    }

    private Map<String, Object> object(int depth) {
      Map<String, Object> members = new LinkedHashMap<>();
      at += 1;
      space();
      if (take('}')) return members;
      do {
        space();
        if (peek() != '"') throw fault();
        String name = string();
        space();
        if (!take(':') || members.containsKey(name)) throw fault();
        members.put(name, value(depth + 1));
        space();
      } while (take(','));
      if (!take('}')) throw fault();
      return members;
    }

    private List<Object> array(int depth) {
      List<Object> items = new ArrayList<>();
      at += 1;
      space();
      if (take(']')) return items;
      do {
        items.add(value(depth + 1));
        space();
      } while (take(','));
      if (!take(']')) throw fault();
      return items;
    }

    private String string() {
      StringBuilder out = new StringBuilder();
      at += 1;
      while (peek() != '"') {
        char next = text.charAt(at);
        at += 1;
        if (next < ' ') throw fault();
        out.append(next == '\\' ? escape() : next);
      }
      at += 1;
      return out.toString();
    }

    private char escape() {
      char kind = peek();
      at += 1;
      if (kind == 'u') {
        at += 4;
        String digits = at > text.length() ? "" : text.substring(at - 4, at);
        if (!digits.matches("[0-9A-Fa-f]{4}")) throw fault();
        return (char) Integer.parseInt(digits, 16);
      }
      int which = "\"\\/bfnrt".indexOf(kind);
      if (which < 0) throw fault();
      return "\"\\/\b\f\n\r\t".charAt(which);
    }

    private BigDecimal number() {
      int start = at;
      while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) at += 1;
      String digits = text.substring(start, at);
      boolean sound = digits.length() <= 100 && digits.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d{1,4})?");
      if (!sound) throw fault();
      return new BigDecimal(digits);
    }

    private Object word(String word, Object value) {
      if (!text.startsWith(word, at)) throw fault();
      at += word.length();
      return value;
    }

    private boolean take(char wanted) {
      boolean found = at < text.length() && text.charAt(at) == wanted;
      if (found) at += 1;
      return found;
    }

    private char peek() {
      if (at >= text.length()) throw fault();
      return text.charAt(at);
    }

    private void space() {
      while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at += 1;
    }

    private IllegalArgumentException fault() {
      return new IllegalArgumentException("no JSON at " + at);
    }

    private record Writer(StringBuilder out) {
      void value(Object value, int depth) {
        if (depth > DEPTH) throw new IllegalArgumentException("the answer is too deep, or holds itself");
        if (value == null || value instanceof Boolean) out.append(value);
        else if (value instanceof CharSequence || value instanceof Character) string(value.toString());
        else if (value instanceof Enum<?> constant) string(constant.name());
        else if (value instanceof Number number) number(number);
        else if (value instanceof Optional<?> optional) value(optional.orElse(null), depth);
        else if (value instanceof Map<?, ?> map) object(map, depth);
        else if (value instanceof Iterable<?> items) array(items, depth);
        else if (value.getClass().isArray()) array(listOf(value), depth);
        else object(propertiesOf(value), depth);
      }

      private void number(Number number) {
        double size = number.doubleValue();
        boolean small = number instanceof Double || number instanceof Float;
        if (small && (Double.isNaN(size) || Double.isInfinite(size))) {
          throw new IllegalArgumentException("no JSON has " + number);
        }
        out.append(number);
      }

      private void object(Map<?, ?> members, int depth) {
        String before = "{";
        for (Map.Entry<?, ?> member : members.entrySet()) {
          out.append(before);
          string(String.valueOf(member.getKey()));
          out.append(':');
          value(member.getValue(), depth + 1);
          before = ",";
        }
        out.append(members.isEmpty() ? "{}" : "}");
      }

      private void array(Iterable<?> items, int depth) {
        out.append('[');
        String before = "";
        for (Object item : items) {
          out.append(before);
          value(item, depth + 1);
          before = ",";
        }
        out.append(']');
      }

      private void string(String text) {
        out.append('"');
        for (char next : text.toCharArray()) {
          if (next == '"' || next == '\\') out.append('\\').append(next);
          else if (next < ' ' || Character.isSurrogate(next)) out.append(String.format("\\u%04x", (int) next));
          else out.append(next);
        }
        out.append('"');
      }

      private static List<Object> listOf(Object array) {
        List<Object> items = new ArrayList<>();
        for (int at = 0; at < Array.getLength(array); at += 1) items.add(Array.get(array, at));
        return items;
      }

      private static final Set<String> NO_PROPERTIES = Set.of("getClass", "getDeclaringClass");

      private static Map<String, Object> propertiesOf(Object bean) {
        Map<String, Object> properties = new LinkedHashMap<>();
        Method[] methods = bean.getClass().isRecord()
            ? Arrays.stream(bean.getClass().getRecordComponents()).map(RecordComponent::getAccessor).toArray(Method[]::new)
            : bean.getClass().getMethods();
        for (Method method : methods) {
          String name = bean.getClass().isRecord() ? method.getName() : propertyOf(method);
          if (name == null) continue;
          try {
            method.setAccessible(true);
            Object value = method.invoke(bean);
            // Methods come in no certain order: of two that differ, either would be the last.
            boolean doubled = properties.containsKey(name) && !Objects.equals(properties.get(name), value);
            if (doubled) throw new IllegalArgumentException("two getters say different things of " + name);
            properties.put(name, value);
          } catch (ReflectiveOperationException error) {
            throw new IllegalArgumentException(method + " cannot be asked", causeOf(error));
          }
        }
        for (Field field : bean.getClass().getFields()) {
          if (!Modifier.isStatic(field.getModifiers())) properties.putIfAbsent(field.getName(), valueOf(field, bean));
        }
        if (properties.isEmpty()) {
          throw new IllegalArgumentException(bean.getClass().getName() + " has nothing to write");
        }
        return properties;
      }

      private static Object valueOf(Field field, Object bean) {
        try {
          field.setAccessible(true);
          return field.get(bean);
        } catch (ReflectiveOperationException error) {
          throw new IllegalArgumentException(field + " cannot be read", error);
        }
      }

      /** {@code getName} and, of a boolean, {@code isName}; null for what is no getter. */
      private static String propertyOf(Method method) {
        boolean asks = method.getParameterCount() == 0 && !Modifier.isStatic(method.getModifiers());
        if (!asks || method.isBridge() || NO_PROPERTIES.contains(method.getName())) return null;
        Class<?> type = method.getReturnType();
        if (type == void.class) return null;
        boolean isBoolean = type == boolean.class || type == Boolean.class;
        String prefix = isBoolean && method.getName().startsWith("is") ? "is" : "get";
        String name = propertyIn(method.getName(), prefix);
        return name.isEmpty() ? null : name;
      }
    }
  }
}
