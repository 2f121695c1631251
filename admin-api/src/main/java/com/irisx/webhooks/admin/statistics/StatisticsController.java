package com.irisx.webhooks.admin.statistics;

import com.irisx.webhooks.admin.paging.Times;
import com.irisx.webhooks.admin.security.Caller;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A tenant's figures, all webhooks together. */
@RestController
class StatisticsController {

  private static final String DAYS = " Every day that is touched counts whole.";

  private final DailyStatisticsRepository repository;
  private final TransactionTemplate snapshot;

  StatisticsController(
      DailyStatisticsRepository repository, PlatformTransactionManager transactions) {
    this.repository = repository;
    // All figures of one answer are of the same moment.
    this.snapshot = new TransactionTemplate(transactions);
    this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    this.snapshot.setReadOnly(true);
  }

  @GetMapping("/v1/stats")
  StatisticsView get(
      Caller.Tenant tenant,
      @RequestParam(required = false) @Nullable Integer days,
      @Parameter(description = Times.SINCE + DAYS) @RequestParam(required = false)
          @Nullable String since,
      @Parameter(description = Times.UNTIL + DAYS) @RequestParam(required = false)
          @Nullable String until) {
    Period period = Period.of(days, since, until, Instant.now());
    return snapshot.execute(
        tx ->
            StatisticsView.of(
                period,
                repository.perDay(tenant, period),
                repository.durations(tenant, period),
                repository.now(tenant)));
  }
}
