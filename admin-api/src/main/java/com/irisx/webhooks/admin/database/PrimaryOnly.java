package com.irisx.webhooks.admin.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Takes a connection out of the pool that leads to a server without writes. After a failover its
 * address may belong to another server already; the pool by itself would keep to the old one for
 * half an hour.
 *
 * <p>Made by the pool, by name.
 */
public final class PrimaryOnly implements SQLExceptionOverride {

  @java.lang.Override
  public SQLExceptionOverride.Override adjudicate(SQLException failure) {
    return SqlState.of(failure).isReadOnly()
        ? SQLExceptionOverride.Override.MUST_EVICT
        : SQLExceptionOverride.Override.CONTINUE_EVICT;
  }
}
