package org.dosync.cdi;

import jakarta.validation.valueextraction.ExtractedValue;
import jakarta.validation.valueextraction.UnwrapByDefault;
import jakarta.validation.valueextraction.ValueExtractor;
import org.dosync.Reference;

/**
 * Tells Jakarta Validation that a constraint on a reference means its value: {@code @Max(9)
 * Ref<Integer>}.
 */
@UnwrapByDefault
final class ReferenceValueExtractor implements ValueExtractor<Reference<@ExtractedValue ?>> {

  @Override
  @SuppressWarnings("NullAway") // the name of a node in a path, where null means none
  public void extractValues(Reference<?> reference, ValueReceiver receiver) {
    receiver.value(null, reference.deref());
  }
}
