package org.dosync.cdi;

import jakarta.decorator.Decorator;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Discovery;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.enterprise.inject.build.compatible.spi.Messages;
import jakarta.enterprise.inject.build.compatible.spi.ObserverInfo;
import jakarta.enterprise.inject.build.compatible.spi.Registration;
import jakarta.enterprise.inject.build.compatible.spi.ScannedClasses;
import jakarta.enterprise.inject.build.compatible.spi.Synthesis;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticComponents;
import jakarta.enterprise.inject.build.compatible.spi.Validation;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.interceptor.Interceptor;

/** Weld, which has portable extensions, would leave the original out. */
public class UnskippedBuildExtension extends DosyncBuildExtension {

  @Override
  @Discovery
  public void register(ScannedClasses classes) {
    super.register(classes);
  }

  @Override
  @Enhancement(types = DosyncInterceptor.class)
  public void order(ClassConfig interceptor) {
    super.order(interceptor);
  }

  @Override
  @Enhancement(
      types = Object.class,
      withSubtypes = true,
      withAnnotations = {Interceptor.class, Decorator.class})
  public void lookAround(ClassInfo type) {
    super.lookAround(type);
  }

  @Override
  @Registration(types = Object.class)
  public void look(BeanInfo bean) {
    super.look(bean);
  }

  @Override
  @Registration(types = Object.class)
  public void look(ObserverInfo observer) {
    super.look(observer);
  }

  @Override
  @Synthesis
  public void add(SyntheticComponents components) {
    super.add(components);
  }

  @Override
  @Validation
  public void check(Messages messages) {
    super.check(messages);
  }
}
