/** Rows that a statement takes at most: SQLite allows 32,766 parameters in one, Postgres 65,535. */
const rowsPerStatement = 500;

/** Cuts rows into statements. */
export function* chunks<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let start = 0; start < rows.length; start += rowsPerStatement)
    yield rows.slice(start, start + rowsPerStatement);
}
