package org.dosync.examples.photobackup;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** Breaks the connection of one upload, once, as networks do. */
final class Outage implements ExecutionInterceptor {

  private final Set<String> doomed = ConcurrentHashMap.newKeySet();

  void breakOnce(String key) {
    doomed.add(key);
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    if (context.request() instanceof PutObjectRequest put && doomed.remove(put.key())) {
      throw SdkClientException.create("the connection broke");
    }
  }
}
