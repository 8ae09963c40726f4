package org.dosync.cdi;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/** Values as they are written in annotations and configured. */
final class Texts {

  private Texts() {}

  /** A type as it is written in a source. Containers differ in how they print theirs. */
  static String nameOf(Type type) {
    if (type instanceof Class<?> plain) {
      return plain.getSimpleName();
    }
    if (type instanceof WildcardType wildcard) {
      return nameOf(wildcard);
    }
    return type instanceof ParameterizedType parameterized
        ? Arrays.stream(parameterized.getActualTypeArguments())
            .map(Texts::nameOf)
            .collect(joining(", ", nameOf(parameterized.getRawType()) + "<", ">"))
        : type.toString();
  }

  /** With its article. */
  static String oneOf(Type type) {
    String name = nameOf(type);
    return ("AEIO".indexOf(name.charAt(0)) < 0 ? "a " : "an ") + name;
  }

  private static String nameOf(WildcardType type) {
    if (type.getLowerBounds().length > 0) {
      return "? super " + nameOf(type.getLowerBounds()[0]);
    }
    Type bound = type.getUpperBounds()[0];
    return bound == Object.class ? "?" : "? extends " + nameOf(bound);
  }

  /**
   * Reads a value of a type.
   *
   * @throws IllegalArgumentException if the text is no such value, or the type can't be read
   */
  static Object parse(String text, Type type) {
    if (type == String.class) {
      return text;
    }
    if (!(type instanceof Class<?> valueClass)) {
      throw noTextFor(type);
    }
    return parse(text.length() == 1 ? text : text.strip(), valueClass); // a space is a character
  }

  private static Object parse(String text, Class<?> valueClass) {
    try {
      if (valueClass == BigDecimal.class) {
        return new BigDecimal(text);
      }
      if (valueClass == Boolean.class) {
        return bool(text);
      }
      if (valueClass == Character.class) {
        return character(text);
      }
      return valueClass == BigInteger.class ? new BigInteger(text) : byMethod(text, valueClass);
    } catch (NoSuchMethodException e) {
      throw noTextFor(valueClass);
    } catch (RuntimeException | ReflectiveOperationException e) {
      Throwable cause =
          e instanceof InvocationTargetException && e.getCause() != null ? e.getCause() : e;
      throw new IllegalArgumentException(
          "\"" + text + "\" is no " + valueClass.getSimpleName() + reason(cause), e);
    }
  }

  private static IllegalArgumentException noTextFor(Type type) {
    return new IllegalArgumentException(
        "there is no text for "
            + oneOf(type)
            + ", which has no static valueOf(String) or parse(CharSequence): produce the first value");
  }

  /** What is wrong with a number, Java does not say. */
  private static String reason(Throwable thrown) {
    return thrown instanceof NumberFormatException ? "" : " (" + thrown.getMessage() + ")";
  }

  /** Boolean's own takes whatever it does not know for false. */
  private static boolean bool(String text) {
    boolean isTrue = text.equalsIgnoreCase("true");
    if (!isTrue && !text.equalsIgnoreCase("false")) {
      throw new IllegalArgumentException("write true or false");
    }
    return isTrue;
  }

  /** It has no method for that. */
  private static char character(String text) {
    if (text.length() != 1) {
      throw new IllegalArgumentException("write one character");
    }
    return text.charAt(0);
  }

  private static Object byMethod(String text, Class<?> type) throws ReflectiveOperationException {
    try {
      return call(type.getMethod("valueOf", String.class), text);
    } catch (NoSuchMethodException noValueOf) {
      return call(type.getMethod("parse", CharSequence.class), text);
    }
  }

  private static Object call(Method method, String text) throws ReflectiveOperationException {
    if (!Modifier.isStatic(method.getModifiers())) {
      throw new NoSuchMethodException();
    }
    method.setAccessible(true);
    return method.invoke(null, text);
  }
}
