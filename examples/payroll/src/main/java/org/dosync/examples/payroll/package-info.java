/** Beans of an application, which say by annotation how their state changes. */
package org.dosync.examples.payroll;
