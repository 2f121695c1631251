package com.irisx.webhooks.filter;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a number is compared with a bound. */
public enum Operator {
  EQUAL("=") {
    @Override
    boolean holds(int sign) {
      return sign == 0;
    }
  },
  LESS("<") {
    @Override
    boolean holds(int sign) {
      return sign < 0;
    }
  },
  AT_MOST("<=") {
    @Override
    boolean holds(int sign) {
      return sign <= 0;
    }
  },
  GREATER(">") {
    @Override
    boolean holds(int sign) {
      return sign > 0;
    }
  },
  AT_LEAST(">=") {
    @Override
    boolean holds(int sign) {
      return sign >= 0;
    }
  };

  /** All symbols, for people. */
  static final String SYMBOLS =
      Arrays.stream(values()).map(Operator::symbol).collect(Collectors.joining(" "));

  private final String symbol;

  Operator(String symbol) {
    this.symbol = symbol;
  }

  /**
   * @param sign of the number less the bound
   */
  abstract boolean holds(int sign);

  public String symbol() {
    return symbol;
  }

  static Optional<Operator> of(String symbol) {
    return Arrays.stream(values()).filter(operator -> operator.symbol.equals(symbol)).findFirst();
  }
}
