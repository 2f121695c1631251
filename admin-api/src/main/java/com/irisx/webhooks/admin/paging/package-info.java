/** Cursors: how every list is read page by page. */
@NullMarked
package com.irisx.webhooks.admin.paging;

import org.jspecify.annotations.NullMarked;
