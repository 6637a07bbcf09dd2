/** RFC 4180. */
export function csvText(head: readonly string[] | undefined, rows: readonly (readonly string[])[]): string {
  return [...(head === undefined ? [] : [head]), ...rows]
    .map((row) => `${row.map(csvCell).join(',')}\r\n`)
    .join('');
}

/** A spreadsheet runs what begins like a formula: OWASP, CSV injection. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
