/**
 * Comma-separated values by RFC 4180, lines ended by CRLF, with a final one left to the caller. A text that a
 * spreadsheet would run as a formula gets an apostrophe in front (OWASP, "CSV Injection"). `null` is an empty cell.
 */
export function toCsv(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map((row) => row.map(cell).join(',')).join('\r\n');
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
