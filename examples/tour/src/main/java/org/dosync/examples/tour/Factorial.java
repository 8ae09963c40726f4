package org.dosync.examples.tour;

import java.math.BigInteger;
import org.dosync.Futures;
import org.dosync.Promise;

final class Factorial implements Example {

  // tag::factorial[]
  static BigInteger factorial(int n) {
    BigInteger product = BigInteger.ONE;
    for (int i = 2; i <= n; i++) {
      product = product.multiply(BigInteger.valueOf(i));
    }
    return product;
  }

  // end::factorial[]

  @Override
  public String title() {
    return "The factorial of 10,000, while other work goes on";
  }

  @Override
  public void run(Page page) {
    // tag::deref[]
    Promise<BigInteger> result = Futures.future(() -> factorial(10_000));
    int other = otherThings();
    String digits = result.deref().toString();
    // end::deref[]
    page.show("other things done meanwhile", other, 3);
    page.show("digits of 10,000!", digits.length(), 35_660);
    page.show("the first of them", digits.substring(0, 20), "28462596809170545189");
    int zeros = digits.length() - digits.replaceAll("0+$", "").length();
    page.show("zeros at its end", zeros, 2_499);
  }

  private static int otherThings() {
    return 1 + 2;
  }
}
